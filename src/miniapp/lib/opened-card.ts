import { replace } from './pages.ts'
import { stored } from './stored.ts'

/**
 * The card that somebody opened in the chat, money to claim or to pay, and could not finish yet: it is kept while they open
 * an account or bring money in, and those pages lead back to it. For a day.
 */
const KEPT_MS = 86_400_000

interface OpenedCard {
  readonly page: 'claim-open' | 'request-pay'
  readonly token: string
  readonly at: number
}
const opened = stored<OpenedCard | null>('opened-card', null, { own: true })

export const keepCard = (page: OpenedCard['page'], token: string, now: number = Date.now()): void =>
  opened.set({ page, token, at: now })
export const dropCard = (): void => opened.set(null)

/** The card that waits; undefined when none does. */
export function waitingCard(now: number = Date.now()): OpenedCard | undefined {
  const card = opened.get()
  return card && now - card.at < KEPT_MS ? card : undefined
}

export const backToCard = ({ page, token }: OpenedCard): void =>
  replace(page, page === 'claim-open' ? { c: token } : { r: token })
