/**
 * bank/accounts/: customers' virtual accounts and bound cards: what they hold, what the class still allows, what moved.
 * It reads balances and postings through the core, and its own tables.
 */
import { businessDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Accounts } from '../capabilities.ts'
import { accountKey, type Core } from '../core.ts'
import { BankError } from '../errors.ts'
import { holdsOn, restrictionsOf, shownRestriction } from '../restrictions/records.ts'
import type { Rules } from '../rules/rules.ts'
import { agreedLeft } from './agreed.ts'
import { createClassOne, type OwnCore } from './class-one.ts'
import { describePostings } from './entries.ts'
import { capLeft, countersOf, limitLeft, limitsOf, readUsed } from './limits.ts'
import type { People } from './people.ts'
import { placesLeft } from './places.ts'
import { receivesOf } from './receiving.ts'
import { type AccountRecord, accountsOf, type CardRecord, cardsOf, ownAccount, ownClassOne, refOf } from './records.ts'

type Account = Answer<'GET /v1/accounts/:accountId'>
type AccountList = Answer<'GET /v1/accounts'>
type RecentEntry = Answer<'GET /v1/home'>['recent'][number]

const PAGE = 20
const LONGEST_PAGE = 100

interface AccountsDependencies {
  readonly db: Database
  readonly core: Core
  readonly clock: Clock
  readonly rules: Rules
  readonly sealer: Sealer
  readonly people: People
  /** In which the Class I accounts stand. */
  readonly ownCore: OwnCore
}

export interface AccountsAndHistory extends Accounts {
  /** The latest entries over accounts, newest first. */
  recent(caller: Caller, held: Pick<AccountList, 'accounts' | 'classOne'>, limit: number): Promise<RecentEntry[]>
}

export function createAccounts(deps: AccountsDependencies): AccountsAndHistory {
  const { db, core, clock, rules, sealer, people } = deps
  const classOne = createClassOne(deps)

  /**
   * Accounts as their owner sees them: a constant number of queries for any number of accounts.
   * @param held all that the customer holds
   */
  async function shown(
    customerId: string,
    records: readonly AccountRecord[],
    held: readonly AccountRecord[] = records,
  ): Promise<Account[]> {
    if (records.length === 0) return []
    const date = businessDate(clock.now())
    const [balances, used, identified, thirds, restrictions] = await Promise.all([
      core.balances(db, records.map(refOf)),
      readUsed(db, customerId),
      people.identified(customerId),
      rules.on('receiving.max', 'III', date),
      records.some(({ restricted }) => restricted) ? restrictionsOf(db, customerId) : [],
    ])
    const inForce = restrictions.filter((one) => holdsOn(one, date))
    return Promise.all(
      records.map(async (record) => {
        const ref = refOf(record)
        const balance = balances.get(accountKey(ref))
        if (!balance) throw new Error(`account ${ref.id} is not in the books`)
        const [out, inward, cap] = await Promise.all([
          limitsOf(rules, record.class, 'out', date),
          limitsOf(rules, record.class, 'in', date),
          rules.find('balance.cap', record.class, date),
        ])
        const receives = receivesOf(record, { identified, accounts: held, thirds })
        return {
          id: record.id,
          class: record.class,
          number: sealer.open(record.number_sealed),
          status: record.status,
          balance: balance.posted,
          available: balance.available,
          openedAt: record.opened_at,
          cardId: record.card_id,
          linkId: record.link_id,
          out: limitLeft(used, countersOf(ref, 'out', date), out),
          agreed: agreedLeft(used, ref, date),
          receives,
          in: receives === 'yes' ? limitLeft(used, countersOf(ref, 'in', date), inward) : null,
          cap: capLeft(cap, balance.posted, used, ref),
          restrictions: inForce
            .filter(({ account_id: id }) => id === null || id === record.id)
            .map((one) => shownRestriction(one, sealer)),
        }
      }),
    )
  }

  async function list(caller: Caller): Promise<AccountList> {
    const date = businessDate(clock.now())
    const [records, cards, seconds, thirds] = await Promise.all([
      accountsOf(db, caller.customerId),
      cardsOf(db, caller.customerId),
      rules.on('accounts.max', 'II', date),
      rules.on('accounts.max', 'III', date),
    ])
    const held = cards.find(({ own }) => own)
    return {
      classOne: held ? await classOne.shown(held) : null,
      // The closed ones last: they are history.
      accounts: await shown(
        caller.customerId,
        [...records].sort((one, other) => isClosed(one) - isClosed(other)),
      ),
      cards: cards.map((card) => shownCard(card, caller.language)),
      mayOpen: { II: placesLeft(records, 'II', seconds), III: placesLeft(records, 'III', thirds) },
    }
  }

  async function get(caller: Caller, id: string): Promise<Account> {
    const held = await accountsOf(db, caller.customerId)
    const [account] = await shown(
      caller.customerId,
      held.filter((one) => one.id === id),
      held,
    )
    if (!account) throw new BankError('NOT_FOUND', { field: 'accountId' })
    return account
  }

  async function statement(
    caller: Caller,
    id: string,
    page: { before?: string; limit?: number },
  ): Promise<Answer<'GET /v1/accounts/:accountId/entries'>> {
    const limit = Math.min(page.limit ?? PAGE, LONGEST_PAGE)
    const card = (await cardsOf(db, caller.customerId)).find((one) => one.own && one.id === id)
    if (card) return classOne.statement(caller, card, { ...page, limit })
    const account = await ownAccount(db, caller.customerId, id)
    // One more than the page tells whether there is another.
    const postings = await core.postings(db, refOf(account), {
      limit: limit + 1,
      ...(page.before === undefined ? {} : { before: Math.min(Number(page.before), Number.MAX_SAFE_INTEGER) }),
    })
    const entries = await describePostings(db, sealer, caller, postings.slice(0, limit))
    return { entries, next: postings.length > limit ? (entries.at(-1)?.id ?? null) : null }
  }

  async function recent(caller: Caller, held: Pick<AccountList, 'accounts' | 'classOne'>, limit: number) {
    const [inCore, ...pages] = await Promise.all([
      recentInCore(caller, held.classOne, limit),
      ...held.accounts.map(async ({ id }) => {
        const postings = await core.postings(db, { owner: caller.customerId, id }, { limit })
        return postings.map((posting) => ({ posting, accountId: id }))
      }),
    ])
    const newest = pages
      .flat()
      .sort((one, other) => other.posting.at - one.posting.at || other.posting.sequence - one.posting.sequence)
      .slice(0, limit)
    const postings = newest.map(({ posting }) => posting)
    const entries = (await describePostings(db, sealer, caller, postings)).map((entry, index) => ({
      ...entry,
      accountId: newest[index]?.accountId ?? '',
    }))
    return [...entries, ...inCore].sort((one, other) => other.at - one.at).slice(0, limit)
  }

  /** A core that did not tell the balance just now is not asked again. */
  async function recentInCore(caller: Caller, held: AccountList['classOne'], limit: number): Promise<RecentEntry[]> {
    const card = held && held.balance !== null && (await ownClassOne(db, caller.customerId, held.id))
    if (!card) return []
    return (await classOne.recent(caller, card, limit)).map((entry) => ({ ...entry, accountId: card.id }))
  }

  return { list, get, statement, recent }
}

const isClosed = ({ status }: AccountRecord): number => (status === 'closed' ? 1 : 0)

const shownCard = (card: CardRecord, language: 'zh' | 'en'): AccountList['cards'][number] => ({
  id: card.id,
  bankName: language === 'zh' ? card.bank_name : card.bank_name_en,
  kind: card.kind,
  last4: card.last4,
})
