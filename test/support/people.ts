import { createHash, randomBytes } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'
import { v7 } from 'uuid'
import { type Bank, createBank, type Visit } from '../../src/bank/bank.ts'
import type { Caller } from '../../src/bank/caller.ts'
import { BankError } from '../../src/bank/errors.ts'
import { whoWasPaid } from '../../src/bank/messages/subscribe.ts'
import type { WritePath } from '../../src/bank/writes/write.ts'
import { createWritePath } from '../../src/bank/writes/write-path.ts'
import type { VerificationNetworks } from '../../src/connectors/outside.ts'
import type { Answer, Body } from '../../src/contract/schema/index.ts'
import { createLedger } from '../../src/ledger/ledger.ts'
import { createBell } from '../../src/storage/bell.ts'
import type { Database } from '../../src/storage/database.ts'
import type { OutboxEntry } from '../../src/storage/outbox.ts'
import { createSealer, type Sealer } from '../../src/storage/sealing.ts'
import { eachDatabase } from './database.ts'
import { type FakeOutside, fakeOutside } from './outside-fakes.ts'

/** Monday 2026-11-23, 10:00 in Shanghai. */
export const MONDAY_TEN = Date.parse('2026-11-23T10:00:00+08:00')
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

/** A hand-turned clock. */
export const clockAt = (start: number) => {
  let now = start
  return {
    now: () => now,
    forward: (ms: number) => {
      now += ms
    },
  }
}

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')
/** How personal data is sealed in these tests, for processes of their own. */
export const SEALING = { keys: { 1: key(1) }, current: 1, indexKey: key(2) }
const PIN_KEYS = sm2.generateKeyPairHex()
/** The bank's own, for messages between banks. */
export const INTERBANK_KEYS = sm2.generateKeyPairHex()
/** A bank that may ask about accounts here, and its keys. */
export const MEMBER = '308584000013'
export const MEMBER_KEYS = sm2.generateKeyPairHex()

export const VISIT: Visit = {
  language: 'zh',
  traceId: v7(),
  device: 'iPhone 15, WeChat 8.0.50',
  address: '203.0.113.7',
}

export const LI_LEI = {
  cardNumber: '6225881414207430',
  name: '李雷',
  idNumber: '110105199505152338',
  mobile: '13800138000',
}
export const HAN_MEI = {
  cardNumber: '6217001180012345677',
  name: '韩梅',
  idNumber: '440524198001010013',
  mobile: '13600136003',
}
export const PIN = '258036'
/** Source of a rule that a story makes for itself. */
export const FOR_THIS_STORY = 'for this story'

/** WeChat's ids of the templates of subscribe messages. */
export const TEMPLATES = { arrival: 'template-arrival-0000', outcome: 'template-outcome-0000' }

/** A PIN as WeChat's safe keyboard or ours sends it. */
export function sealPin(
  challenge: Answer<'POST /v1/pin-challenges'>,
  pin: string,
): { challengeId: string; cipher: string } {
  const hash = createHash('sm3').update(`minibank${pin}`).digest('hex')
  const plain = `\0\0${challenge.timestamp}\0${hash}\0${challenge.nonce}\0${randomBytes(8).toString('hex')}`
  return { challengeId: challenge.id, cipher: `V02_${sm2.doEncrypt(plain, challenge.publicKey, 1)}` }
}

export type BindingForm = Extract<Body<'POST /v1/bindings'>, { class: 'II' }>
type LightForm = Extract<Body<'POST /v1/bindings'>, { class: 'III' }>

export interface People {
  readonly bank: Bank
  readonly writes: WritePath
  readonly db: Database
  readonly sealer: Sealer
  readonly outside: FakeOutside
  readonly clock: ReturnType<typeof clockAt>
  /** Everything that was logged, as text. */
  readonly logged: string[]
  /** Points of the write path where a test makes the process fail: throws once. */
  failAt(point: string): void
  wechat(openid: string, linkId?: string): Promise<Caller & { token: string }>
  sms(mobile: string, linkId?: string): Promise<Caller & { token: string }>
  form(changed?: Partial<BindingForm>): BindingForm
  /** The light form, for Class III. */
  lightForm(changed?: Partial<LightForm>): LightForm
  pin(caller: Caller, purpose: 'set' | 'authorise', pin?: string): Promise<{ challengeId: string; cipher: string }>
  confirmation(
    caller: Caller,
    smsCode: string,
    pin?: string,
  ): Promise<Body<'POST /v1/bindings/:bindingId/confirmation'>>
  /** The id of a payee; of somebody who was not paid before the surname is told. */
  payee(caller: Caller, mobile: string): Promise<string>
  /** The refusal of a call: its code, field and params. Fails the test when the call goes through. */
  refusal(call: Promise<unknown>): Promise<{ code: string; field?: string | undefined; params: object }>
  /** From sign-in to the open account. */
  open(
    caller: Caller,
    person?: typeof LI_LEI,
    pin?: string,
  ): Promise<Answer<'POST /v1/bindings/:bindingId/confirmation'>>
}

/**
 * A bank on a database, with fakes of the outside at the other end of the connectors' interfaces; `networks` are others in
 * the place of the one that the fakes have.
 */
