/**
 * A town for stories about money: the bank's money side over a real database, ledger and write path; customers with
 * accounts and bound cards; a card system and an SMS centre that do as they are told; a clock to move.
 */
import { createAccounts } from '../../src/bank/accounts/accounts.ts'
import { createAgreedLimits } from '../../src/bank/agreed-limits/agreed-limits.ts'
import type { Caller } from '../../src/bank/caller.ts'
import { createCardTransfers, createCardTransferWorker } from '../../src/bank/card-transfers/card-transfers.ts'
import { createCardTransferSettlement } from '../../src/bank/card-transfers/settlement.ts'
import { createClaimables } from '../../src/bank/claimables/claimables.ts'
import { createClaimableWorker } from '../../src/bank/claimables/giving-back.ts'
import { createClaimPayoutWorker, createClaimSettlement } from '../../src/bank/claimables/payouts.ts'
import { createClasses } from '../../src/bank/classes/classes.ts'
import { createClosures, createClosureWorker } from '../../src/bank/closures/closures.ts'
import { createClosureSettlement } from '../../src/bank/closures/settlement.ts'
import { accountKey, type Core } from '../../src/bank/core.ts'
import { createCustomers } from '../../src/bank/customers/customers.ts'
import { createDeposits } from '../../src/bank/deposits/deposits.ts'
import { createMaturityWorker } from '../../src/bank/deposits/maturity.ts'
import { createDownloads, createTickets } from '../../src/bank/downloads/downloads.ts'
import { createHome } from '../../src/bank/home/home.ts'
import { CARD_CLEARING, INTEREST_EXPENSE, openHouseAccounts } from '../../src/bank/house.ts'
import { createSmsSender } from '../../src/bank/messages/messages.ts'
import { createNotes } from '../../src/bank/notes/notes.ts'
import { createOrganisations } from '../../src/bank/organisations/organisations.ts'
import { createPayees } from '../../src/bank/payees/payees.ts'
import { createPaymentRequests } from '../../src/bank/payment-requests/payment-requests.ts'
import { createProducts } from '../../src/bank/products/products.ts'
import { createReceipts } from '../../src/bank/receipts/receipts.ts'
import { createAwakening, createDormancyWorker } from '../../src/bank/restrictions/dormancy.ts'
import { createIdCollected, createIdDueWorker } from '../../src/bank/restrictions/id-due.ts'
import { createIdValidityWorker, createRenewal } from '../../src/bank/restrictions/id-validity.ts'
import { createLapseWorker } from '../../src/bank/restrictions/lapse.ts'
import { createReleases } from '../../src/bank/restrictions/release.ts'
import { createRestricting } from '../../src/bank/restrictions/restricting.ts'
import { createRestrictions } from '../../src/bank/restrictions/restrictions.ts'
import { createStanding } from '../../src/bank/restrictions/standing.ts'
import { createRules } from '../../src/bank/rules/rules.ts'
import { createScheduledWorker } from '../../src/bank/scheduled-transfers/running.ts'
import { createScheduledTransfers } from '../../src/bank/scheduled-transfers/scheduled-transfers.ts'
import { createScreening } from '../../src/bank/screening/screening.ts'
import { createStaff } from '../../src/bank/staff/staff.ts'
import { createStatement } from '../../src/bank/statement/statement.ts'
import { createSweeping } from '../../src/bank/sweeping.ts'
import { createSettlement } from '../../src/bank/topups/settlement.ts'
import { createTopups, createTopupWorker } from '../../src/bank/topups/topups.ts'
import { createCoreSettlement } from '../../src/bank/transfers/core-settlement.ts'
import { createTransfers } from '../../src/bank/transfers/transfers.ts'
import type { WriteKey, WritePath } from '../../src/bank/writes/write.ts'
import { createWritePath } from '../../src/bank/writes/write-path.ts'
import type { CardHolder, WechatConnector } from '../../src/connectors/outside.ts'
import { createLedger } from '../../src/ledger/ledger.ts'
import type { Database } from '../../src/storage/database.ts'
import { createOutbox, type Sender } from '../../src/storage/outbox.ts'
import { createSealer } from '../../src/storage/sealing.ts'
import { actsIn } from './acts.ts'
import { cardSystem } from './card-system.ts'
import { type Holder, settleIn, type Townsman } from './townsman.ts'

export type { Holder, Townsman } from './townsman.ts'

/** Monday 2026-11-23, 14:00 in Shanghai. */
export const MONDAY = Date.parse('2026-11-23T14:00:00+08:00')
/** A moment in Shanghai: at('2026-12-31 23:59'). */
export const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
export const yuan = (amount: number): number => Math.round(amount * 100)

