import { expect, it } from 'vitest'
import { HAN_MEI, HOUR, LI_LEI, MINUTE, MONDAY_TEN, onEveryDatabase, type People } from '../../support/people.ts'
import { LIN, staffMember } from '../../support/staff.ts'
import { decide, fileOf, load, propose, waiting, work } from './lists-of-people.ts'

const DAY = 24 * HOUR
const ON_FRAUD_LIST = {
  id: 'F-1',
  name: '李雷',
  idNumber: LI_LEI.idNumber,
  grounds: 'identified' as const,
  from: '2025-06-01',
}
const NAMESAKE = { id: 'S-1', name: '李雷', from: '2020-01-01' }

/** A form that a match holds. */
async function held(people: People) {
  await load(people, 'sanctions', fileOf([NAMESAKE]))
  const visitor = await people.wechat('openid-li-lei')
  const form = people.form()
  const binding = await people.bank.bindings.submit(visitor, form)
  const [match] = await waiting(people)
  if (!match) throw new Error('no match')
  return { visitor, form, binding, match }
}

onEveryDatabase('who is on the fraud list', (open) => {
  it('opens no account, and is told until when and what stays theirs', async () => {
    const people = await open()
    await load(people, 'fraud', fileOf([ON_FRAUD_LIST]))
    const visitor = await people.wechat('openid-li-lei')
    expect(await people.refusal(people.bank.bindings.submit(visitor, people.form()))).toEqual({
      code: 'OPENING_RESTRICTED',
      field: undefined,
      params: { until: '2027-06-01' },
    })
    expect(people.outside.inbox).toEqual([])
    expect(await people.db.query('select id from bindings')).toEqual([])
    // Nothing is left to do: they have no business here that could be stopped.
    expect(await waiting(people)).toEqual([])
    expect(await people.db.query('select state, barred_until from list_matches')).toEqual([
      { state: 'listed', barred_until: '2027-06-01' },
    ])
  })

  it('for as long as the rule of the day says on which it began: five years before 2024-12-01, then three or two', async () => {
    const people = await open()
    const visitor = await people.wechat('openid-li-lei')
    const cases = [
      [{ from: '2024-11-30' }, '2029-11-30'],
      [{ from: '2024-12-01' }, '2026-12-01'],
      [{ from: '2024-12-01', grounds: 'convicted' as const }, '2027-12-01'],
      [{ from: '2026-01-01', until: '2026-12-24' }, '2026-12-24'],
    ] as const
    for (const [changed, until] of cases) {
      await load(people, 'fraud', fileOf([{ ...ON_FRAUD_LIST, ...changed }]))
      const refusal = await people.refusal(people.bank.bindings.submit(visitor, people.form()))
      expect(refusal, until).toMatchObject({ code: 'OPENING_RESTRICTED', params: { until } })
    }
  })

  it('may open one on the day on which it ends', async () => {
    const people = await open()
    await load(people, 'fraud', fileOf([{ ...ON_FRAUD_LIST, until: '2026-12-01' }]))
    const visitor = await people.wechat('openid-li-lei')
    people.clock.forward(8 * DAY - 11 * HOUR)
    expect(await people.refusal(people.bank.bindings.submit(visitor, people.form()))).toMatchObject({
      code: 'OPENING_RESTRICTED',
    })
    people.clock.forward(HOUR)
    expect((await people.bank.bindings.submit(visitor, people.form())).state).toBe('code-sent')
  })

  it('is told so only once the card’s bank has confirmed who they are', async () => {
    const people = await open()
    await load(people, 'fraud', fileOf([ON_FRAUD_LIST]))
    const stranger = await people.wechat('openid-stranger')
    const guess = people.form({ ...HAN_MEI, name: '李雷', idNumber: LI_LEI.idNumber })
    await expect(people.bank.bindings.submit(stranger, guess)).rejects.toThrow('CARD_MISMATCH')
    expect(await people.db.query('select id from list_matches')).toEqual([])
  })

  it('between form and code: the account does not open', async () => {
    const people = await open()
    const visitor = await people.wechat('openid-li-lei')
    const { id } = await people.bank.bindings.submit(visitor, people.form())
    const confirmation = await people.confirmation(visitor, people.outside.codeFor(LI_LEI.mobile))
    await load(people, 'fraud', fileOf([ON_FRAUD_LIST]))
    await expect(people.bank.bindings.confirm(visitor, id, confirmation)).rejects.toThrow('OPENING_RESTRICTED')
    expect(await people.bank.bindings.get(visitor, id)).toMatchObject({ state: 'refused', account: null })
    expect(people.outside.asked).not.toContain('cards.signAgreement')
  })
})

