import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { ownProblem } from '../lib/problem.ts'

type Entry = Answer<'GET /v1/accounts/:accountId/entries'>['entries'][number]

/** The decimal number after one that may be larger than a safe integer. */
export function numberAfter(digits: string): string {
  const last = digits.search(/[^9]9*$/)
  if (last === -1) return `1${'0'.repeat(digits.length)}`
  const tail = digits.length - last - 1
  return `${digits.slice(0, last)}${Number(digits[last]) + 1}${'0'.repeat(tail)}`
}

async function inAccount(accountId: string, id: string): Promise<Entry | undefined> {
  const { entries } = await call('GET /v1/accounts/:accountId/entries', {
    params: { accountId },
    query: { before: numberAfter(id), limit: 1 },
  })
  return entries[0]?.id === id ? entries[0] : undefined
}

/** One line of a statement by its id, in the account it is said to be in or else in each. Throws NOT_FOUND. */
export async function findEntry(id: string, account: string | undefined): Promise<Entry> {
  const accounts = account ? [account] : (await call('GET /v1/accounts')).accounts.map((one) => one.id)
  for (const accountId of accounts) {
    const entry = await inAccount(accountId, id)
    if (entry) return entry
  }
  throw ownProblem('NOT_FOUND')
}