export type Town = Awaited<ReturnType<typeof openTown>>

/** Seal what is personal in a town; gateways that are to read it are told the same. */
export const SEALING_KEYS = { keys: { 1: Buffer.alloc(32, 1).toString('base64') }, current: 1 } as const
export const INDEX_KEY = Buffer.alloc(32, 2).toString('base64')

const never = () => Promise.reject(new Error('this town has none of it'))

export async function openTown(
  db: Database,
  {
    patienceMs = 5_000,
    core = createLedger() as Core,
    senders = {},
    decides = () => {},
    wechat,
  }: {
    patienceMs?: number
    core?: Core
    senders?: Readonly<Record<string, Sender>>
    /** Hears of every decision of the write path; of a write that is decided again, the last one counts. */
    decides?: (write: WriteKey) => void
    /** Who checks notes; in a town without WeChat everybody writes what they like. */
    wechat?: Pick<WechatConnector, 'checkText'>
  } = {},
) {
  let now = MONDAY
  const clock = { now: () => now }
  const sealer = createSealer({ ...SEALING_KEYS, indexKey: INDEX_KEY })
  const logged: { readonly fields: object; readonly message: string }[] = []
  const tell = (fields: object, message: string) => void logged.push({ fields, message })
  const log = { info: tell, warn: tell, error: tell }
  const reached: string[] = []
  let stopAt: string | undefined
  const reach = (point: string) => {
    reached.push(point)
    if (point === stopAt) throw new Error(`the process ends at ${point}`)
  }
  const path = createWritePath({ db, core, clock, reach })
  const writes: WritePath = {
    ...path,
    submit: (write) =>
      path.submit({
        ...write,
        decide(seen) {
          decides(write)
          return write.decide(seen)
        },
      }),
  }
  const rules = createRules({ db, clock })
  const people = createCustomers({ db, sealer, clock, rules })
  const cards = cardSystem()
  const messages: { readonly id: string; readonly mobile: string; readonly text: string }[] = []
  const sms = {
    send: async (id: string, message: { mobile: string; text: string }) => void messages.push({ id, ...message }),
  }
  /** The verification network: every card is its holder's, and Class I unless it is told otherwise. */
  let verdict: 'class-I' | 'not-eligible' | 'mismatch' = 'class-I'
  const classOne = { ok: true, cardClass: 'I', bankCode: '308584000013', bankName: '招商银行' } as const
  const questions: CardHolder[] = []
  const verification = {
    verify: async (_id: string, holder: CardHolder) => {
      questions.push(holder)
      return verdict === 'class-I' ? classOne : { ok: false as const, why: verdict }
    },
  }
  const connectors = { verification }
  const pins = {
    use: async (_: Caller, order: string, authorisation: { token: string } | { pin: unknown }) => ({
      token: 'token' in authorisation ? authorisation.token : '',
      order,
    }),
  }
  const restricting = createRestricting({ db, writes, clock, sealer })
  const deps = {
    db,
    restricting,
    idCollected: createIdCollected({ db, clock, restricting }),
    standing: createStanding({ db, clock, sealer, restricting }),
    verification,
    core,
    writes,
    clock,
    rules,
    sealer,
    people,
    customers: people,
    connectors,
    pins,
    notes: wechat ? createNotes({ db, sealer, log, wechat, notePatienceMs: 100 }) : { check: async () => {} },
    log,
    reach,
    cards: cards.connector,
    sms,
    /** Nobody of this town has a Class I account here. */
    ownCore: { balance: async () => undefined, statement: async () => [], debit: never, debitState: never },
    institution: { name: '城里银行', nameEn: 'Town bank', servicePhone: '95500', classOneBin: '623191' },
    patienceMs,
  }
  const settlement = createSettlement(deps)
  const closureSettlement = createClosureSettlement(deps)
  const cardTransferSettlement = createCardTransferSettlement(deps)
  const claimSettlement = createClaimSettlement(deps)
  const coreSettlement = createCoreSettlement(deps)
  const products = createProducts(deps)
  const accounts = createAccounts(deps)
  const tickets = createTickets(deps)
  const statement = createStatement({ ...deps, tickets })
  const topups = createTopups({ ...deps, settlement })
  const classes = createClasses({ ...deps, accounts, screening: createScreening(deps) })
  const payees = createPayees(deps)
  const sendSms = createSmsSender(deps)
  const workers = {
    scheduled: createScheduledWorker({ ...deps, payees, coreSettlement }),
    topups: createTopupWorker({ ...deps, settlement }),
    maturity: createMaturityWorker(deps),
    cardTransfers: createCardTransferWorker({ ...deps, cardTransferSettlement }),
    claimables: createClaimableWorker(deps),
    claimPayouts: createClaimPayoutWorker({ ...deps, claimSettlement }),
    closures: createClosureWorker({ ...deps, closureSettlement }),
    lapse: createLapseWorker(deps),
    dormancy: createDormancyWorker(deps),
    idValidity: createIdValidityWorker(deps),
    idDue: createIdDueWorker(deps),
    outbox: createOutbox({ ...deps, senders: { sms: sendSms, subscribe: sendSms, ...senders } }),
  }
  await openHouseAccounts({ db, core })

  /** A customer with a bound card and an open, empty account. */
  const settle = (name: string, options: Parameters<typeof settleIn>[2] = {}): Promise<Townsman> =>
    settleIn({ db, sealer, writes, people, clock }, name, options)

  const organisations = createOrganisations(deps)

  const scheduled = createScheduledTransfers({ ...deps, payees })
  const transfers = createTransfers({ ...deps, payees, coreSettlement })
  const receipts = createReceipts({ ...deps, transfers, topups, tickets })
  const paymentRequests = createPaymentRequests({ ...deps, payees, pay: transfers.pay })
  const acts = actsIn({ ...deps, classes, organisations, topups, transfers, scheduled, payees })

  const balance = async (person: Holder): Promise<number> => (await accounts.get(person, person.accountId)).balance

  /** Stories told before on the same database are over: nothing of theirs is due any more. */
  async function begin(): Promise<void> {
    await db.query('update topups set next_ask_at = null')
    await db.query('update closures set next_ask_at = null')
    await db.query('update card_transfers set next_ask_at = null')
    await db.query('update claimables set expires_at = 9007199254740991')
    await db.query('update claimable_shares set expires_at = 9007199254740991')
    await db.query("update deposits set state = 'withdrawn' where state = 'running'")
    await db.query("update outbox set state = 'sent' where state = 'waiting'")
  }

  /** All the books of the bank: every account that was ever posted to, summed. Zero, always. */
  async function sumOfBooks(): Promise<number> {
    const [row] = await db.query<{ sum: number }>('select coalesce(sum(amount), 0)::bigint as sum from ledger_postings')
    return row?.sum ?? Number.NaN
  }

  const releases = createReleases(deps)
  const staff = createStaff({
    ...deps,
    // Nobody signs in at a provider here.
    connectors: { staff: { begin: never, finish: never } },
    taskKinds: [releases.service, releases.risk],
  })

  async function houseBalance(account: typeof CARD_CLEARING): Promise<number> {
    return (await core.balances(db, [account])).get(accountKey(account))?.posted ?? Number.NaN
  }

  return {
    db,
    clock: {
      ...clock,
      set: (moment: number) => {
        now = moment
      },
      forward: (ms: number) => {
        now += ms
      },
    },
    accounts,
    statement,
    receipts,
    downloads: createDownloads({ tickets, makers: { statement: statement.makeFile, receipt: receipts.makeFile } }),
    classes,
    products,
    payees,
    transfers,
    agreedLimits: createAgreedLimits(deps),
    scheduled,
    claimables: createClaimables({ ...deps, payees, claimSettlement }),
    paymentRequests,
    topups,
    cardTransfers: createCardTransfers({ ...deps, payees, cardTransferSettlement }),
    deposits: createDeposits({ ...deps, products }),
    tasks: staff.tasks,
    restricting,
    restrictions: createRestrictions({
      ...deps,
      ...staff,
      releases,
      awakening: createAwakening(deps),
      renewal: createRenewal(deps),
    }),
    closures: createClosures({ ...deps, closureSettlement }),
    people,
    home: createHome({ ...deps, accounts, products }),
    rules,
    sealer,
    workers,
    cards,
    network: {
      /** What it was asked, in order. */
      questions,
      says: (next: typeof verdict) => {
        verdict = next
      },
    },
    messages,
    logged,
    reached,
    /** The process ends there, as far as the order under way is concerned; undefined: never. */
    stopAt: (point: string | undefined) => {
      stopAt = point
    },
    begin,
    /** What the sweeping worker does when its hour has come. */
    sweep: () => createSweeping({ db, clock }).run(),
    settle,
    identify: (person: Holder) =>
      people.recordIdentification({ customerId: person.customerId, branch: '0001', teller: '42' }),
    organisations,
    ...acts,
    balance,
    sumOfBooks,
    clearing: () => houseBalance(CARD_CLEARING),
    interestPaid: async () => -(await houseBalance(INTEREST_EXPENSE)),
  }
}