onEveryDatabase('a namesake of somebody on the sanctions list', (open) => {
  it('is held, sees until when, and no code is sent', async () => {
    const people = await open()
    const { visitor, form, binding, match } = await held(people)
    const answerBy = MONDAY_TEN + 48 * HOUR
    expect(binding).toMatchObject({ state: 'under-review', reviewBy: answerBy, bankName: '招商银行', account: null })
    expect(await people.bank.bindings.submit(visitor, form)).toEqual(binding)
    expect(await people.bank.bindings.get(visitor, form.id)).toEqual(binding)
    expect(await people.bank.bindings.resend(visitor, form.id)).toEqual(binding)
    expect(people.outside.inbox).toEqual([])
    expect(match).toMatchObject({
      list: 'sanctions',
      state: 'open',
      about: 'opening',
      matchedBy: 'name',
      source: '测试名单',
      answerBy,
      proposed: false,
    })
  })

  it('who is cleared by two officers is told by SMS and goes on where they were, without the form', async () => {
    const people = await open()
    const { bank, outside, clock } = people
    const { visitor, form, match } = await held(people)
    clock.forward(20 * HOUR)
    expect(await decide(people, match.id, 'clear')).toMatchObject({ state: 'approved' })
    await work(people, 'outbox')
    expect(outside.inbox).toMatchObject([
      { mobile: LI_LEI.mobile, text: '【迷你银行】您的开户资料已核对完毕，请回到小程序继续开户' },
    ])
    expect(await bank.bindings.get(visitor, form.id)).toMatchObject({ state: 'cleared' })
    expect(await bank.bindings.resend(visitor, form.id)).toMatchObject({
      state: 'code-sent',
      resendAt: clock.now() + MINUTE,
      expiresAt: clock.now() + 15 * MINUTE,
    })
    const confirmation = await people.confirmation(visitor, outside.codeFor(LI_LEI.mobile))
    expect((await bank.bindings.confirm(visitor, form.id, confirmation)).state).toBe('opened')
    // Nobody is asked about the same person and entry again.
    expect(await waiting(people)).toEqual([])
  })

  it('who is cleared has a week to go on, and then begins anew without being looked at again', async () => {
    const people = await open()
    const { visitor, form, match } = await held(people)
    await decide(people, match.id, 'clear')
    people.clock.forward(7 * DAY)
    expect(await people.bank.bindings.get(visitor, form.id)).toMatchObject({ state: 'expired' })
    await expect(people.bank.bindings.resend(visitor, form.id)).rejects.toThrow('BINDING_EXPIRED')
    const elsewhere = await people.wechat('openid-second-phone')
    expect((await people.bank.bindings.submit(elsewhere, people.form())).state).toBe('code-sent')
  })

  it('who is confirmed is refused and told, and so is the next try', async () => {
    const people = await open()
    const { bank, outside } = people
    const { visitor, form, match } = await held(people)
    expect(await decide(people, match.id, 'confirm')).toMatchObject({ state: 'approved' })
    await work(people, 'outbox')
    expect(outside.inbox.map(({ text }) => text)).toEqual([
      '【迷你银行】您的开户申请没有通过审核。想了解原因，请带身份证到任一网点，或拨打95000',
    ])
    expect(await bank.bindings.get(visitor, form.id)).toMatchObject({ state: 'refused' })
    expect(await people.db.query('select id from bindings where form_sealed is not null')).toEqual([])
    await expect(bank.bindings.submit(visitor, people.form())).rejects.toThrow('OPENING_DECLINED')
    // The number travelled sealed, under a name by which a rotation of keys finds it, and is gone a month later.
    const notice = await people.db.query<{ payload: object }>(`select payload from outbox where channel = 'review'`)
    expect(notice).toEqual([{ payload: { about: 'declined', mobileSealed: expect.any(String) } }])
    people.clock.forward(31 * DAY)
    await work(people, 'sweeping')
    expect(await people.db.query('select id from outbox')).toEqual([])
  })

  it('whose ID number or birth date the entry contradicts is not held up at all', async () => {
    const people = await open()
    const others = [
      { id: 'S-2', name: '李雷', idNumber: HAN_MEI.idNumber, from: '2020-01-01' },
      { id: 'S-3', name: '李 雷', birthDate: '1995-05-16', from: '2020-01-01' },
      { id: 'S-4', name: '李雷', from: '2020-01-01', until: '2026-11-23' },
      { id: 'S-5', name: '李雷', from: '2026-11-24' },
    ]
    await load(people, 'sanctions', fileOf(others))
    const visitor = await people.wechat('openid-li-lei')
    expect((await people.bank.bindings.submit(visitor, people.form())).state).toBe('code-sent')
    people.clock.forward(DAY)
    expect((await people.bank.bindings.submit(visitor, people.form())).state).toBe('under-review')
  })

  it('of two entries is held until both are decided', async () => {
    const people = await open()
    await load(people, 'sanctions', fileOf([NAMESAKE, { ...NAMESAKE, id: 'S-2' }]))
    const visitor = await people.wechat('openid-li-lei')
    const form = people.form()
    await people.bank.bindings.submit(visitor, form)
    const [first, second] = await waiting(people)
    await decide(people, first?.id ?? '', 'clear')
    expect(await people.bank.bindings.get(visitor, form.id)).toMatchObject({ state: 'under-review' })
    await decide(people, second?.id ?? '', 'clear')
    expect(await people.bank.bindings.get(visitor, form.id)).toMatchObject({ state: 'cleared' })
  })

  it('of two entries that are decided at the same moment goes on', async () => {
    const people = await open()
    await load(people, 'sanctions', fileOf([NAMESAKE, { ...NAMESAKE, id: 'S-2' }]))
    const visitor = await people.wechat('openid-li-lei')
    const form = people.form()
    await people.bank.bindings.submit(visitor, form)
    const matches = await waiting(people)
    const proposals = await Promise.all(matches.map(({ id }) => propose(people, id, 'clear')))
    const lin = await staffMember(people, LIN)
    const approval = { verdict: 'approved', note: '已核对，同意' } as const
    await Promise.all(proposals.map(({ id }) => people.bank.staff.tasks.decide(lin, id, approval)))
    expect(await people.bank.bindings.get(visitor, form.id)).toMatchObject({ state: 'cleared' })
  })

  it('who was cleared is looked at again when the entry says something else', async () => {
    const people = await open()
    const { visitor, match } = await held(people)
    await decide(people, match.id, 'clear')
    await load(people, 'sanctions', fileOf([{ ...NAMESAKE, birthDate: '1995-05-15' }]))
    expect((await people.bank.bindings.submit(visitor, people.form())).state).toBe('under-review')
  })

  it('who comes by two phones is one match, and both go on', async () => {
    const people = await open()
    const { match } = await held(people)
    const phone = await people.wechat('openid-second-phone')
    const form = people.form()
    await people.bank.bindings.submit(phone, form)
    expect(await waiting(people)).toHaveLength(1)
    await decide(people, match.id, 'clear')
    expect(await people.bank.bindings.get(phone, form.id)).toMatchObject({ state: 'cleared' })
  })

  it('found between form and code is held before anything is signed', async () => {
    const people = await open()
    const { bank } = people
    const visitor = await people.wechat('openid-li-lei')
    const { id } = await bank.bindings.submit(visitor, people.form())
    const confirmation = await people.confirmation(visitor, people.outside.codeFor(LI_LEI.mobile))
    await load(people, 'sanctions', fileOf([NAMESAKE]))
    const stopped = await bank.bindings.confirm(visitor, id, confirmation)
    expect(stopped).toMatchObject({ state: 'under-review', account: null })
    expect(await bank.bindings.confirm(visitor, id, confirmation)).toEqual(stopped)
    expect(people.outside.asked).not.toContain('cards.signAgreement')
  })

  it('is nobody else’s: another person sees no such binding', async () => {
    const people = await open()
    const { form } = await held(people)
    const other = await people.wechat('openid-other')
    await expect(people.bank.bindings.get(other, form.id)).rejects.toThrow('NOT_FOUND')
    await expect(people.bank.bindings.resend(other, form.id)).rejects.toThrow('NOT_FOUND')
  })

  it('stands nowhere in the clear: neither the list nor the match', async () => {
    const people = await open()
    const { match } = await held(people)
    const { id } = await propose(people, match.id, 'clear')
    await people.bank.staff.tasks.look(await staffMember(people, LIN), id)
    const tables = [
      'list_entries',
      'list_matches',
      'list_versions',
      'bindings',
      'id_checks',
      'staff_tasks',
      'staff_looks',
    ]
    for (const table of tables) {
      const rows = JSON.stringify(await people.db.query(`select t::text as row from ${table} t`))
      const bytes = [LI_LEI.name, LI_LEI.idNumber].flatMap((text) => [text, Buffer.from(text).toString('hex')])
      for (const plain of bytes) expect(rows.includes(plain), `${table} ${plain}`).toBe(false)
    }
    expect(people.logged.join('\n')).not.toMatch(/李雷|110105199505152338/)
  })
})
