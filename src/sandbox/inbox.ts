/** The telephones of the sandbox: what the SMS centre, a card's bank or WeChat sent, the last 500 messages to be read. */
import type { SandboxClock } from './clock.ts'
import type { Store } from './store.ts'

const SHOWN = 500
/** Far more than is shown: a sender may repeat a message minutes later, and it must not arrive twice for that. */
const REMEMBERED = 200_000

interface Message {
  readonly id: number
  readonly at: number
  readonly mobile: string
  /** The sign at its head, 【招商银行】, without brackets. */
  readonly from: string
  readonly text: string
  /** The six digits of a verification code in it, if any. */
  readonly code: string | null
  readonly way: 'sms' | 'wechat'
  /** Of a subscribe message: the page that a tap on it opens, with its query. */
  readonly page: string | null
}

export interface Inbox {
  /** Idempotent by `messageId`. False when the same id came with another text or number before. */
  deliver(messageId: string, mobile: string, text: string): boolean
  /** A subscribe message, `text` its lines. */
  deliverSubscribe(messageId: string, mobile: string, from: string, text: string, page: string): void
  /** Newest first; only what came after the message `after`, when given. */
  read(filter: { mobile?: string | undefined; after?: number | undefined }): Message[]
}

export function createInbox(store: Store, clock: SandboxClock): Inbox {
  return {
    deliver: (messageId, mobile, text) =>
      store.atomically(() => {
        const known = store.get('SELECT mobile, text FROM inbox WHERE message_id = ?', messageId)
        if (known) return known.mobile === mobile && known.text === text
        const sender = /^【([^】]+)】/.exec(text)?.[1] ?? '短信'
        const code = /(?:验证码|code)\D{0,20}(\d{6})(?!\d)/i.exec(text)?.[1] ?? null
        store.run(
          'INSERT INTO inbox (message_id, at, mobile, sender, text, code) VALUES (?, ?, ?, ?, ?, ?)',
          ...[messageId, clock.now(), mobile, sender, text, code],
        )
        store.run('DELETE FROM inbox WHERE id <= (SELECT max(id) FROM inbox) - ?', REMEMBERED)
        return true
      }),
    deliverSubscribe(messageId, mobile, from, text, page) {
      store.run(
        `INSERT INTO inbox (message_id, at, mobile, sender, text, code, way, page) VALUES (?, ?, ?, ?, ?, NULL, 'wechat', ?)`,
        ...[messageId, clock.now(), mobile, from, text, page],
      )
    },
    read: ({ mobile, after }) =>
      store.all<Message & object>(
        `SELECT id, at, mobile, sender AS "from", text, code, way, page FROM inbox
          WHERE id > ? AND (? IS NULL OR mobile = ?) ORDER BY id DESC LIMIT ?`,
        ...[after ?? 0, mobile ?? null, mobile ?? null, SHOWN],
      ),
  }
}
