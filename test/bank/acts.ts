/** What people of a town do, each order with what the right PIN buys for it. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { entryRecord, sameWords } from '../../src/bank/accounts/entries.ts'
import type { Caller, Clock } from '../../src/bank/caller.ts'
import type {
  Classes,
  OrganisationOpening,
  Organisations,
  Payees,
  ScheduledTransfers,
  Topups,
  Transfers,
} from '../../src/bank/capabilities.ts'
import { derivedId } from '../../src/bank/derived-id.ts'
import { CARD_CLEARING } from '../../src/bank/house.ts'
import { orderText } from '../../src/bank/pins/order.ts'
import type { Rules } from '../../src/bank/rules/rules.ts'
import { loadList } from '../../src/bank/screening/lists.ts'
import type { WritePath } from '../../src/bank/writes/write.ts'
import type { Body } from '../../src/contract/schema/index.ts'
import type { Database } from '../../src/storage/database.ts'
import type { Sealer } from '../../src/storage/sealing.ts'
import type { Holder, Townsman } from './townsman.ts'

const MINUTE_MS = 60_000
const CONSENTS = { agreement: true, sensitiveData: true, version: '2026-11' } as const
const DILIGENCE = { occupation: 'employee', area: '110105', idValidUntil: null } as const

interface Acting {
  readonly db: Database
  readonly sealer: Sealer
  readonly writes: Pick<WritePath, 'submit'>
  readonly clock: Clock
  readonly rules: Rules
  readonly classes: Classes
  readonly organisations: Organisations
  readonly topups: Pick<Topups, 'make'>
  readonly transfers: Pick<Transfers, 'make'>
  readonly scheduled: Pick<ScheduledTransfers, 'make'>
  readonly payees: Pick<Payees, 'lookUp' | 'tellSurname'>
}

export function actsIn({
  db,
  sealer,
  writes,
  clock,
  rules,
  classes,
  organisations,
  topups,
  transfers,
  scheduled,
  payees,
}: Acting) {
  /** One more account of the same person; asks for what Class II needs every time. */
  async function openAnother(person: Townsman, accountClass: 'II' | 'III'): Promise<Townsman> {
    const { cardId } = person
    const id = randomUUID()
    const authorisation = await authorise(person, { kind: 'account', orderId: id, class: accountClass, cardId })
    const order = { id, class: accountClass, cardId, consents: CONSENTS, authorisation }
    const diligence = accountClass === 'II' ? { diligence: DILIGENCE } : {}
    return { ...person, accountId: (await classes.open(person, { ...order, ...diligence })).id }
  }

  /** Moves a person's Class III account up to Class II. */
  async function moveUp(person: Townsman, id: string = randomUUID()) {
    const { accountId } = person
    const authorisation = await authorise(person, { kind: 'upgrade', orderId: id, accountId })
    return classes.upgrade(person, accountId, { id, diligence: DILIGENCE, consents: CONSENTS, authorisation })
  }

  /** An organisation that staff opened at the branch. */
  async function found(order: Omit<OrganisationOpening, 'branch' | 'teller'>): Promise<Holder> {
    const opened = await organisations.open({ ...order, branch: '0001', teller: '42' })
    const { name, contactMobile: mobile } = order
    return { ...opened, sessionId: randomUUID(), language: 'zh', traceId: randomUUID(), name, mobile }
  }

  /** Money on an organisation's account, from outside of the town. */
  async function fund({ customerId, accountId }: Holder, amount: number): Promise<void> {
    const id = randomUUID()
    const account = { owner: customerId, id: accountId }
    const movementId = derivedId('topup', customerId, id)
    const text = { customerId, movementId, orderId: id, counterparty: sameWords('注资'), note: null }
    const legs = [
      { account: CARD_CLEARING, amount: -amount },
      { account, amount },
    ]
    await writes.submit({
      owner: customerId,
      id,
      kind: 'funding',
      content: '',
      accounts: [account],
      counters: [],
      authorisation: null,
      decide: () => ({
        opens: [],
        movements: [{ kind: 'post', id: movementId, code: 'funding', legs }],
        count: [],
        records: [entryRecord({ ...text, kind: 'topup' }, sealer)],
        outbox: [],
        answer: {},
      }),
    })
  }

  /** What the right PIN buys for an order. */
  async function authorise(person: Caller, order: Parameters<typeof orderText>[0]): Promise<{ token: string }> {
    const token = randomBytes(16).toString('hex')
    await db.query('insert into authorisations (owner, token_hash, order_text, expires_at) values ($1, $2, $3, $4)', [
      person.customerId,
      createHash('sha256').update(token).digest(),
      orderText(order, sealer),
      clock.now() + 5 * MINUTE_MS,
    ])
    return { token }
  }

  async function topUp(person: Townsman, amount: number, id: string = randomUUID()) {
    const { accountId, cardId } = person
    const authorisation = await authorise(person, { kind: 'topup', orderId: id, cardId, amount })
    return topups.make(person, { id, accountId, cardId, amount, authorisation })
  }

  /** Found by the number; of whom was not paid before the surname is told. */
  async function payeeOf(payer: Holder, payee: Holder): Promise<string> {
    const { payeeId, named } = await payees.lookUp(payer, { mobile: payee.mobile })
    if (!named) await payees.tellSurname(payer, payeeId, payee.name[0] ?? '')
    return payeeId
  }

  async function send(payer: Holder, payeeId: string, amount: number, { id = randomUUID() as string, note = '' } = {}) {
    const authorisation = await authorise(payer, { kind: 'transfer', orderId: id, payeeId, amount })
    return transfers.make(payer, { id, accountId: payer.accountId, payeeId, amount, note, authorisation })
  }

  async function sendLater(
    payer: Holder,
    payeeId: string,
    amount: number,
    when: Body<'POST /v1/scheduled-transfers'>['when'],
    { id = randomUUID() as string, note = '' } = {},
  ) {
    const authorisation = await authorise(payer, { kind: 'scheduled-transfer', orderId: id, payeeId, amount, when })
    return scheduled.make(payer, { id, accountId: payer.accountId, payeeId, amount, when, note, authorisation })
  }

  /** The list of reported payees is this from now on; each entry with its number and, where it matters, its days. */
  const report = (entries: readonly object[]) => {
    const dated = entries.map((entry, n) => ({ id: `R-${n + 1}`, from: '2026-11-01', ...entry }))
    const file = { source: '反诈中心', published: '2026-11-20', entries: dated }
    return loadList({ db, sealer, clock, rules }, 'payees', JSON.stringify(file), true)
  }

  return { openAnother, moveUp, found, fund, authorise, topUp, payeeOf, send, sendLater, report }
}
