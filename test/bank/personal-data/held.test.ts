/** Every table is decided on: what goes when somebody leaves, and what is told to who asks. */
import { expect, it } from 'vitest'
import { HELD, NOBODYS } from '../../../src/bank/personal-data/held.ts'
import { isInternal, SECTIONS, UNTOLD } from '../../../src/bank/personal-data/sections.ts'
import { eachDatabase } from '../../support/database.ts'

interface Column {
  readonly table_name: string
  readonly column_name: string
}

eachDatabase('people in the database', (database) => {
  const columns = () =>
    database().query<Column>(
      `select c.table_name, c.column_name from information_schema.columns c
       join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
       where c.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1, 2`,
    )
  const tables = async () => [...new Set((await columns()).map(({ table_name }) => table_name))]

  it('stand in tables that held.ts names, each once, with what goes and what stays', async () => {
    const named = [...HELD.map(({ table }) => table), ...NOBODYS]
    expect(await tables(), 'a table that held.ts does not decide on, or one that is gone').toEqual([...named].sort())
    expect(new Set(named).size).toBe(named.length)
    for (const { table, atOnce, kept, ofNobody, stays } of HELD)
      expect(atOnce ?? kept ?? ofNobody ?? stays, table).toBeTruthy()
  })

  it('are told what every such table says of them, or somebody has said why not', async () => {
    const told = SECTIONS.map(({ table }) => table)
    expect(told.filter((table) => table in UNTOLD)).toEqual([])
    expect([...told, ...Object.keys(UNTOLD)].sort(), 'a table with people in it that nobody is told of').toEqual(
      HELD.map(({ table }) => table).sort(),
    )
    for (const { table, fields, untold = {} } of SECTIONS) {
      const named = [...fields.map(([column]) => column), ...Object.keys(untold)]
      const left = (await columns()).filter(
        ({ table_name, column_name }) =>
          table_name === table && !isInternal(column_name) && !named.includes(column_name),
      )
      expect(left, 'a column that is neither told nor explained').toEqual([])
    }
  })

  it('keep nothing of themselves where nothing is deleted: no sealed column without its end', async () => {
    const sealed = (await columns()).filter(({ column_name }) => /_(sealed|index)$/.test(column_name))
    expect(sealed.length).toBeGreaterThan(15)
    for (const { table_name, column_name } of sealed) {
      // Whom a list names is of the list, not of the bank's people.
      if (table_name === 'list_entries' || NOBODYS.includes(table_name)) continue
      const held = HELD.find(({ table }) => table === table_name)
      const ends = `${held?.atOnce ?? ''} ${held?.kept?.erase ?? ''} ${held?.ofNobody ?? ''}`
      // The texts that two people share: forgetting.ts takes one side out.
      const shared = ['entries', 'transfers'].includes(table_name)
      const goes =
        shared || /^delete/.test(ends.trim()) || / delete from/.test(ends) || ends.includes(`${column_name} = null`)
      expect(goes, `${table_name}.${column_name}`).toBe(true)
    }
  })

  it('have a key in every table with something sealed in it, by which rotation finds its rows', async () => {
    const without = await database().query(
      `select c.table_name from information_schema.columns c
       join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
       where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name like '%\\_sealed'
         and not exists (select 1 from pg_index i where i.indrelid = c.table_name::regclass and i.indisprimary)`,
    )
    expect(without).toEqual([])
  })
})
