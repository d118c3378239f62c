import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { ownProblem } from '../lib/problem.ts'
import { numberAfter } from './number-after.ts'

type Entry = Answer<'GET /v1/accounts/:accountId/entries'>['entries'][number]

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
