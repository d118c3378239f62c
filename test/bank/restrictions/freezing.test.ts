import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Release } from '../../../src/bank/capabilities.ts'
import { historyOf } from '../../../src/bank/restrictions/records.ts'
import type { StaffCaller } from '../../../src/bank/staff/caller.ts'
import type { StaffIdentity } from '../../../src/connectors/outside.ts'
import type { Database } from '../../../src/storage/database.ts'
import { eachDatabase } from '../../support/database.ts'
import { auditBank } from '../../support/ledger.ts'
import { CHEN, HE, LIN, SUN, signedIn } from '../../support/staff.ts'
import { at, openTown, type Town, type Townsman, yuan } from '../town.ts'

const DAY_MS = 86_400_000
const yes = { verdict: 'approved', note: '同意，已核对' } as const

eachDatabase('a frozen account', (database) => {
  let db: Database
  let town: Town
  let liLei: Townsman
  let chenHua: Townsman
  // Two of service and two of risk.
  let he: StaffCaller
  let chen: StaffCaller
  let sun: StaffCaller
  let lin: StaffCaller

  beforeAll(() => {
    db = database()
  })
  beforeEach(async () => {
    town = await openTown(db)
    liLei = await town.settle('李雷')
    chenHua = await town.settle('陈华')
    await town.topUp(liLei, yuan(1_000))
    await town.topUp(chenHua, yuan(1_000))
    const member = (identity: StaffIdentity) => signedIn({ ...town, db }, identity)
    he = await member(HE)
    chen = await member(CHEN)
    sun = await member(SUN)
    lin = await member(LIN)
  })

  const freeze = (person: Townsman, id: string = randomUUID(), accountId?: string) =>
    town.restrictions.freeze(person, { id, ...(accountId === undefined ? {} : { accountId }) })
  const thaw = async (person: Townsman, id: string) =>
    town.restrictions.thaw(person, id, { authorisation: await town.authorise(person, { kind: 'thaw', orderId: id }) })
  const pay = async (from: Townsman, to: Townsman, amount: number) =>
    town.send(from, await town.payeeOf(from, to), amount)
  async function deposit(person: Townsman, amount: number) {
    const [id, productId] = [randomUUID(), 'anxin-3m']
    const authorisation = await town.authorise(person, { kind: 'deposit', orderId: id, productId, amount })
    return town.deposits.make(person, { id, accountId: person.accountId, productId, amount, authorisation })
  }
  async function takeOut(person: Townsman, depositId: string) {
    const id = randomUUID()
    const authorisation = await town.authorise(person, { kind: 'withdrawal', orderId: id, depositId })
    return town.deposits.withdraw(person, depositId, { id, authorisation })
  }
  const order = (person: Townsman, kind: 'authority-freeze' | 'authority-stop', endsOn: string) =>
    town.restrictions.freezeByAuthority(sun, {
      customerId: person.customerId,
      id: randomUUID(),
      accountId: null,
      kind,
      authority: '海淀公安分局',
      documentNumber: '海公冻字〔2026〕18号',
      endsOn,
    })
  /** One asks and another approves. */
  async function letGo(maker: StaffCaller, checker: StaffCaller, order: Omit<Release, 'id'>) {
    const { id } = await town.restrictions.requestRelease(maker, { id: randomUUID(), ...order })
    return town.tasks.decide(checker, id, yes)
  }
  const sound = async () => expect(await auditBank(db)).toEqual([])

  it('by its holder sends nothing from that moment on, receives all the same, and is thawed with the PIN', async () => {
    const frozen = await freeze(liLei)
    expect(frozen).toMatchObject({ kind: 'self', accountId: null, endedAt: null })
    expect((await town.accounts.get(liLei, liLei.accountId)).restrictions).toEqual([frozen])
    await expect(pay(liLei, chenHua, yuan(1))).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN_SELF' })
    await expect(deposit(liLei, yuan(100))).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN_SELF' })
    await pay(chenHua, liLei, yuan(5))
    expect((await town.topUp(liLei, yuan(10))).state).toBe('done')
    await sound()

    const thawed = await thaw(liLei, frozen.id)
    expect(thawed.endedAt).toBe(town.clock.now())
    expect((await town.accounts.get(liLei, liLei.accountId)).restrictions).toEqual([])
    await pay(liLei, chenHua, yuan(1))
    await sound()
  })

  it('keeps its cards, and the customer keeps number and accounts, as they are until it is thawed', async () => {
    const frozen = await freeze(liLei)
    await expect(town.openAnother(liLei, 'III')).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN_SELF' })
    expect((await town.accounts.list(liLei)).accounts).toHaveLength(1)
    await thaw(liLei, frozen.id)
    await town.openAnother(liLei, 'III')
    await sound()
  })

  it('is frozen once, however often it is asked for; the same id for something else is refused', async () => {
    const id = randomUUID()
    const first = await freeze(liLei, id)
    expect(await freeze(liLei, id)).toEqual(first)
    expect(await freeze(liLei)).toEqual(first)
    await expect(freeze(liLei, id, liLei.accountId)).rejects.toMatchObject({ code: 'ID_REUSED' })
    const twins = await Promise.all([freeze(chenHua), freeze(chenHua), freeze(chenHua)])
    expect(new Set(twins.map((one) => one.id)).size).toBe(1)
    await thaw(chenHua, twins[0].id)
    await pay(chenHua, liLei, yuan(1))
    await sound()
  })

  it('is thawed once: a second thaw, and one at the same moment, finds it thawed', async () => {
    const { id } = await freeze(liLei)
    const [one, other] = await Promise.all([thaw(liLei, id), thaw(liLei, id)])
    expect(one.endedAt).not.toBeNull()
    expect(other).toEqual(one)
    expect(await town.restrictions.thaw(liLei, id, { authorisation: { token: 'none' } })).toEqual(one)
    await sound()
  })

  it('is nobody else’s to thaw, nor to freeze', async () => {
    const { id } = await freeze(liLei)
    await expect(thaw(chenHua, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(freeze(chenHua, randomUUID(), liLei.accountId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const token = await town.authorise(liLei, { kind: 'thaw', orderId: randomUUID() })
    await expect(town.restrictions.thaw(liLei, id, { authorisation: token })).rejects.toMatchObject({
      code: 'AUTHORISATION_INVALID',
    })
  })

  it('by telephone is thawed by two members of staff, and not with the PIN', async () => {
    const frozen = await town.restrictions.freezeByTelephone(he, {
      customerId: liLei.customerId,
      id: randomUUID(),
      note: '报出了身份证后四位和最近一笔转账',
    })
    await expect(pay(liLei, chenHua, yuan(1))).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN_TELEPHONE' })
    await expect(thaw(liLei, frozen.id)).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN_TELEPHONE' })
    const release = { customerId: liLei.customerId, restrictionId: frozen.id, note: '本人带身份证到网点' }
    await expect(town.restrictions.requestRelease(sun, { id: randomUUID(), ...release })).rejects.toMatchObject({
      code: 'STAFF_ROLE_MISSING',
    })
    const { id } = await town.restrictions.requestRelease(he, { id: randomUUID(), ...release })
    await expect(town.tasks.decide(he, id, yes)).rejects.toMatchObject({ code: 'TASK_OWN' })
    await expect(town.tasks.decide(lin, id, yes)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(pay(liLei, chenHua, yuan(1))).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN_TELEPHONE' })
    // Approved twice at once it is let go once.
    const approved = { state: 'approved', decidedBy: { id: 'S0032' } }
    expect(await Promise.all([1, 2].map(() => town.tasks.decide(chen, id, yes)))).toMatchObject([approved, approved])
    const [ended] = await historyOf(db, liLei.customerId)
    expect(ended).toMatchObject({ id: frozen.id, ended_at: town.clock.now(), begun_by: 'S0031' })
    await expect(town.restrictions.requestRelease(he, { id: randomUUID(), ...release })).rejects.toMatchObject({
      code: 'TASK_STALE',
    })
    await pay(liLei, chenHua, yuan(1))
    const [row] = await db.query<{ text: string }>('select r::text as text from restrictions r where id = $1', [
      frozen.id,
    ])
    expect(row?.text).not.toContain(Buffer.from('身份证').toString('hex'))
    await sound()
  })

  it('by an authority tells the document, lets money in, and gives nothing out, deposits included', async () => {
    const { id: depositId } = await deposit(liLei, yuan(100))
    const frozen = await order(liLei, 'authority-freeze', '2027-05-31')
    expect(frozen).toMatchObject({
      authority: '海淀公安分局',
      documentNumber: '海公冻字〔2026〕18号',
      endsOn: '2027-05-31',
    })
    const refused = {
      code: 'ACCOUNT_FROZEN_AUTHORITY',
      params: { document: '海公冻字〔2026〕18号', until: '2027-05-31' },
    }
    await expect(pay(liLei, chenHua, yuan(1))).rejects.toMatchObject(refused)
    await expect(takeOut(liLei, depositId)).rejects.toMatchObject(refused)
    await expect(thaw(liLei, frozen.id)).rejects.toMatchObject(refused)
    await pay(chenHua, liLei, yuan(5))
    // On its last day a deposit is credited, to the frozen account.
    town.clock.set(at('2027-02-23 10:00'))
    await town.workers.maturity.run()
    expect(await town.balance(liLei)).toBeGreaterThan(yuan(1_005))
    await sound()
  })

  it('under a stop-payment may take a deposit out, to itself', async () => {
    const { id: depositId } = await deposit(liLei, yuan(100))
    await order(liLei, 'authority-stop', '2026-12-31')
    expect((await takeOut(liLei, depositId)).state).toBe('withdrawn')
    await expect(pay(liLei, chenHua, yuan(1))).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN_AUTHORITY' })
  })

  it('by an authority is free when the last date is over, to the millisecond, whoever comes first', async () => {
    for (const comesFirst of ['worker', 'order'] as const) {
      const person = await town.settle('周杰')
      await town.topUp(person, yuan(10))
      const [today] = new Date(town.clock.now() + 8 * 3_600_000).toISOString().split('T')
      const frozen = await order(person, 'authority-stop', today ?? '')
      const midnight = at(`${today} 00:00`) + DAY_MS
      town.clock.set(midnight - 1)
      await town.workers.lapse.run()
      await expect(pay(person, chenHua, yuan(1))).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN_AUTHORITY' })
      town.clock.set(midnight)
      if (comesFirst === 'worker') expect(await town.workers.lapse.run()).toBe(1)
      expect((await town.accounts.get(person, person.accountId)).restrictions).toEqual([])
      await pay(person, chenHua, yuan(1))
      expect(await town.workers.lapse.run()).toBe(0)
      const [ended] = await historyOf(db, person.customerId)
      expect(ended).toMatchObject({ id: frozen.id, ended_at: midnight })
    }
    await sound()
  })

  it('is extended by another document, and let go early by two people on a document', async () => {
    const first = await order(liLei, 'authority-freeze', '2026-11-30')
    const extension = await order(liLei, 'authority-freeze', '2027-05-30')
    town.clock.set(at('2026-12-01 09:00'))
    await town.workers.lapse.run()
    await expect(pay(liLei, chenHua, yuan(1))).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN_AUTHORITY' })
    const release = { customerId: liLei.customerId, restrictionId: extension.id, note: '解冻通知书已收到' }
    await expect(letGo(sun, lin, release)).rejects.toMatchObject({ code: 'AUTHORITY_DOCUMENT_MISSING' })
    const documented = { ...release, documentNumber: '海公解字〔2026〕20号' }
    await expect(letGo(he, chen, documented)).rejects.toMatchObject({ code: 'STAFF_ROLE_MISSING' })
    await letGo(sun, lin, documented)
    await pay(liLei, chenHua, yuan(1))
    const history = await historyOf(db, liLei.customerId)
    expect(history.map(({ id }) => id).sort()).toEqual([first.id, extension.id].sort())
    await sound()
  })

  it('is frozen by an authority only with its name, its document and a date that is not over', async () => {
    const wanted = {
      customerId: liLei.customerId,
      id: randomUUID(),
      accountId: null,
      kind: 'authority-freeze' as const,
      authority: '海淀区人民法院',
      documentNumber: '（2026）京0108执123号',
      endsOn: '2026-12-31',
    }
    const refusal = (changed: object, by = sun) => town.restrictions.freezeByAuthority(by, { ...wanted, ...changed })
    await expect(refusal({ authority: ' ' })).rejects.toMatchObject({ code: 'AUTHORITY_DOCUMENT_MISSING' })
    await expect(refusal({ documentNumber: '' })).rejects.toMatchObject({ code: 'AUTHORITY_DOCUMENT_MISSING' })
    await expect(refusal({ endsOn: '2026-11-22' })).rejects.toMatchObject({ code: 'AUTHORITY_END_INVALID' })
    await expect(refusal({}, he)).rejects.toMatchObject({ code: 'STAFF_ROLE_MISSING' })
    await expect(refusal({ customerId: randomUUID() })).rejects.toMatchObject({ code: 'ACCOUNT_REQUIRED' })
    await pay(liLei, chenHua, yuan(1))
  })

  it('of an organisation keeps it from opening another one meanwhile', async () => {
    const factory = { name: '城里糕点厂', creditCode: '91110108551385082Q', contactMobile: '13911112222' }
    const { customerId } = await town.found({ ...factory, purpose: 'merchant' })
    const { id } = await town.restrictions.freezeByAuthority(sun, {
      ...{ customerId, id: randomUUID(), accountId: null, kind: 'authority-stop' },
      ...{ authority: '海淀区人民法院', documentNumber: '1', endsOn: '2026-12-31' },
    })
    await expect(town.found({ ...factory, purpose: 'payroll' })).rejects.toMatchObject({
      code: 'ACCOUNT_FROZEN_AUTHORITY',
    })
    await letGo(sun, lin, { customerId, restrictionId: id, note: '', documentNumber: '2' })
    await town.found({ ...factory, purpose: 'payroll' })
    await sound()
  })
})
