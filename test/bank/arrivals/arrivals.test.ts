import { expect, it } from 'vitest'
import { MINUTE, onEveryDatabase, VISIT } from '../../support/people.ts'
import { twoFriends } from '../messages/between.ts'

onEveryDatabase('who waits for money', (open) => {
  const never = new AbortController().signal

  it('learns where they stand, and nothing of what came before', async () => {
    const people = await open()
    const { hanMei, pay } = await twoFriends(people)
    await pay(100)
    expect(await people.bank.arrivals.next(hanMei, undefined, never)).toEqual({
      cursor: expect.stringMatching(/^[0-9a-z]+$/),
      arrivals: [],
    })
  })

  it('is told the moment it comes, by whom and how much, with nobody asking the database meanwhile', async () => {
    const people = await open()
    const { hanMei, pay } = await twoFriends(people)
    const { cursor } = await people.bank.arrivals.next(hanMei, undefined, never)
    const waiting = people.bank.arrivals.next(hanMei, cursor, never)
    const early = await Promise.race([
      waiting,
      new Promise((resolve) => setTimeout(() => resolve('still waiting'), 100)),
    ])
    expect(early).toBe('still waiting')
    const transferId = await pay(12_300)
    const told = await waiting
    expect(told.arrivals).toEqual([
      { transferId, accountId: expect.any(String), name: '李雷', amount: 12_300, at: people.clock.now() },
    ])
    expect(told.cursor).not.toBe(cursor)
  })

  it('who was away is told at once what came since, the newest first; what they paid is not among it', async () => {
    const people = await open()
    const { hanMei, liLei, pay } = await twoFriends(people)
    const { cursor } = await people.bank.arrivals.next(hanMei, undefined, never)
    const { cursor: payers } = await people.bank.arrivals.next(liLei, undefined, never)
    await pay(100)
    people.clock.forward(1_000)
    await pay(200)
    const told = await people.bank.arrivals.next(hanMei, cursor, never)
    expect(told.arrivals.map(({ amount }) => amount)).toEqual([200, 100])
    expect((await people.bank.arrivals.next(liLei, payers, never)).arrivals).toEqual([])
  })

  it('who asks again has given the earlier question up, and who has gone is waited for no longer', async () => {
    const people = await open()
    const { hanMei } = await twoFriends(people)
    const { cursor } = await people.bank.arrivals.next(hanMei, undefined, never)
    const first = people.bank.arrivals.next(hanMei, cursor, never)
    await new Promise((resolve) => setTimeout(resolve, 30))
    const gone = new AbortController()
    const second = people.bank.arrivals.next(hanMei, cursor, gone.signal)
    expect(await first).toEqual({ cursor, arrivals: [] })
    gone.abort()
    expect(await second).toEqual({ cursor, arrivals: [] })
  })

  it('whose session is ended meanwhile is told nothing more', async () => {
    const people = await open()
    const { hanMei, pay } = await twoFriends(people)
    const { cursor } = await people.bank.arrivals.next(hanMei, undefined, never)
    const waiting = people.bank.arrivals.next(hanMei, cursor, never)
    await new Promise((resolve) => setTimeout(resolve, 30))
    const other = await people.wechat('openid-han-mei')
    await people.bank.sessions.end(other, hanMei.sessionId)
    const refused = expect(waiting).rejects.toThrow('SESSION_ENDED')
    await pay(100)
    await refused
  })

  it('a phone that lies and waits is not used: its session ends as any that is unused', async () => {
    const people = await open()
    const browser = await people.sms('13500135000')
    for (let minutes = 0; minutes < 40; minutes += 5) {
      people.clock.forward(5 * MINUTE)
      await people.bank.sessions.resolve(browser.token, { ...VISIT, unattended: true }).catch(() => undefined)
    }
    await expect(people.bank.sessions.resolve(browser.token, VISIT)).rejects.toThrow('SESSION_ENDED')
  })

  it('who has no account waits like everybody, and another’s cursor tells nothing of the other', async () => {
    const people = await open()
    const { hanMei, liLei, pay } = await twoFriends(people)
    const visitor = await people.wechat('openid-visitor')
    expect(await people.bank.arrivals.next(visitor, undefined, never)).toEqual({ cursor: '-', arrivals: [] })
    const { cursor } = await people.bank.arrivals.next(hanMei, undefined, never)
    await pay(100)
    expect((await people.bank.arrivals.next(liLei, cursor, never)).arrivals).toEqual([])
  })
})
