import { expect, it } from 'vitest'
import { rotateKeys } from '../../src/storage/rotation.ts'
import { createSealer } from '../../src/storage/sealing.ts'
import { eachDatabase } from '../support/database.ts'

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')
const indexKey = key(9)
const first = createSealer({ keys: { 1: key(1) }, current: 1, indexKey })
const second = createSealer({ keys: { 1: key(1), 2: key(2) }, current: 2, indexKey })
const alone = createSealer({ keys: { 2: key(2) }, current: 2, indexKey })

const quiet = () => {}

eachDatabase('keys that are rotated', (database) => {
  const rotate = (tell: Parameters<typeof rotateKeys>[0]['tell'] = quiet) =>
    rotateKeys({ db: database(), sealer: second, current: 2, tell })

  it('seal anew every sealed column of every table, under any key, past any page', async () => {
    const db = database()
    await db.transaction((tx) =>
      tx.script(`create table diaries (owner bytea, day text, page int, text_sealed bytea not null, note_sealed bytea,
        picture bytea, primary key (owner, day, page))`),
    )
    const owner = Buffer.from('0011ff', 'hex')
    for (let page = 0; page < 1203; page++) {
      const text = page % 3 === 0 ? second.seal(`page ${page}`) : first.seal(`page ${page}`)
      const note = page % 2 === 0 ? first.seal('note') : null
      await db.query('insert into diaries values ($1, $2, $3, $4, $5, $6)', [
        owner,
        `day ${page % 7}`,
        page,
        text,
        note,
        first.seal('no seal by its name'),
      ])
    }
    const told: string[] = []
    const rotated = await rotate(({ table, resealed }) => void told.push(`${table} ${resealed}`))
    expect(rotated.resealed).toBe(802 + 602)
    expect([...rotated.versions]).toEqual([[2, 1203 + 602]])
    expect(told).toContain('diaries 1404')
    const rows = await db.query<{ page: number; text_sealed: Uint8Array; note_sealed: Uint8Array | null }>(
      'select page, text_sealed, note_sealed from diaries order by page',
    )
    expect(rows.map(({ text_sealed }) => alone.open(text_sealed))).toEqual(rows.map(({ page }) => `page ${page}`))
    expect(rows.filter(({ note_sealed }) => note_sealed && alone.open(note_sealed) === 'note')).toHaveLength(602)
    // Once more has nothing to do.
    expect((await rotate()).resealed).toBe(0)
    await db.query('drop table diaries')
  })

  it('find what is sealed inside of documents, at any depth', async () => {
    const db = database()
    const sealed = (text: string) => Buffer.from(first.seal(text)).toString('base64')
    const payload = {
      about: 'sealed',
      to: 'somebody',
      mobileSealed: sealed('13800138000'),
      rows: [{ sealed: sealed('李雷'), amount: 5 }],
    }
    await db.query(
      `insert into outbox (id, channel, payload, at, due_at) values ('01938c1e-7a5b-7c3d-8e4f-0123456789ab', 'sms', $1, 0, 0)`,
      [JSON.stringify(payload)],
    )
    const { resealed, versions } = await rotate()
    expect(resealed).toBe(1)
    expect([...versions]).toEqual([[2, 2]])
    const [row] = await db.query<{ payload: typeof payload }>('select payload from outbox')
    expect(row?.payload).toMatchObject({ about: 'sealed', to: 'somebody', rows: [{ amount: 5 }] })
    expect(alone.open(Buffer.from(row?.payload.mobileSealed ?? '', 'base64'))).toBe('13800138000')
    expect(alone.open(Buffer.from(row?.payload.rows[0]?.sealed ?? '', 'base64'))).toBe('李雷')
    await db.query('delete from outbox')
  })

  it('say so when an old key still seals: a gateway that was not told of the new one', async () => {
    const db = database()
    await db.query('create table letters (id int primary key, text_sealed bytea)')
    await db.query('insert into letters values (1, $1), (2, $2)', [first.seal('one'), new Uint8Array()])
    // Between the page and the count it writes once more.
    const rotated = await rotate(async ({ table }) => {
      if (table === 'letters') await db.query('insert into letters values (3, $1)', [first.seal('late')])
    })
    expect(rotated.resealed).toBe(1)
    expect(Object.fromEntries(rotated.versions)).toEqual({ 1: 1, 2: 1 })
    expect(Object.fromEntries((await rotate()).versions)).toEqual({ 2: 2 })
    await db.query('drop table letters')
  })

  it('stop at a key that is not there, and lose nothing', async () => {
    const db = database()
    const stranger = createSealer({ keys: { 7: key(7) }, current: 7, indexKey })
    await db.query('create table letters (id int primary key, text_sealed bytea)')
    await db.query('insert into letters values (1, $1)', [stranger.seal('theirs')])
    await expect(rotate()).rejects.toThrow('version 7')
    const [row] = await db.query<{ text_sealed: Uint8Array }>('select text_sealed from letters')
    expect(stranger.open(row?.text_sealed ?? new Uint8Array())).toBe('theirs')
    await db.query('drop table letters')
  })
})
