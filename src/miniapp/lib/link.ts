import { stored } from './stored.ts'

/**
 * The shared link that led a person here. It is kept through sign-in and goes along with the sign-in, the binding and
 * the deposit order, so that the account and the order stand on it. The latest link counts, for seven days.
 */
const KEPT_MS = 7 * 86_400_000
const arrival = stored<{ id: string; at: number } | null>('link', null)

/** What a launch or a show brings: WeChat hands the query over, and a code's scene URI-encoded inside of it. */
export interface Launch {
  readonly query?: Readonly<Record<string, string | undefined>> | undefined
}

/** The link's id in a launch: `l=<id>` in the query, or in the `scene` of a mini-program code. */
export function linkOf({ query }: Launch): string | undefined {
  const scene = query?.scene ? decodeURIComponent(query.scene) : ''
  const id = query?.l ?? /(?:^|&)l=([0-9A-Za-z]+)/.exec(scene)?.[1]
  return id && /^[0-9A-Za-z]{8,10}$/.test(id) ? id : undefined
}

/** Called on every launch and show: a hot start brings a new link. */
export function noteLaunch(launch: Launch, now: number = Date.now()): void {
  const id = linkOf(launch)
  if (id) arrival.set({ id, at: now })
}

/** `{ linkId }` to spread into a request, or nothing. */
export function withLink(now: number = Date.now()): { linkId?: string } {
  const last = arrival.get()
  return last && now - last.at < KEPT_MS ? { linkId: last.id } : {}
}
