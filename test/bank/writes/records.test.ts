import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import type { AccountRef } from '../../../src/bank/core.ts'
import type { RecordChange } from '../../../src/bank/writes/write.ts'
import { eachDatabase } from '../../support/database.ts'
import { accountWith, balanceOf, openVault, payment, writeOf } from '../../support/ledger.ts'
import { writePathOn } from '../../support/write-path.ts'

eachDatabase('the records of a write', (database) => {
  let payer: AccountRef
  let payee: AccountRef

  beforeAll(async () => {
    await database().query(
      `CREATE TABLE orders (owner uuid, id uuid, state text NOT NULL, amount bigint, note_sealed bytea, detail jsonb,
         PRIMARY KEY (owner, id))`,
    )
    await openVault(database())
    payer = await accountWith(database(), 100_00)
    payee = await accountWith(database(), 0)
  })

  const submit = (...records: RecordChange[]) =>
    writePathOn(database()).submit(
      writeOf({ owner: payer.owner, accounts: [payer, payee] }, () => ({
        movements: [payment(payer, payee, 1_00)],
        records,
      })),
    )
  const order = (id: string) => ({ owner: payer.owner, id })
  const rows = (id: string) =>
    database().query('SELECT state, amount, note_sealed, detail FROM orders WHERE owner = $1 AND id = $2', [
      payer.owner,
      id,
    ])

  it('commit with its movements', async () => {
    const id = randomUUID()
    const note_sealed = new Uint8Array([1, 2, 255])
    await submit({
      insert: 'orders',
      row: { ...order(id), state: 'pending', amount: 1_00, note_sealed, detail: { a: 1 } },
    })
    await submit({ update: 'orders', where: { ...order(id), state: 'pending' }, set: { state: 'done', detail: null } })
    const [row] = await rows(id)
    expect(row).toMatchObject({ state: 'done', amount: 1_00, detail: null })
    expect([...(row as { note_sealed: Uint8Array }).note_sealed]).toEqual([1, 2, 255])
  })

  it('fail it when a condition no longer holds, and leave nothing', async () => {
    const id = randomUUID()
    await submit({ insert: 'orders', row: { ...order(id), state: 'done' } })
    const before = await balanceOf(database(), payee)
    const again: RecordChange = {
      update: 'orders',
      where: { ...order(id), state: 'pending' },
      set: { state: 'failed' },
    }
    await expect(submit(again)).rejects.toMatchObject({ name: 'RecordChanged' })
    expect(await balanceOf(database(), payee)).toEqual(before)
    expect(await rows(id)).toMatchObject([{ state: 'done' }])
  })

  it('tell a column that is empty from one that is not', async () => {
    const id = randomUUID()
    await submit({ insert: 'orders', row: { ...order(id), state: 'new' } })
    await submit({ update: 'orders', where: { ...order(id), amount: null }, set: { amount: 5 } })
    await expect(
      submit({ update: 'orders', where: { ...order(id), amount: null }, set: { amount: 6 } }),
    ).rejects.toMatchObject({ name: 'RecordChanged' })
  })

  it('fail it when one like them exists, by the name of the constraint', async () => {
    const id = randomUUID()
    await submit({ insert: 'orders', row: { ...order(id), state: 'new' } })
    await expect(submit({ insert: 'orders', row: { ...order(id), state: 'new' } })).rejects.toMatchObject({
      name: 'RecordTaken',
      constraint: 'orders_pkey',
    })
  })

  it('have names of tables and columns only where names belong', async () => {
    for (const wrong of [
      { insert: 'orders; DROP TABLE orders', row: { id: randomUUID() } },
      { insert: 'orders', row: { 'id) VALUES (NULL); --': 1 } },
      { update: 'orders', where: { 'owner = owner OR id': randomUUID() }, set: { state: 'x' } },
      { update: 'orders', where: { id: randomUUID() }, set: { 'state = state, amount': 1 } },
    ]) {
      await expect(submit(wrong)).rejects.toThrow('not the name of a table or column')
    }
    await expect(submit({ update: 'orders', where: {}, set: { state: 'x' } })).rejects.toThrow(
      'without values or condition',
    )
  })
})
