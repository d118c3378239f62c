import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Bell, createBell } from '../../src/storage/bell.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { freshPostgresUrl } from '../support/database.ts'

const log = { warn: vi.fn() }
const heard = (bell: Bell, name: string) => new Promise<string>((resolve) => bell.wait(name, () => resolve(name)))
const soon = (ms: number) => new Promise((resolve) => setTimeout(() => resolve('nothing'), ms))

describe('a bell in one process', () => {
  it('wakes who waits for the name, once, and nobody else', async () => {
    const bell = createBell(log)
    const [first, second, other] = [vi.fn(), vi.fn(), vi.fn()]
    bell.wait('han-mei', first)
    bell.wait('han-mei', second)
    const forget = bell.wait('li-lei', other)
    expect(bell.waiting).toBe(3)
    bell.ring(['han-mei', 'nobody'])
    bell.ring(['han-mei'])
    expect([first.mock.calls.length, second.mock.calls.length, other.mock.calls.length]).toEqual([1, 1, 0])
    forget()
    expect(bell.waiting).toBe(0)
    bell.ring(['li-lei'])
    expect(other).not.toHaveBeenCalled()
  })

  it('wakes everybody when it is closed, and who comes after at once', async () => {
    const bell = createBell(log)
    const waiting = heard(bell, 'han-mei')
    await bell.close()
    expect(await waiting).toBe('han-mei')
    expect(await heard(bell, 'li-lei')).toBe('li-lei')
  })
})

describe('a bell over two processes', () => {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close()
  })
  async function process(url: string) {
    const db = await openDatabase({ url, maxConnections: 2 })
    const bell = createBell(log, db)
    closing.push(
      () => db.close(),
      () => bell.close(),
    )
    return { db, bell }
  }
  /** Listening begins a moment after the bell is made. */
  async function rung(by: Bell, to: Bell, name: string): Promise<unknown> {
    for (let tries = 0; tries < 20; tries++) {
      const waiting = heard(to, name)
      by.ring([name])
      if ((await Promise.race([waiting, soon(500)])) === name) return name
    }
    return 'never'
  }

  it('is heard in the other one, whoever rings, within a moment', async () => {
    const url = await freshPostgresUrl()
    const [here, there] = [await process(url), await process(url)]
    expect(await rung(here.bell, there.bell, 'han-mei')).toBe('han-mei')
    expect(await rung(there.bell, here.bell, 'li-lei')).toBe('li-lei')
    // Of hundreds at once each is heard.
    const all = Array.from({ length: 450 }, (_, n) => `customer-${n}`)
    const waiting = all.map((name) => heard(there.bell, name))
    here.bell.ring(all)
    expect(await Promise.race([Promise.all(waiting), soon(10_000)])).toEqual(all)
  })

  it('rung by far more than it can carry loses nobody else’s, and says so while the database is away', async () => {
    const told: (readonly string[])[] = []
    let away = true
    class Log {
      readonly lines: object[] = []
      warn(fields: object): void {
        this.lines.push(fields)
      }
    }
    const said = new Log()
    const bell = createBell(said, {
      notify: async (_, texts) => {
        if (away) throw new Error('closed')
        told.push(texts)
      },
      listen: () => async () => {},
    })
    closing.push(() => bell.close())
    bell.ring(Array.from({ length: 50_000 }, (_, n) => `customer-${n}`))
    await expect.poll(() => said.lines).toEqual([{ failure: 'Error', rings: 20_000 }])
    away = false
    bell.ring(['han-mei', 'li-lei', 'han-mei'])
    await expect.poll(() => told).toEqual([['han-mei,li-lei']])
  })

  it('is heard again after the connection that listened was cut', async () => {
    const url = await freshPostgresUrl()
    const [here, there] = [await process(url), await process(url)]
    expect(await rung(here.bell, there.bell, 'before')).toBe('before')
    const cut = await here.db.query(
      `select pg_terminate_backend(pid) as cut from pg_stat_activity
       where application_name = 'minibank-listen' and datname = current_database()`,
    )
    expect(cut).toHaveLength(2)
    expect(await rung(here.bell, there.bell, 'after')).toBe('after')
  }, 30_000)
})
