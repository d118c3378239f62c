/** The codes that WeChat's client hands to a mini-program: single use, five minutes. */
import { randomBytes } from 'node:crypto'
import type { Outside } from '../answering.ts'
import { findPersona, type Persona } from '../personas.ts'

/** What DevTools' wx.login gives without a real appid. It stands for the persona that the tester chose. */
const MOCK_CODE = 'the code is a mock one'
const LIFE_MS = 5 * 60_000

type CodeKind = 'login' | 'phone'

export interface Codes {
  /** Throws RangeError when there is no such persona. */
  make(kind: CodeKind, personaId: string): string
  /** Uses a code up. */
  use(kind: CodeKind, code: string): Persona | 'invalid' | 'used'
}

export function createCodes({ store, clock, settings }: Pick<Outside, 'store' | 'clock' | 'settings'>): Codes {
  return {
    make(kind, personaId) {
      if (!findPersona(personaId)) throw new RangeError('no such persona')
      const code = `0${kind === 'login' ? 'a' : 'p'}${randomBytes(15).toString('hex')}`
      const now = clock.now()
      store.run('DELETE FROM wechat_codes WHERE made_at < ?', now - 24 * 3_600_000)
      store.run('INSERT INTO wechat_codes VALUES (?, ?, ?, ?, NULL)', code, kind, personaId, now)
      return code
    },
    use(kind, code) {
      if (kind === 'login' && code === MOCK_CODE) return findPersona(settings.currentPersona()) ?? 'invalid'
      const found = store.get('SELECT * FROM wechat_codes WHERE code = ? AND kind = ?', code, kind)
      if (!found || clock.now() - Number(found.made_at) > LIFE_MS) return 'invalid'
      if (found.used_at !== null) return 'used'
      store.run('UPDATE wechat_codes SET used_at = ? WHERE code = ?', clock.now(), code)
      return findPersona(String(found.persona)) ?? 'invalid'
    },
  }
}
