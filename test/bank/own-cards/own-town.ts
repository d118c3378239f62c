/** A town whose bank keeps 李雷's Class I account in its core. */
import { v7 } from 'uuid'
import { expect } from 'vitest'
import { audit } from '../../../src/bank/audit/audit.ts'
import type { Caller } from '../../../src/bank/caller.ts'
import { openHouseAccounts } from '../../../src/bank/house.ts'
import type { Answer, Body } from '../../../src/contract/schema/index.ts'
import { createLedger } from '../../../src/ledger/ledger.ts'
import { SEAL_KEYS } from '../../support/ledger.ts'
import { LI_LEI, MINUTE, type People } from '../../support/people.ts'

export const OWN = { ...LI_LEI, cardNumber: '6231910000123456786' }
export const START = 1_000_00

const broken = async (db: People['db']) =>
  (await audit(db, SEAL_KEYS)).findings.map(({ law, count }) => ({ law, count }))

export async function town(open: () => Promise<People>) {
  const people = await open()
  await openHouseAccounts({ db: people.db, core: createLedger() })
  people.outside.addClassOne(OWN, START)
  const caller = await people.wechat('li-lei')
  return { people, caller, before: await broken(people.db), ...people }
}
export type Town = Awaited<ReturnType<typeof town>>

export const formOf = ({ people }: Town, changed: object = {}) =>
  ({ ...people.lightForm(OWN), class: 'I', ...changed }) as Body<'POST /v1/bindings'>

export async function bind(here: Town): Promise<Answer<'POST /v1/bindings/:bindingId/confirmation'>> {
  const { bank, caller, people } = here
  const form = formOf(here)
  await bank.bindings.submit(caller, form)
  return bank.bindings.confirm(caller, form.id, await people.confirmation(caller, people.outside.codeFor(OWN.mobile)))
}

export async function authorised(
  { people, bank }: Town,
  caller: Caller,
  order: Body<'POST /v1/authorisations'>['order'],
): Promise<{ token: string }> {
  const { token } = await bank.pins.authorise(caller, { order, pin: await people.pin(caller, 'authorise') })
  return { token }
}

/** A Class III account against the own card. */
export async function openThird(here: Town) {
  const { bank, caller } = here
  const { cards } = await bank.accounts.list(caller)
  const order = { id: v7(), class: 'III', cardId: cards[0]?.id ?? '' } as const
  const account = await bank.classes.open(caller, {
    ...order,
    consents: { agreement: true, sensitiveData: true, version: '2026-11' },
    authorisation: await authorised(here, caller, {
      kind: 'account',
      orderId: order.id,
      class: 'III',
      cardId: order.cardId,
    }),
  })
  return { account, cardId: order.cardId }
}

export async function topUp(here: Town, accountId: string, cardId: string, amount: number) {
  const id = v7()
  const authorisation = await authorised(here, here.caller, { kind: 'topup', orderId: id, cardId, amount })
  return here.bank.topups.make(here.caller, { id, accountId, cardId, amount, authorisation })
}

/** A minute later the core is asked again about transfers that it has not decided. */
export async function askAgain({ bank, people }: Town): Promise<void> {
  people.clock.forward(MINUTE)
  for (const worker of bank.workers) if (worker.name === 'transfers not decided') await worker.run()
}

/** Books are history: what earlier stories left without its people is no fault of this one's. */
export const sound = async ({ db, before }: Town) => expect(await broken(db)).toEqual(before)
