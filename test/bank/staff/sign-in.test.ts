import { expect, it } from 'vitest'
import { OutsideError } from '../../../src/connectors/outside.ts'
import { HOUR, MINUTE, onEveryDatabase, peopleOn, VISIT } from '../../support/people.ts'
import { staffMember, wayBack, ZHOU } from '../../support/staff.ts'

onEveryDatabase('staff', (open) => {
  it('signs in at the provider, which says name, branch and roles', async () => {
    const people = await open()
    const { bank, clock } = people
    const zhou = await staffMember(people, { ...ZHOU, roles: ['cashier', 'risk', 'teller'] })
    expect(zhou).toMatchObject({ staffId: 'T0101', name: '周敏', branch: '中关村支行', roles: ['teller', 'risk'] })
    expect(await bank.staff.sessions.me(zhou)).toEqual({
      id: 'T0101',
      name: '周敏',
      branch: '中关村支行',
      roles: ['teller', 'risk'],
      expiresAt: clock.now() + 10 * HOUR,
      idleMinutes: 15,
    })
  })

  it('of no role here, or of no branch, does not come in', async () => {
    const people = await open()
    for (const stranger of [
      { ...ZHOU, roles: ['canteen'] },
      { ...ZHOU, roles: [] },
      { ...ZHOU, branch: ' ' },
    ])
      await expect(staffMember(people, stranger)).rejects.toThrow('STAFF_NOT_ALLOWED')
    expect(await people.db.query('select id from staff_sessions')).toEqual([])
  })

  it('redeems an answer of the provider once, with the attempt that asked for it, in time', async () => {
    const people = await open()
    const { signIn } = people.bank.staff
    const first = await wayBack(people, ZHOU)
    const second = await wayBack(people, ZHOU)
    // Somebody else's answer, brought to my attempt.
    await expect(signIn.finish(first.attempt, second.returned)).rejects.toThrow('STAFF_SIGN_IN_FAILED')
    // That was its one use.
    await expect(signIn.finish(first.attempt, first.returned)).rejects.toThrow('STAFF_SIGN_IN_FAILED')
    const third = await wayBack(people, ZHOU)
    const both = await Promise.allSettled([1, 2].map(() => signIn.finish(third.attempt, third.returned)))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const late = await wayBack(people, ZHOU)
    people.clock.forward(10 * MINUTE)
    await expect(signIn.finish(late.attempt, late.returned)).rejects.toThrow('STAFF_SIGN_IN_FAILED')
    await expect(signIn.finish('never-begun-attempt', late.returned)).rejects.toThrow('STAFF_SIGN_IN_FAILED')
  })

  it('is told that the provider is away, before and after', async () => {
    const people = await open()
    const { outside, bank } = people
    outside.failNext('staff.begin', new OutsideError('staff', 'unreached', 'no connection'))
    await expect(wayBack(people, ZHOU)).rejects.toThrow('OUTSIDE_UNAVAILABLE')
    const { attempt, returned } = await wayBack(people, ZHOU)
    outside.failNext('staff.finish', new OutsideError('staff', 'unknown', 'no answer in time'))
    await expect(bank.staff.signIn.finish(attempt, returned)).rejects.toThrow('OUTSIDE_UNAVAILABLE')
  })

  it('is out after a quarter of an hour unused, ten hours in all, and at once everywhere when signing out', async () => {
    const people = await open()
    const { bank, clock } = people
    const resolve = (token: string) => bank.staff.sessions.resolve(token, VISIT)
    const idle = await staffMember(people, ZHOU)
    clock.forward(15 * MINUTE)
    await expect(resolve(idle.token)).rejects.toThrow('SESSION_ENDED')

    const busy = await staffMember(people, ZHOU)
    for (let minutes = 14; minutes < 600; minutes += 14) {
      clock.forward(14 * MINUTE)
      await resolve(busy.token)
    }
    clock.forward(12 * MINUTE)
    await expect(resolve(busy.token)).rejects.toThrow('SESSION_ENDED')

    const leaving = await staffMember(people, ZHOU)
    await bank.staff.sessions.end(leaving)
    for (const { staff } of [bank, peopleOn(people.db).bank])
      await expect(staff.sessions.resolve(leaving.token, VISIT)).rejects.toThrow('SESSION_ENDED')
    for (const token of ['', 'x', `${busy.token}x`]) await expect(resolve(token)).rejects.toThrow('SESSION_ENDED')
  })

  it('leaves neither token nor name in plain in the database', async () => {
    const people = await open()
    const zhou = await staffMember(people, ZHOU)
    const begun = await wayBack(people, ZHOU)
    const stored = JSON.stringify([
      await people.db.query(`select id, encode(name_sealed, 'escape') as name, branch from staff`),
      await people.db.query(`select *, encode(token_hash, 'escape') as hash from staff_sessions`),
      await people.db.query(`select encode(secrets_sealed, 'escape') as secrets from staff_sign_ins`),
    ])
    expect(stored).toContain('T0101')
    for (const secret of [zhou.token, '周敏', begun.attempt, 'verifier-']) expect(stored).not.toContain(secret)
  })
})
