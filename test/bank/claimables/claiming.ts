/** What stories about cards in the chat begin with and do, whichever way a share is claimed. */
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { CLAIMABLE_LAWS } from '../../../src/bank/audit/claimables.ts'
import { COUNTER_LAWS } from '../../../src/bank/audit/counters.ts'
import { RESTRICTION_LAWS } from '../../../src/bank/audit/restrictions.ts'
import type { BankError } from '../../../src/bank/errors.ts'
import type { Body } from '../../../src/contract/schema/index.ts'
import type { Law } from '../../../src/ledger/laws.ts'
import { breaches } from '../../support/ledger.ts'
import { at, type Town, type Townsman, yuan } from '../town.ts'

type Wanted = Partial<Omit<Body<'POST /v1/claimables'>, 'authorisation'>>

export const HOUR = 3_600_000

/** How it ended: 'done', or the code of its refusal. */
export const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: BankError) => error.code ?? String(error),
  )

/** Monday afternoon: 李雷 has 20,000 yuan, 韩梅 nothing, and 小林 an account such as the story is about. */
export async function gather(town: Town, lin: Parameters<Town['settle']>[1]) {
  town.clock.set(at('2026-11-23 14:00'))
  await town.begin()
  town.cards.feel('done')
  const people = {
    liLei: await town.settle('李雷'),
    hanMei: await town.settle('韩梅'),
    lin: await town.settle('小林', lin),
  }
  await town.topUp(people.liLei, yuan(20_000))
  town.messages.splice(0)
  return people
}

/** What people do in the town that there is by then. */
export function claiming(town: () => Town) {
  return {
    /** Makes a card: one share of 100 yuan for whoever comes first, unless it is wanted otherwise. */
    async send(payer: Townsman, wanted: Wanted = {}) {
      const order = {
        id: randomUUID() as string,
        accountId: payer.accountId,
        amount: yuan(100),
        shares: 1,
        mode: 'first' as const,
        ...wanted,
      }
      const { id: orderId, amount, shares, mode, mobile } = order
      const named = mobile === undefined ? {} : { mobile }
      const what = { kind: 'claimable', orderId, amount, shares, mode, ...named } as const
      const authorisation = await town().authorise(payer, what)
      return town().claimables.make(payer, { ...order, authorisation })
    },
    claim: (person: Townsman, token: string, id: string = randomUUID()) =>
      town().claimables.claim(person, { id, token }),
    takeBack: (payer: Townsman, id: string) => town().claimables.takeBack(payer, id, { id: randomUUID() }),
    account: (person: Townsman) => town().accounts.get(person, person.accountId),
    /** Every SMS that somebody was sent in this story. */
    async texts(person: Townsman): Promise<readonly string[]> {
      await town().workers.outbox.run()
      return town()
        .messages.filter(({ mobile }) => mobile === person.mobile)
        .map(({ text }) => text)
    },
    /** The books sum to zero, and the laws of cards, counters and restrictions hold, beside others of the story's. */
    async everythingHolds(others: readonly Law[] = []): Promise<void> {
      const laws = [...CLAIMABLE_LAWS, ...COUNTER_LAWS, ...RESTRICTION_LAWS, ...others]
      expect(await town().sumOfBooks()).toBe(0)
      expect(await breaches(town().db, laws)).toEqual([])
    },
  }
}
