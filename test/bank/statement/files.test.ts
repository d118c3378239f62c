import { randomBytes, randomUUID } from 'node:crypto'
import { extractText } from 'unpdf'
import { beforeAll, expect, it } from 'vitest'
import { csvLine } from '../../../src/bank/statement/csv.ts'
import { eachDatabase } from '../../support/database.ts'
import { at, openTown, type Town, type Townsman, yuan } from '../town.ts'

const NOVEMBER = { from: '2026-11-01', to: '2026-11-20' } as const

eachDatabase('a statement to keep', (database) => {
  let town: Town
  let liLei: Townsman
  let hanMei: Townsman

  beforeAll(async () => {
    town = await openTown(database())
    town.clock.set(at('2026-10-31 23:59'))
    liLei = await town.settle('李雷')
    hanMei = await town.settle('韩梅')
    await town.topUp(liLei, yuan(500))
    town.clock.set(at('2026-11-05 08:30'))
    const payeeId = await town.payeeOf(liLei, hanMei)
    await town.send(liLei, payeeId, yuan(12.5), { note: '=HYPERLINK("http://x")' })
    await town.send(liLei, payeeId, yuan(3), { note: '早饭, 两份' })
    town.clock.set(at('2026-11-20 12:00'))
    await town.topUp(liLei, yuan(1_000))
  })

  async function fetched(person: Townsman, order: { from: string; to: string; format: 'csv' | 'pdf' }) {
    const ready = await town.statement.orderFile(person, person.accountId, order)
    const { type, name, body } = await town.downloads.take(ready.path.replace('/downloads/', ''), '')
    const parts: Uint8Array[] = []
    for await (const part of body as AsyncIterable<Uint8Array>) parts.push(part)
    return { ready, type, name, bytes: Buffer.concat(parts) }
  }

  it('is a table for a spreadsheet: of that period, newest first, and nothing in it is run', async () => {
    const { bytes, type, name, ready } = await fetched(liLei, { ...NOVEMBER, format: 'csv' })
    expect(type).toBe('text/csv; charset=utf-8')
    expect(name).toMatch(/^statement-\d{4}-2026-11-01-2026-11-20\.csv$/)
    expect(ready).toEqual({
      path: expect.stringMatching(/^\/downloads\/[\w-]{43}$/),
      name,
      expiresAt: town.clock.now() + 5 * 60_000,
    })
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const lines = bytes.toString('utf8').slice(1).split('\r\n')
    expect(lines[0]).toBe('时间,类型,收入（元）,支出（元）,余额（元）,对方,附言,业务编号')
    expect(lines[1]).toMatch(/^2026-11-20 12:00:00,转入,1000\.00,,1484\.50,招商银行.*,,[0-9a-f-]{36}$/)
    expect(lines[2]).toMatch(/^2026-11-05 08:30:00,转出,,3\.00,484\.50,\*梅,"早饭, 两份",/)
    expect(lines[3]).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(lines.slice(4)).toEqual([''])
  })

  it('never begins a cell with what a spreadsheet takes for a formula', () => {
    for (const begin of ['=', '+', '-', '@', '\t', '\r']) {
      expect(csvLine([`${begin}1+1`])).toMatch(/^"?'/)
    }
    expect(csvLine(['1-1', 'a=b', ''])).toBe('1-1,a=b,\r\n')
  })

  it('is a document whose Chinese can be searched and copied', async () => {
    const { bytes, type } = await fetched(liLei, { ...NOVEMBER, format: 'pdf' })
    expect(type).toBe('application/pdf')
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    // The font’s glyphs in use, not its ten megabytes.
    expect(bytes.length).toBeLessThan(120_000)
    const { text } = await extractText(new Uint8Array(bytes), { mergePages: true })
    const { number } = await town.accounts.get(liLei, liLei.accountId)
    for (const words of ['账户交易明细', '李雷', number, '早饭, 两份', '-12.50', '+1,000.00', '1,484.50']) {
      expect(text).toContain(words)
    }
    expect(text).toContain('共 3 笔 · 收入 1,000.00 元 · 支出 15.50 元')
  })

  it('of a period in which nothing moved says so', async () => {
    const { bytes } = await fetched(liLei, { from: '2026-02-01', to: '2026-02-28', format: 'pdf' })
    expect((await extractText(new Uint8Array(bytes), { mergePages: true })).text).toContain('这段时间没有收支')
    const csv = await fetched(liLei, { from: '2026-02-01', to: '2026-02-28', format: 'csv' })
    expect(csv.bytes.toString().split('\r\n')).toHaveLength(2)
  })

  it('is fetched once, within five minutes, and not after the session was ended', async () => {
    const order = { ...NOVEMBER, format: 'csv' } as const
    const ticket = async () =>
      (await town.statement.orderFile(liLei, liLei.accountId, order)).path.replace('/downloads/', '')
    const one = await ticket()
    await town.downloads.take(one, '')
    await expect(town.downloads.take(one, '')).rejects.toThrow('NOT_FOUND')
    const late = await ticket()
    town.clock.forward(5 * 60_000)
    await expect(town.downloads.take(late, '')).rejects.toThrow('NOT_FOUND')
    await expect(town.downloads.take('A'.repeat(43), '')).rejects.toThrow('NOT_FOUND')
    const ended = await ticket()
    await database().query(
      `insert into sessions (id, customer_id, token_hash, signed_in_by, device, created_at, last_seen_at, expires_at, ended_at)
       values ($1, $2, $3, 'wechat', '', 1, 1, 2, 2)`,
      [liLei.sessionId, liLei.customerId, randomBytes(32)],
    )
    await expect(town.downloads.take(ended, '')).rejects.toThrow('NOT_FOUND')
  })

  it('refuses periods that are backwards, of days that are none, ahead, or longer than a year', async () => {
    const order = (from: string, to: string) =>
      town.statement.orderFile(hanMei, hanMei.accountId, { from, to, format: 'csv' })
    await expect(order('2026-11-02', '2026-11-01')).rejects.toThrow('PERIOD_INVALID')
    await expect(order('2026-02-30', '2026-03-01')).rejects.toThrow('PERIOD_INVALID')
    await expect(order('2026-11-01', '2026-11-31')).rejects.toThrow('PERIOD_INVALID')
    await expect(order('2026-11-01', '2026-11-21')).rejects.toThrow('PERIOD_INVALID')
    await expect(order('2025-11-20', '2026-11-20')).rejects.toThrow('PERIOD_TOO_LONG')
    await expect(order('2025-11-21', '2026-11-20')).resolves.toMatchObject({ name: expect.any(String) })
  })

  it('refuses more lines than a file may have, and more files than a day allows', async () => {
    await database().query('update statement_months set lines = lines + 10000 where customer_id = $1 and month = $2', [
      liLei.customerId,
      '2026-11',
    ])
    const order = { ...NOVEMBER, format: 'csv' } as const
    await expect(town.statement.orderFile(liLei, liLei.accountId, order)).rejects.toThrow('STATEMENT_TOO_LONG')
    await database().query('update statement_months set lines = lines - 10000 where customer_id = $1 and month = $2', [
      liLei.customerId,
      '2026-11',
    ])
    const asked = await Promise.allSettled(
      Array.from({ length: 25 }, () => town.statement.orderFile(liLei, liLei.accountId, order)),
    )
    const refused = asked.filter((one) => one.status === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    for (const one of refused) expect(String(one.reason)).toContain('EXPORT_LIMIT')
    town.clock.forward(86_400_000)
    await town.statement.orderFile(liLei, liLei.accountId, order)
  })

  it('of an account that is somebody else’s is not found, nor by who has the right id', async () => {
    const order = { ...NOVEMBER, format: 'csv' } as const
    await expect(town.statement.orderFile(hanMei, liLei.accountId, order)).rejects.toThrow('NOT_FOUND')
    await expect(town.statement.orderFile(hanMei, randomUUID(), order)).rejects.toThrow('NOT_FOUND')
  })
})
