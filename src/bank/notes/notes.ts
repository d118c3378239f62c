/**
 * bank/notes/: what a person writes to another. A note is made plain (plain.ts) and passes WeChat's content check before
 * the PIN is used and outside of any transaction. Whoever sends without a note asks nobody anything.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { OutsideError, type TextVerdict, type WechatConnector } from '../../connectors/outside.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import type { Log } from '../bank.ts'
import type { Caller } from '../caller.ts'
import { BankError } from '../errors.ts'

export interface Notes {
  /**
   * Lets a plain note pass, and none. Throws NOTE_REFUSED, and NOTE_UNCHECKED when WeChat said nothing of it: only a check
   * that was made counts, and without a note the order goes. `field`: what the body calls it.
   */
  check(caller: Caller, note: string | null, field?: 'note' | 'title'): Promise<void>
}

export interface NotesDependencies {
  readonly db: Database
  readonly sealer: Sealer
  readonly wechat: Pick<WechatConnector, 'checkText'>
  readonly log: Log
  /** How long a person waits for WeChat. */
  readonly notePatienceMs?: number
}

/** The note is the smallest part of an order: nobody waits for it as they would for money. */
const PATIENCE_MS = 800

export function createNotes({ db, sealer, wechat, log, notePatienceMs = PATIENCE_MS }: NotesDependencies): Notes {
  /** Of the WeChat account that was tied to them last; undefined: of none, as of who came by SMS alone. */
  async function openidOf(customerId: string): Promise<string | undefined> {
    const [row] = await db.query<{ openid_sealed: Uint8Array }>(
      'select openid_sealed from wechat_identities where customer_id = $1 order by attached_at desc limit 1',
      [customerId],
    )
    return row && sealer.open(row.openid_sealed)
  }

  /** Undefined: no word in time. */
  async function ask(openid: string, text: string, traceId: string): Promise<TextVerdict | undefined> {
    const waiting = new AbortController()
    const asking = wechat.checkText({ openid, text }).catch((error: unknown) => {
      if (!(error instanceof OutsideError)) throw error
      log.warn({ err: error, traceId }, 'a note could not be checked')
      return undefined
    })
    try {
      return await Promise.race([asking, delay(notePatienceMs, undefined, { signal: waiting.signal })])
    } finally {
      waiting.abort()
    }
  }

  return {
    async check({ customerId, traceId }, note, field = 'note') {
      if (note === null) return
      const openid = await openidOf(customerId)
      const verdict = openid === undefined ? 'unseen' : await ask(openid, note, traceId)
      if (verdict === 'risky') throw new BankError('NOTE_REFUSED', { field })
      // 'review' asks for somebody who reads it; nobody at the bank reads people's notes, and it is not a no.
      if (verdict !== 'pass' && verdict !== 'review') throw new BankError('NOTE_UNCHECKED', { field })
    },
  }
}
