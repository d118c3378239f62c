/** One number, one person; the old and the young may share that of family (银发〔2016〕261号). */
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import type { Caller } from '../../../src/bank/caller.ts'
import { HAN_MEI, LI_LEI, MINUTE, onEveryDatabase, type People, PIN, VISIT } from '../../support/people.ts'

const { mobile } = HAN_MEI
/** Born in 1949, with the number of the daughter. */
const GRANDMOTHER = { ...HAN_MEI, cardNumber: '6228480000001234563', name: '韩奶奶', idNumber: '11010519491231002X' }
/** Born on 1961-11-25: 65 on the Wednesday of that week. */
const UNCLE = { ...HAN_MEI, cardNumber: '6217001180012345123', name: '韩伯', idNumber: '110105196111250011' }

async function arrive(people: People, person: typeof HAN_MEI): Promise<Caller & { token: string }> {
  people.outside.addCard({ ...person, kind: 'I' })
  people.clock.forward(MINUTE)
  const caller = await people.wechat(`openid ${person.name}`)
  await people.open(caller, person)
  await see(people, caller)
  return caller
}

/** A branch sees them: friends may pay them from then on. */
const see = (people: People, { customerId }: Caller) =>
  people.bank.customers.recordIdentification({ customerId, branch: '朝阳支行', teller: 'T0017' })

/** Whom friends find by the number. */
async function found(people: People): Promise<string> {
  const payer = await people.wechat('openid-li-lei')
  if ((await people.bank.customers.me(payer)).stage === 'visitor') await people.open(payer)
  people.clock.forward(MINUTE)
  return (await people.bank.payees.lookUp(payer, { mobile })).maskedName
}

onEveryDatabase('a mobile number', (open) => {
  it('is one person’s', async () => {
    const people = await open()
    await arrive(people, HAN_MEI)
    const other = await people.wechat('openid-li-lei')
    people.outside.addCard({ ...LI_LEI, mobile, kind: 'I' })
    people.clock.forward(MINUTE)
    expect(await people.refusal(people.open(other, { ...LI_LEI, mobile }))).toMatchObject({ code: 'MOBILE_TAKEN' })
  })

  it('may be shared by who is old, who then comes by WeChat; friends and SMS find whose it is', async () => {
    const people = await open()
    const hanMei = await arrive(people, HAN_MEI)
    const grandmother = await arrive(people, GRANDMOTHER)
    expect(await people.bank.customers.me(grandmother)).toMatchObject({ stage: 'customer', name: '韩奶奶' })
    expect(await found(people)).toBe('*梅')
    expect((await people.sms(mobile)).customerId).toBe(hanMei.customerId)
    expect((await people.wechat('openid 韩奶奶')).customerId).toBe(grandmother.customerId)
  })

  it('is the daughter’s again when the grandmother was first', async () => {
    const people = await open()
    const grandmother = await arrive(people, GRANDMOTHER)
    expect(await found(people)).toBe('**奶')
    const hanMei = await arrive(people, HAN_MEI)
    expect(await found(people)).toBe('*梅')
    expect((await people.sms(mobile)).customerId).toBe(hanMei.customerId)
    expect((await people.bank.customers.me(grandmother)).maskedMobile).toBe('136****6003')
  })

  it('may be shared from the 65th birthday on, by two beside whose it is', async () => {
    const people = await open()
    await arrive(people, HAN_MEI)
    expect(await people.refusal(arrive(people, UNCLE))).toMatchObject({ code: 'MOBILE_TAKEN' })
    people.clock.forward(2 * 24 * 60 * MINUTE)
    await arrive(people, UNCLE)
    await arrive(people, GRANDMOTHER)
    const third = { ...GRANDMOTHER, cardNumber: LI_LEI.cardNumber, idNumber: '110105195001010012', name: '韩爷爷' }
    expect(await people.refusal(arrive(people, third))).toMatchObject({ code: 'MOBILE_TAKEN' })
  })

  it('taken by mother and daughter at the same moment is both’s, and the daughter’s first', async () => {
    const people = await open()
    const begin = async (person: typeof HAN_MEI) => {
      people.outside.addCard({ ...person, kind: 'I' })
      const caller = await people.wechat(`openid ${person.name}`)
      const form = people.form(person)
      await people.bank.bindings.submit(caller, form)
      const confirmation = await people.confirmation(caller, people.outside.codeFor(mobile))
      people.clock.forward(MINUTE)
      return { caller, form, confirmation }
    }
    const begun = [await begin(HAN_MEI), await begin(GRANDMOTHER)]
    const confirm = () =>
      Promise.allSettled(
        begun.map(({ caller, form, confirmation }) => people.bank.bindings.confirm(caller, form.id, confirmation)),
      )
    // Whoever lost the race asks again, as a phone does.
    await confirm()
    const states = (await confirm()).map((one) => one.status === 'fulfilled' && one.value.state)
    expect(states).toEqual(['opened', 'opened'])
    for (const { caller } of begun) await see(people, caller)
    expect(await found(people)).toBe('*梅')
  })

  it('that is shared leads nobody into another’s account: WeChat’s button asks for ID number and PIN', async () => {
    const people = await open()
    const { bank, outside, clock } = people
    await arrive(people, HAN_MEI)
    const grandmother = await arrive(people, GRANDMOTHER)
    const phone = await people.wechat('openid-new-phone')
    const { recovery, me } = await bank.sessions.phone(phone, { code: outside.phoneCode(mobile) })
    expect({ recovery, stage: me.stage }).toEqual({ recovery: true, stage: 'visitor' })

    const { id } = await bank.security.askProof(phone, { id: v7(), purpose: 'recovery', mobile }, VISIT)
    await bank.security.confirmProof(phone, id, { code: outside.codeFor(mobile) })
    clock.forward(MINUTE)
    const pin = await people.pin(phone, 'authorise', PIN)
    const back = await bank.security.recover(phone, { id: v7(), proofId: id, idNumber: GRANDMOTHER.idNumber, pin })
    expect(back.me.customerId).toBe(grandmother.customerId)
  })
})
