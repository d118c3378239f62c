import { randomUUID } from 'node:crypto'
import { audit } from '../../src/bank/audit/audit.ts'
import { type AccountRef, accountKey, type Core, HOUSE, type Movement } from '../../src/bank/core.ts'
import { BankError } from '../../src/bank/errors.ts'
import type { Decision, RecordChange, Write } from '../../src/bank/writes/write.ts'
import type { Fen } from '../../src/contract/money.ts'
import { auditLedger } from '../../src/ledger/audit.ts'
import type { SealKeys } from '../../src/ledger/chain.ts'
import { type Finding, holdAgainst, type Law } from '../../src/ledger/laws.ts'
import { createLedger } from '../../src/ledger/ledger.ts'
import { SANDBOX_SECRETS } from '../../src/sandbox/secrets.ts'
import type { Database } from '../../src/storage/database.ts'

/** The built-in ledger behind the bank's seam: TypeScript checks here that it fits. */
export const ledger: Core = createLedger()

/** The bank's own account that tests take money from. */
export const VAULT: AccountRef = { owner: HOUSE, id: '00000000-0000-0000-0000-0000000000ff' }

/** Opens the vault; harmless when it is open. */
export async function openVault(db: Database): Promise<void> {
  await db.transaction((tx) => ledger.open(tx, [{ ...VAULT, mayGoBelowZero: true }]))
}

/** A customer's account with money of the vault's on it. */
export async function accountWith(db: Database, amount: Fen, owner: string = randomUUID()): Promise<AccountRef> {
  const account = { owner, id: randomUUID() }
  await db.transaction(async (tx) => {
    await ledger.open(tx, [{ ...account, mayGoBelowZero: false }])
    if (amount > 0) await ledger.apply(tx, [payment(VAULT, account, amount, 'opening')], 0)
  })
  return account
}

export const payment = (from: AccountRef, to: AccountRef, amount: Fen, code = 'transfer', id: string = randomUUID()) =>
  ({
    kind: 'post',
    id,
    code,
    legs: [
      { account: from, amount: -amount },
      { account: to, amount },
    ],
  }) as const satisfies Movement

/** What the account can spend, is posted and holds, as the database says. */
export async function balanceOf(
  db: Database,
  account: AccountRef,
): Promise<{ posted: Fen; held: Fen; available: Fen }> {
  const balance = (await ledger.balances(db, [account])).get(accountKey(account))
  if (!balance) throw new Error(`no account ${accountKey(account)}`)
  return { posted: balance.posted, held: balance.held, available: balance.available }
}

/** A write that decides nothing but what is given. */
export function writeOf(
  given: Partial<Omit<Write<object>, 'decide'>> & { owner: string },
  decide: (...seen: Parameters<Write<object>['decide']>) => Partial<Decision<object>> = () => ({}),
): Write<object> {
  const id = given.id ?? randomUUID()
  return {
    id,
    kind: 'test',
    content: 'content',
    accounts: [],
    counters: [],
    authorisation: null,
    ...given,
    decide: (seen) => ({
      opens: [],
      movements: [],
      count: [],
      records: [] as RecordChange[],
      outbox: [],
      answer: { id },
      ...decide(seen),
    }),
  }
}

/** A write that moves money when there is enough of it; its answer is its own. */
export const transferOf = (
  from: AccountRef,
  to: AccountRef,
  amount: Fen,
  given: Partial<Omit<Write<object>, 'decide'>> = {},
): Write<object> =>
  writeOf({ owner: from.owner, accounts: [from, to], content: `${accountKey(to)} ${amount}`, ...given }, (seen) => {
    if (seen.balance(from).available < amount) throw new BankError('BALANCE_INSUFFICIENT')
    return { movements: [payment(from, to, amount)], answer: { nonce: randomUUID() } }
  })

/** The keys that seal chains of postings in tests: the sandbox's, which a gateway under test uses too. */
export const SEAL_KEYS: SealKeys = { keys: { 1: SANDBOX_SECRETS.SEAL_KEYS.slice('1:'.length) }, current: 1 }

/** What is wrong with the books: the laws of ledger/audit.ts, without those of the bank. */
export async function auditBooks(db: Database): Promise<readonly object[]> {
  return db.snapshot(async (snapshot) => (await auditLedger(snapshot, SEAL_KEYS)).findings)
}

/** What breaks some of the bank's laws. */
export const breaches = (db: Database, laws: readonly Law[]): Promise<readonly Finding[]> =>
  db.snapshot((snapshot) => holdAgainst(snapshot, laws))

/** What is wrong with the whole bank: for tests of the real gateway, where every movement has its order. */
export const auditBank = async (db: Database): Promise<readonly object[]> => (await audit(db, SEAL_KEYS)).findings
