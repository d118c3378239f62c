/**
 * The access tokens of stable_token: the same one to everybody for as long as it lives, renewed five minutes before
 * its end while the old one still works; a forced one voids what was before, at most 20 a day and 30 s apart.
 */
import { randomBytes } from 'node:crypto'
import type { Outside } from '../answering.ts'

const LIFE_MS = 7200_000
const RENEWED_BEFORE_MS = 5 * 60_000
const FORCED_A_DAY = 20
const FORCED_APART_MS = 30_000
const DAY_MS = 86_400_000

export interface Tokens {
  /** A token and the seconds it has left, or WeChat's error code. */
  give(force: boolean): { token: string; seconds: number } | 45009 | 45011
  state(token: string): 'good' | 'invalid' | 'expired'
  /** As if somebody else had forced a new one: what was given is void (40001). */
  voidAll(): void
}

export function createTokens({ store, clock }: Pick<Outside, 'store' | 'clock'>): Tokens {
  const make = (forced: boolean) => {
    const now = clock.now()
    const token = `88_${randomBytes(96).toString('base64url')}`
    store.run('INSERT INTO wechat_tokens VALUES (?, ?, ?, ?, 0)', token, now, now + LIFE_MS, Number(forced))
    return { token, seconds: LIFE_MS / 1000 }
  }
  const voidAll = () => {
    store.run('UPDATE wechat_tokens SET void = 1')
  }
  return {
    give: (force) =>
      store.atomically(() => {
        const now = clock.now()
        store.run('DELETE FROM wechat_tokens WHERE made_at < ?', now - 2 * DAY_MS)
        if (force) {
          const forced = store.all('SELECT made_at FROM wechat_tokens WHERE forced = 1 AND made_at > ?', now - DAY_MS)
          if (forced.length >= FORCED_A_DAY) return 45009
          if (forced.some(({ made_at }) => now - Number(made_at) < FORCED_APART_MS)) return 45011
          voidAll()
          return make(true)
        }
        const living = store.get(
          'SELECT token, expires_at FROM wechat_tokens WHERE void = 0 AND expires_at > ? ORDER BY expires_at DESC LIMIT 1',
          now + RENEWED_BEFORE_MS,
        )
        if (!living) return make(false)
        return { token: String(living.token), seconds: Math.floor((Number(living.expires_at) - now) / 1000) }
      }),
    state(token) {
      const found = store.get('SELECT void, expires_at FROM wechat_tokens WHERE token = ?', token)
      if (!found || found.void === 1) return 'invalid'
      return Number(found.expires_at) > clock.now() ? 'good' : 'expired'
    },
    voidAll,
  }
}
