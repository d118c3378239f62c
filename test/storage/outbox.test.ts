import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it, vi } from 'vitest'
import {
  addToOutbox,
  createOutbox,
  keepInMind,
  NotNow,
  type OutboxEntry,
  type Sender,
} from '../../src/storage/outbox.ts'
import { eachDatabase } from '../support/database.ts'

const MINUTE = 60_000
const DAY = 24 * 3_600_000

eachDatabase('the outbox', (database) => {
  let now: number
  beforeEach(async () => {
    now = 1_000
    await database().query('DELETE FROM outbox')
  })

  const log = { warn: vi.fn(), error: vi.fn() }
  const worker = (sms: Sender) =>
    createOutbox({ db: database(), clock: { now: () => now }, senders: { sms }, log, reach: () => {} })
  async function put(payload: object = { template: 'paid' }, channel = 'sms'): Promise<OutboxEntry> {
    const entry = { id: randomUUID(), channel, payload }
    await database().transaction((tx) => addToOutbox(tx, [entry], now))
    return entry
  }
  const state = async (id: string) =>
    (await database().query('SELECT state, tries, failure FROM outbox WHERE id = $1', [id]))[0]

  it('sends what was committed, once, with its id', async () => {
    const entry = await put({ template: 'paid', amount: 5 })
    const send = vi.fn<Sender>(async () => {})
    expect(await worker(send).run()).toBe(1)
    expect(send.mock.calls[0]?.[0]).toMatchObject(entry)
    now += DAY
    expect(await worker(send).run()).toBe(0)
    expect(await state(entry.id)).toEqual({ state: 'sent', tries: 1, failure: null })
  })

  it('sends nothing of a transaction that was rolled back', async () => {
    const lost = database().transaction(async (tx) => {
      await addToOutbox(tx, [{ id: randomUUID(), channel: 'sms', payload: {} }], now)
      throw new Error('refused')
    })
    await expect(lost).rejects.toThrow('refused')
    expect(await worker(async () => {}).run()).toBe(0)
  })

  it('tries again later and later, and gives up in the end, telling so', async () => {
    const entry = await put()
    const failing = worker(async () => {
      throw Object.assign(new Error('13800138000 is unreachable'), { code: 'OUTSIDE' })
    })
    const waits: number[] = []
    let last = now
    for (let turns = 0; turns < 10_000 && (await failing.depth()).dead === 0; turns++) {
      const told = log.warn.mock.calls.length + log.error.mock.calls.length
      expect(await failing.run()).toBe(0)
      if (log.warn.mock.calls.length + log.error.mock.calls.length > told) {
        waits.push(now - last)
        last = now
      }
      now += waits.length < 4 ? 1_000 : MINUTE
    }
    expect(waits.slice(0, 4)).toEqual([0, 5_000, 10_000, 20_000])
    expect(waits).toHaveLength(16)
    const total = waits.reduce((sum, wait) => sum + wait, 0)
    expect([total > 0.9 * DAY, total < 1.1 * DAY]).toEqual([true, true])
    expect(await state(entry.id)).toEqual({ state: 'dead', tries: 16, failure: 'OUTSIDE' })
    expect(log.error).toHaveBeenCalledWith(expect.objectContaining({ outboxId: entry.id }), 'outbox entry given up')
    expect(JSON.stringify(log.error.mock.calls)).not.toContain('13800138000')
    now += DAY
    expect(await failing.run()).toBe(0)
  })

  it('calls a sender that is not ready again soon, and does not count that as a try', async () => {
    const entry = await put()
    let ready = false
    const tries: number[] = []
    const sender = worker(async (claimed) => {
      tries.push(claimed.tries)
      if (!ready) throw new NotNow(300)
    })
    for (let n = 0; n < 20; n++) {
      expect(await sender.run()).toBe(0)
      now += 300
    }
    expect(new Set(tries)).toEqual(new Set([1]))
    ready = true
    expect(await sender.run()).toBe(1)
    expect(await state(entry.id)).toEqual({ state: 'sent', tries: 1, failure: null })
  })

  it('keeps a sender’s word for its next try', async () => {
    await put()
    const words: (string | null)[] = []
    const sender = worker(async ({ id, word }) => {
      words.push(word)
      await keepInMind(database(), id, 'asked')
      if (word === null) throw new Error('not yet')
    })
    await sender.run()
    now += MINUTE
    await sender.run()
    expect(words).toEqual([null, 'asked'])
  })

  it('takes over from a worker that died while sending', async () => {
    await put()
    const hanging = worker(() => new Promise(() => {}))
    void hanging.run()
    await vi.waitFor(async () => expect(await hanging.depth()).toEqual({ waiting: 1, dead: 0 }))
    await vi.waitFor(async () => expect(await database().query('SELECT tries FROM outbox')).toEqual([{ tries: 1 }]))
    const send = vi.fn<Sender>(async () => {})
    const other = worker(send)
    now += MINUTE - 1
    expect(await other.run()).toBe(0)
    now += 1
    expect(await other.run()).toBe(1)
    expect(send).toHaveBeenCalledTimes(1)
  })

  it('gives every entry to one worker only', async () => {
    for (let index = 0; index < 30; index++) await put()
    const send = vi.fn<Sender>(async () => {})
    const workers = [worker(send), worker(send), worker(send)]
    let handled = 0
    for (let round = 0; round < 3; round++) {
      for (const count of await Promise.all(workers.map((each) => each.run()))) handled += count
    }
    expect(handled).toBe(30)
    expect(new Set(send.mock.calls.map(([entry]) => entry.id)).size).toBe(30)
  })

  it('does not lose an entry that nobody can send', async () => {
    const entry = await put({}, 'pigeon')
    await worker(async () => {}).run()
    expect(await state(entry.id)).toMatchObject({ state: 'waiting', tries: 1, failure: 'Error' })
  })
})
