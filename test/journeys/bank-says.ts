/** What the bank says, beside what stands on the screen. */
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