export function peopleOn(
  db: Database,
  secrets: { peppers?: Record<number, string>; currentPepper?: number } = {},
  networks?: VerificationNetworks,
): People {
  const clock = clockAt(MONDAY_TEN)
  const outside = fakeOutside()
  for (const person of [LI_LEI, HAN_MEI]) outside.addCard({ ...person, kind: 'I' })
  const logged: string[] = []
  const log = (fields: object, message: string) => {
    logged.push(`${message} ${JSON.stringify(fields)}`)
  }
  let failing: string | undefined
  const reach = (point: string) => {
    if (point !== failing) return
    failing = undefined
    throw new Error(`the process dies at ${point}`)
  }
  const core = createLedger()
  const sealer = createSealer(SEALING)
  const bell = createBell({ warn: log })
  const onCommit = (entries: readonly OutboxEntry[]) => bell.ring(whoWasPaid(entries))
  const writes = createWritePath({ db, core, clock, reach, onCommit })
  const bank = createBank({
    db,
    core,
    writes,
    connectors: { ...outside.connectors, ...(networks && { networks }) },
    clock,
    sealer,
    secrets: {
      pinPeppers: secrets.peppers ?? { 1: key(3) },
      currentPinPepper: secrets.currentPepper ?? 1,
      pinPrivateKey: PIN_KEYS.privateKey,
      hashingCost: { memory: 64, passes: 1 },
    },
    institution: {
      name: '迷你银行',
      nameEn: 'Minibank',
      servicePhone: '95000',
      regulatorPhone: '12378',
      depositInsured: true,
      classOneBin: '623191',
      demonstration: true,
    },
    interbank: {
      bankCode: '402602000018',
      privateKey: INTERBANK_KEYS.privateKey,
      members: { [MEMBER]: MEMBER_KEYS.publicKey },
    },
    log: { info: log, warn: log, error: log },
    wechatTemplates: { ids: TEMPLATES, lasting: false },
    bell,
    reach,
  })

  const callerOf = ({ token, sessionId, me }: Answer<'POST /v1/sessions'>) => ({
    customerId: me.customerId,
    sessionId,
    language: 'zh' as const,
    traceId: VISIT.traceId,
    token,
  })

  const people: People = {
    bank,
    writes,
    db,
    sealer,
    outside,
    clock,
    logged,
    failAt(point) {
      failing = point
    },
    async wechat(openid, linkId) {
      const code = outside.wechatCode(openid)
      return callerOf(await bank.sessions.signIn({ by: 'wechat', code, ...(linkId && { linkId }) }, VISIT))
    },
    async sms(mobile, linkId) {
      await bank.sessions.requestSmsCode({ mobile }, VISIT)
      const code = outside.codeFor(mobile)
      clock.forward(MINUTE)
      return callerOf(await bank.sessions.signIn({ by: 'sms', mobile, code, ...(linkId && { linkId }) }, VISIT))
    },
    form: (changed = {}) => ({
      id: v7(),
      class: 'II',
      ...LI_LEI,
      occupation: 'employee',
      area: '110105',
      idValidUntil: '2035-05-15',
      taxResidency: 'mainland',
      consents: { agreement: true, sensitiveData: true, version: '2026-11' },
      ...changed,
    }),
    lightForm(changed = {}) {
      const { occupation: _, area: __, idValidUntil: ___, ...light } = people.form()
      return { ...light, class: 'III', ...changed }
    },
    pin: async (caller, purpose, pin = PIN) => sealPin(await bank.pins.challenge(caller, { purpose }), pin),
    confirmation: async (caller, smsCode, pin = PIN) => ({
      smsCode,
      pin: await people.pin(caller, 'set', pin),
      pinAgain: await people.pin(caller, 'set', pin),
    }),
    async payee(caller, mobile) {
      const { payeeId, named } = await bank.payees.lookUp(caller, { mobile })
      const [row] = await db.query<{ name_sealed: Uint8Array }>(
        `select name_sealed from customers where mobile_index = $1 and stage = 'customer' order by mobile_place`,
        [sealer.index('mobile', mobile)],
      )
      const [surname = ''] = row ? sealer.open(row.name_sealed) : ''
      if (!named) await bank.payees.tellSurname(caller, payeeId, surname)
      return payeeId
    },
    async refusal(call) {
      const error = await call.then(
        () => new Error('the call went through'),
        (reason: unknown) => reason,
      )
      if (!(error instanceof BankError)) throw error
      return { code: error.code, field: error.field, params: error.params }
    },
    async open(caller, person = LI_LEI, pin = PIN) {
      const form = people.form(person)
      await bank.bindings.submit(caller, form)
      return bank.bindings.confirm(
        caller,
        form.id,
        await people.confirmation(caller, outside.codeFor(person.mobile), pin),
      )
    },
  }
  return people
}

/** Everybody and everything about them; what migrations brought stays. */
const FORGET = `truncate customers, accounts, cards, sms_codes, own_card_codes, attempts, writes, authorisations, ledger_accounts,
  list_versions, list_entries, id_checks, outbox, verification_queries, interbank_queries, staff, staff_sign_ins cascade;
  delete from rules where source = '${FOR_THIS_STORY}'`

/** Tells stories on every database: `open()` gives a bank with nobody in it. */
export function onEveryDatabase(title: string, stories: (open: () => Promise<People>) => void): void {
  eachDatabase(title, (database) => {
    stories(async () => {
      await database().transaction((tx) => tx.script(FORGET))
      return peopleOn(database())
    })
  })
}
