import { v7 } from 'uuid'
import type { Connectors } from '../../connectors/outside.ts'
import type { Body } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { bound, newAccountNumber, opening } from '../accounts/opening.ts'
import { isOwnAgreement } from '../accounts/own-card.ts'
import { freePlace } from '../accounts/places.ts'
import { openingStandIn } from '../accounts/stand-in.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Institution } from '../capabilities.ts'
import { consentRecords, diligenceColumns } from '../customers/diligence.ts'
import { idNumberIndex, mobileIndex } from '../customers/identities.ts'
import { BankError } from '../errors.ts'
import type { PinRecords } from '../pins/pins.ts'
import type { Rules } from '../rules/rules.ts'
import type { OpeningScreening } from '../screening/screening.ts'
import { RecordChanged, RecordTaken } from '../writes/records.ts'
import type { RecordChange, WritePath } from '../writes/write.ts'
import { checkEligible, refuseCustomer } from './eligibility.ts'
import type { BindingForm } from './form.ts'
import { type BindingRow, formOf } from './records.ts'
import { createSecondHalf } from './second-half.ts'

type Confirmation = Body<'POST /v1/bindings/:bindingId/confirmation'>

/**
 * The second half of a binding: the PIN is chosen, the card's bank signs the debit agreement against its code, and one
 * write makes the visitor a customer with card, PIN and account.
 */
export function createConfirmation(deps: {
  db: Database
  connectors: Pick<Connectors, 'cards'>
  sealer: Sealer
  clock: Clock
  rules: Rules
  writes: WritePath
  pins: PinRecords
  screening: OpeningScreening
  institution: Institution
}) {
  const { db, sealer, clock, writes, pins, screening } = deps
  const { sign, finish } = createSecondHalf(deps)

  /** One write: customer, consents, card, account, ledger account, PIN, and the end of the binding. */
  async function open(
    row: BindingRow,
    form: BindingForm,
    agreementNo: string,
    pin: RecordChange,
    hash: Uint8Array,
  ): Promise<void> {
    const mobile = await checkEligible(deps, row.customer_id, form)
    const at = clock.now()
    const card = {
      id: v7(),
      number: form.cardNumber,
      bankCode: row.bank_code ?? '',
      bankName: row.bank_name ?? '',
      bankNameEn: isOwnAgreement(agreementNo) ? deps.institution.nameEn : undefined,
      kind: row.card_kind ?? 'debit',
      agreementNo,
    }
    // A Class I account stands in the bank's core: with its card it is bound, and nothing opens here.
    const accountId = form.class === 'I' ? null : v7()
    const opened =
      form.class === 'I' || accountId === null
        ? { opens: [], records: [bound({ customerId: row.customer_id, at }, card, 0, sealer)] }
        : opening(
            {
              customerId: row.customer_id,
              accountId,
              class: form.class,
              place: await freePlace(deps, row.customer_id, form.class),
              number: await newAccountNumber(db, sealer),
              linkId: await linkOf(row, form),
              at,
              card,
            },
            sealer,
          )
    const standIn = await openingStandIn(db, { customerId: row.customer_id, agreementNo, at })
    const end: RecordChange = {
      update: 'bindings',
      where: { customer_id: row.customer_id, id: row.id, state: 'code-sent' },
      set: {
        state: 'opened',
        account_id: accountId,
        confirmation_hash: hash,
        form_sealed: null,
        agreement_no_sealed: null,
        busy_until: 0,
      },
    }
    await writes.submit({
      owner: row.customer_id,
      id: row.id,
      kind: 'account-opening',
      content: Buffer.from(row.content_hash).toString('hex'),
      accounts: [],
      counters: [],
      authorisation: null,
      decide: () => ({
        opens: [...opened.opens, ...standIn.opens],
        movements: [],
        count: [],
        records: [
          ...mobile.records,
          ...customer(row, form, mobile.place, sealer, at),
          ...opened.records,
          ...standIn.records,
          pin,
          end,
        ],
        outbox: [],
        answer: { accountId },
      }),
    })
  }

  /** The shared link that led here: of the form, else of the sign-in's session, else of the person's first visit. */
  async function linkOf(row: BindingRow, form: BindingForm): Promise<string | null> {
    if (form.linkId !== undefined) return form.linkId
    const [found] = await db.query<{ link_id: string | null }>(
      `select coalesce(
         (select link_id from sessions where customer_id = $1 and link_id is not null order by created_at desc limit 1),
         (select link_id from customers where id = $1)) as link_id`,
      [row.customer_id],
    )
    return found?.link_id ?? null
  }

  async function goOn(caller: Caller, row: BindingRow, confirmation: Confirmation, hash: Uint8Array): Promise<void> {
    const form = formOf(row, sealer)
    const pin = await pins.choose(caller, `binding|${row.id}`, confirmation, form)
    const eligible = () => checkEligible(deps, row.customer_id, form)
    // By another of their own bindings, from another phone perhaps.
    const noCustomer = () => refuseCustomer(db, sealer, row.customer_id, form)
    await noCustomer()
    await eligible()
    // A list may have come since the form did.
    if (!(await screening.admit(row, form))) return
    const agreementNo = await sign(row, confirmation.smsCode)
    try {
      await open(row, form, agreementNo, pin, hash)
    } catch (error) {
      // The same person may have become a customer by another door just now: the database keeps them one.
      if (error instanceof RecordTaken || error instanceof RecordChanged) await noCustomer()
      if (!(error instanceof BankError)) await eligible()
      throw error
    }
  }

  /** Answers the binding, opened; or as it stands, while people look at it. */
  return async function confirm(caller: Caller, row: BindingRow, confirmation: Confirmation): Promise<BindingRow> {
    const { smsCode, pin, pinAgain } = confirmation
    const hash = sealer.index(
      'confirmation',
      JSON.stringify([smsCode, pin.challengeId, pin.cipher, pinAgain.challengeId, pinAgain.cipher]),
    )
    return finish(row, hash, isFinal, (taken) => goOn(caller, taken, confirmation, hash))
  }
}

const FINAL = [
  'CUSTOMER_EXISTS',
  'CARD_ALREADY_BOUND',
  'MOBILE_TAKEN',
  'ACCOUNT_LIMIT',
  'OPENING_RESTRICTED',
  'OPENING_DECLINED',
]
const isFinal = (error: unknown): boolean => error instanceof BankError && FINAL.includes(error.code)

/**
 * The visitor becomes a customer, with what the law asks at opening and the consents as they were given. That other banks
 * may have this account verified is a clause of the agreement, and recorded apart: it may be taken back alone.
 */
function customer(row: BindingRow, form: BindingForm, mobilePlace: number, sealer: Sealer, at: number): RecordChange[] {
  const { taxResidency } = form
  const diligence = form.class === 'II' ? form : null
  return [
    {
      update: 'customers',
      where: { id: row.customer_id, stage: 'visitor' },
      set: {
        stage: 'customer',
        became_customer_at: at,
        mobile_sealed: sealer.seal(form.mobile),
        mobile_index: mobileIndex(sealer, form.mobile),
        mobile_place: mobilePlace,
        name_sealed: sealer.seal(form.name),
        id_number_sealed: sealer.seal(form.idNumber),
        id_number_index: idNumberIndex(sealer, form.idNumber),
        ...diligenceColumns(diligence, taxResidency, sealer),
      },
    },
    ...consentRecords({ customerId: row.customer_id, orderId: row.id, version: form.consents.version, at }),
  ]
}
