/** What the bank says, beside what stands on the screen. */
import { expect } from 'vitest'
import { type Minibank, persona } from './minibank.ts'

/** Somebody's first account. */
export async function accountOf(minibank: Minibank, who: string) {
  const { accounts } = await (await minibank.client(who)).call('GET /v1/accounts', {})
  if (!accounts[0]) throw new Error(`${who} has no account`)
  return accounts[0]
}

/** All SMS that somebody has, the newest first, as one text. */
export const messagesTo = async (minibank: Minibank, who: string): Promise<string> =>
  (await minibank.inbox(persona(who).mobile)).map(({ text }) => text).join('\n')

/**
 * How a story ends: no phone has met an error or a limit of WeChat's, every law of the books holds, and nobody's name,
 * number, nor any of `secrets`, stands in the log.
 */
export async function allIsWell(minibank: Minibank, ...secrets: readonly string[]): Promise<void> {
  expect(await minibank.complaints()).toEqual([])
  expect(await minibank.books()).toEqual([])
  expect(await minibank.leaks(...secrets)).toEqual([])
}
