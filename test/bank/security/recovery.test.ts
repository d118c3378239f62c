import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import type { Caller } from '../../../src/bank/caller.ts'
import { HAN_MEI, HOUR, LI_LEI, MINUTE, onEveryDatabase, type People, PIN, VISIT } from '../../support/people.ts'

const OLD = 'openid-li-lei'
const NEW = 'openid-li-lei-new'

async function customer(people: People) {
  const old = await people.wechat(OLD)
  await people.open(old)
  people.clock.forward(MINUTE)
  return old
}

async function proved({ bank, outside, clock }: People, caller: Caller, mobile = LI_LEI.mobile): Promise<string> {
  const { id } = await bank.security.askProof(caller, { id: v7(), purpose: 'recovery', mobile }, VISIT)
  await bank.security.confirmProof(caller, id, { code: outside.codeFor(mobile) })
  clock.forward(MINUTE)
  return id
}

const recovery = async (
  people: People,
  caller: Caller,
  proofId: string,
  { idNumber = LI_LEI.idNumber, pin = PIN } = {},
) => ({ id: v7(), proofId, idNumber, pin: await people.pin(caller, 'authorise', pin) })

onEveryDatabase('back with a new WeChat account', (open) => {
  it('the account is theirs on the new one, and every session before ends at once', async () => {
    const people = await open()
    const { bank, outside } = people
    const old = await customer(people)
    const browser = await people.sms(LI_LEI.mobile)
    const now = await people.wechat(NEW)
    const order = await recovery(people, now, await proved(people, now))
    expect(outside.inbox.at(-1)?.text).toMatch(/更换微信、找回账户验证码/)
    const { me } = await bank.security.recover(now, order)
    expect(me).toMatchObject({ customerId: old.customerId, stage: 'customer', name: '李雷' })

    const back = await bank.sessions.resolve(now.token, VISIT)
    expect(back.customerId).toBe(old.customerId)
    // The answer was lost: the session is the customer's by now.
    expect((await bank.security.recover(back, order)).me.customerId).toBe(old.customerId)
    for (const { token } of [old, browser])
      await expect(bank.sessions.resolve(token, VISIT)).rejects.toThrow('SESSION_ENDED')
    expect((await bank.sessions.list(back)).sessions).toHaveLength(1)

    expect((await people.wechat(NEW)).customerId).toBe(old.customerId)
    const stranger = await people.wechat(OLD)
    expect(stranger.customerId).not.toBe(old.customerId)
    expect((await bank.customers.me(stranger)).stage).toBe('visitor')
    await bank.workers.find(({ name }) => name === 'outbox')?.run()
    expect(outside.inbox.at(-1)).toMatchObject({ mobile: LI_LEI.mobile })
    expect(outside.inbox.at(-1)?.text).toMatch(/您的账户已在新的微信登录，原来的登录都已退出/)
  })

  it('a wrong ID number, a wrong PIN and a number that is nobody’s are told alike', async () => {
    const people = await open()
    const { bank } = people
    await customer(people)
    const now = await people.wechat(NEW)
    const known = await proved(people, now)
    const nobody = await proved(people, now, '13900139000')
    const refusals = []
    for (const [proofId, wrong] of [
      [known, { idNumber: HAN_MEI.idNumber }],
      [known, { pin: '741852' }],
      [nobody, {}],
    ] as const)
      refusals.push(await people.refusal(bank.security.recover(now, await recovery(people, now, proofId, wrong))))
    for (const refusal of refusals) expect(refusal).toEqual({ code: 'RECOVERY_REFUSED', field: undefined, params: {} })
    // The proof is good for another try.
    expect((await bank.security.recover(now, await recovery(people, now, known))).me.name).toBe('李雷')
  })

  it('wrong tries count as the holder’s PIN tries: a right PIN with a wrong ID number too', async () => {
    const people = await open()
    const { bank, db } = people
    const old = await customer(people)
    const now = await people.wechat(NEW)
    const proofId = await proved(people, now)
    for (const wrong of [{ idNumber: HAN_MEI.idNumber }, { pin: '741852' }])
      await people.refusal(bank.security.recover(now, await recovery(people, now, proofId, wrong)))
    const tries = () => db.query('select tries from pins where customer_id = $1', [old.customerId])
    expect(await tries()).toEqual([{ tries: 2 }])
    await bank.security.recover(now, await recovery(people, now, proofId))
    expect(await tries()).toEqual([{ tries: 0 }])
  })

  it('a locked PIN is no way in, and looks like any other refusal', async () => {
    const people = await open()
    const { bank, db, clock } = people
    const old = await customer(people)
    await db.query('update pins set tries = 5, locked_until = $2 where customer_id = $1', [
      old.customerId,
      clock.now() + HOUR,
    ])
    const now = await people.wechat(NEW)
    const order = await recovery(people, now, await proved(people, now))
    expect(await people.refusal(bank.security.recover(now, order))).toMatchObject({ code: 'RECOVERY_REFUSED' })
  })

  it('may be tried five times a day at a number, and by a WeChat account', async () => {
    const people = await open()
    const { bank } = people
    await customer(people)
    const tryOnce = async (caller: Caller, mobile: string) => {
      const order = await recovery(people, caller, await proved(people, caller, mobile), { pin: '741852' })
      return (await people.refusal(bank.security.recover(caller, order))).code
    }
    const one = await people.wechat(NEW)
    for (let wrong = 0; wrong < 5; wrong++) expect(await tryOnce(one, LI_LEI.mobile)).toBe('RECOVERY_REFUSED')
    expect(await tryOnce(one, '13900139000')).toBe('RECOVERY_LIMIT')
    const other = await people.wechat('openid-third')
    expect(await tryOnce(other, LI_LEI.mobile)).toBe('RECOVERY_LIMIT')
  })

  it('is for a visitor on WeChat alone', async () => {
    const people = await open()
    const { bank } = people
    await customer(people)
    const hanMei = await people.wechat('openid-han-mei')
    await people.open(hanMei, HAN_MEI)
    const theirs = await recovery(people, hanMei, await proved(people, hanMei))
    expect(await people.refusal(bank.security.recover(hanMei, theirs))).toMatchObject({ code: 'RECOVERY_NOT_HERE' })
    const browser = await people.sms('13900139000')
    const there = await recovery(people, browser, await proved(people, browser))
    expect(await people.refusal(bank.security.recover(browser, there))).toMatchObject({ code: 'RECOVERY_NOT_HERE' })
  })

  it('twice at once is once; two new WeChat accounts at once leave one attached', async () => {
    const people = await open()
    const { bank, db } = people
    const old = await customer(people)
    const [one, other] = [await people.wechat(NEW), await people.wechat('openid-third')]
    const orders = [
      [one, await recovery(people, one, await proved(people, one))] as const,
      [other, await recovery(people, other, await proved(people, other))] as const,
    ]
    await Promise.allSettled(
      orders.flatMap(([caller, order]) => [bank.security.recover(caller, order), bank.security.recover(caller, order)]),
    )
    const attached = await db.query('select openid_index from wechat_identities where customer_id = $1', [
      old.customerId,
    ])
    expect(attached).toHaveLength(1)
    const live = await db.query('select id from sessions where customer_id = $1 and ended_at is null', [old.customerId])
    expect(live.length).toBeLessThanOrEqual(1)
  })

  it('a sign-in of the old WeChat account at the same moment keeps no session of the customer’s', async () => {
    const people = await open()
    const { bank } = people
    const old = await customer(people)
    const now = await people.wechat(NEW)
    const order = await recovery(people, now, await proved(people, now))
    const [, ...late] = await Promise.all([bank.security.recover(now, order), people.wechat(OLD), people.wechat(OLD)])
    for (const { token } of late) {
      const holder = await bank.sessions.resolve(token, VISIT).catch(() => undefined)
      expect(holder?.customerId).not.toBe(old.customerId)
    }
  })
})

onEveryDatabase('WeChat’s phone button, for a customer with a WeChat account', (open) => {
  it('moves nobody: it says that there is a way back', async () => {
    const people = await open()
    const { bank, outside } = people
    const old = await customer(people)
    const now = await people.wechat(NEW)
    const found = await bank.sessions.phone(now, { code: outside.phoneCode(LI_LEI.mobile) })
    expect(found).toMatchObject({ mobile: LI_LEI.mobile, recovery: true, me: { stage: 'visitor' } })
    expect((await people.wechat(NEW)).customerId).not.toBe(old.customerId)
    expect((await bank.sessions.resolve(old.token, VISIT)).customerId).toBe(old.customerId)
  })
})
