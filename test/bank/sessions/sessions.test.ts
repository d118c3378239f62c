import { expect, it } from 'vitest'
import { HOUR, LI_LEI, MINUTE, onEveryDatabase, peopleOn, VISIT } from '../../support/people.ts'

const DAY = 24 * HOUR

onEveryDatabase('a session', (open) => {
  it('is known by its token alone, and the token is not in the database', async () => {
    const people = await open()
    const caller = await people.wechat('openid-1')
    const resolved = await people.bank.sessions.resolve(caller.token, { language: 'en', traceId: 'trace-1' })
    expect(resolved).toEqual({
      customerId: caller.customerId,
      sessionId: caller.sessionId,
      language: 'en',
      traceId: 'trace-1',
    })
    const [row] = await people.db.query<Record<string, unknown>>('select * from sessions')
    expect(Object.values(row ?? {}).some((value) => String(value).includes(caller.token))).toBe(false)
    for (const token of ['', 'x', `${caller.token}x`, caller.sessionId])
      await expect(people.bank.sessions.resolve(token, VISIT)).rejects.toThrow('SESSION_ENDED')
  })

  it('of WeChat lasts thirty days, however much it is used; a week unused ends it', async () => {
    const people = await open()
    const { clock, bank } = people
    const used = await people.wechat('openid-1')
    for (let day = 1; day < 30; day++) {
      clock.forward(DAY)
      await bank.sessions.resolve(used.token, VISIT)
    }
    clock.forward(DAY)
    await expect(bank.sessions.resolve(used.token, VISIT)).rejects.toThrow('SESSION_ENDED')
    const unused = await people.wechat('openid-1')
    clock.forward(7 * DAY)
    await expect(bank.sessions.resolve(unused.token, VISIT)).rejects.toThrow('SESSION_ENDED')
  })

  it('of H5 lasts twelve hours; half an hour unused ends it', async () => {
    const people = await open()
    const { clock, bank } = people
    const used = await people.sms(LI_LEI.mobile)
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      clock.forward(20 * MINUTE)
      await bank.sessions.resolve(used.token, VISIT)
    }
    clock.forward(20 * MINUTE)
    await expect(bank.sessions.resolve(used.token, VISIT)).rejects.toThrow('SESSION_ENDED')
    const unused = await people.sms(LI_LEI.mobile)
    clock.forward(30 * MINUTE)
    await expect(bank.sessions.resolve(unused.token, VISIT)).rejects.toThrow('SESSION_ENDED')
  })

  it('is listed with device and times, the own one marked; one that was ended is refused at once by every gateway', async () => {
    const people = await open()
    const { bank, clock } = people
    const phone = await people.wechat('openid-1')
    clock.forward(HOUR)
    const tablet = await people.wechat('openid-1')
    expect((await bank.sessions.list(tablet)).sessions).toMatchObject([
      { id: tablet.sessionId, by: 'wechat', device: VISIT.device, createdAt: clock.now(), current: true },
      { id: phone.sessionId, lastSeenAt: clock.now() - HOUR, current: false },
    ])
    expect(await bank.sessions.end(tablet, phone.sessionId)).toEqual({})
    const anotherGateway = peopleOn(people.db)
    for (const gateway of [bank, anotherGateway.bank])
      await expect(gateway.sessions.resolve(phone.token, VISIT)).rejects.toThrow('SESSION_ENDED')
    expect((await bank.sessions.list(tablet)).sessions).toHaveLength(1)
    // Ending again is the same request again.
    expect(await bank.sessions.end(tablet, phone.sessionId)).toEqual({})
    await bank.sessions.end(tablet, 'current')
    await expect(bank.sessions.resolve(tablet.token, VISIT)).rejects.toThrow('SESSION_ENDED')
  })

  it('of another person cannot be ended or seen', async () => {
    const people = await open()
    const { bank } = people
    const one = await people.wechat('openid-1')
    const other = await people.wechat('openid-2')
    await expect(bank.sessions.end(one, other.sessionId)).rejects.toThrow('NOT_FOUND')
    await bank.sessions.resolve(other.token, VISIT)
    expect((await bank.sessions.list(one)).sessions).toHaveLength(1)
  })

  it('that is used is seen to the minute', async () => {
    const people = await open()
    const { bank, clock } = people
    const caller = await people.wechat('openid-1')
    clock.forward(90_000)
    await bank.sessions.resolve(caller.token, VISIT)
    expect((await bank.sessions.list(caller)).sessions[0]?.lastSeenAt).toBe(clock.now())
  })
})
