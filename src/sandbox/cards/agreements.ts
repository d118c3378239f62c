/**
 * Debit agreements: the card's bank sends its own code to the mobile it has on record, and signs when the code comes
 * back. A code lives five minutes and bears five wrong tries; a newer one voids it.
 */
import { randomInt } from 'node:crypto'
import type { AgreementAnswer, AgreementRequest, EndingAnswer, SignatureAnswer } from '../../connectors/cards/codec.ts'
import { businessDate, startOfDate } from '../../contract/dates.ts'
import type { Outside } from '../answering.ts'
import { checkHolder, type Registry } from './registry.ts'

const CODE_LIFE_MS = 5 * 60_000
const WRONG_TRIES = 5
/** Less than the minute that a person is told to wait, so that their second try is never too early. */
const APART_MS = 30_000
const CODES_A_DAY = 20

export interface Agreements {
  request(id: string, ask: AgreementRequest): AgreementAnswer | 'reused'
  sign(id: string, smsCode: string): SignatureAnswer
  /** One that is over, or never was, stays so. */
  end(agreementNo: string): EndingAnswer
}

interface Row {
  readonly id: string
  readonly content: string
  readonly card: string
  readonly code: string
  readonly asked_at: number
  readonly wrong: number
  readonly agreement_no: string | null
}

export function createAgreements({ store, clock, inbox }: Outside, registry: Registry): Agreements {
  function request(id: string, ask: AgreementRequest): AgreementAnswer | 'reused' {
    const content = JSON.stringify([ask.cardNumber, ask.name, ask.idNumber, ask.mobile])
    const known = store.get<Row>('SELECT * FROM agreements WHERE id = ?', id)
    if (known) return known.content === content ? { state: 'code-sent' } : 'reused'

    const card = registry.find(ask.cardNumber)
    const holder = checkHolder(card, ask)
    if (!card || holder !== 'match') {
      return { state: 'refused', why: holder === 'mismatch' ? 'mismatch' : 'unknown-card' }
    }
    const now = clock.now()
    const midnight = startOfDate(businessDate(now))
    const today = store.all<Row>(
      'SELECT * FROM agreements WHERE card = ? AND asked_at >= ? ORDER BY asked_at DESC',
      ...[card.number, Math.min(midnight, now - APART_MS)],
    )
    const last = today[0]
    if (last && now - last.asked_at < APART_MS) {
      return { state: 'refused', why: 'too-often', seconds: Math.ceil((last.asked_at + APART_MS - now) / 1000) }
    }
    if (today.length >= CODES_A_DAY) {
      return { state: 'refused', why: 'too-often', seconds: Math.ceil((midnight + 86_400_000 - now) / 1000) }
    }
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    store.run(
      'INSERT INTO agreements (id, content, card, code, asked_at) VALUES (?, ?, ?, ?, ?)',
      ...[id, content, card.number, code, now],
    )
    inbox.deliver(
      `agreement-${id}`,
      card.mobile,
      `【${card.bank.zh}】验证码 ${code}，用于尾号 ${card.number.slice(-4)} 的卡签约扣款，5 分钟内有效。请勿告诉他人。`,
    )
    return { state: 'code-sent' }
  }

  function sign(id: string, smsCode: string): SignatureAnswer {
    const row = store.get<Row>('SELECT * FROM agreements WHERE id = ?', id)
    if (!row) return { state: 'refused', why: 'unknown' }
    if (row.agreement_no !== null) {
      return row.code === smsCode
        ? { state: 'signed', agreementNo: row.agreement_no }
        : { state: 'refused', why: 'used-code' }
    }
    const newest = store.get('SELECT id FROM agreements WHERE card = ? ORDER BY asked_at DESC LIMIT 1', row.card)
    if (clock.now() - row.asked_at > CODE_LIFE_MS || row.wrong >= WRONG_TRIES || newest?.id !== id) {
      return { state: 'refused', why: 'expired-code' }
    }
    if (row.code !== smsCode) return wrong(row, smsCode)
    const agreementNo = `A${String(randomInt(2 ** 40)).padStart(15, '0')}`
    store.run('UPDATE agreements SET agreement_no = ?, signed_at = ? WHERE id = ?', agreementNo, clock.now(), id)
    return { state: 'signed', agreementNo }
  }

  /** A wrong code counts as a try; one of an earlier message is told by its name, so that the person looks again. */
  function wrong(row: Row, smsCode: string): SignatureAnswer {
    store.run('UPDATE agreements SET wrong = wrong + 1 WHERE id = ?', row.id)
    const earlier = store.get(
      'SELECT agreement_no FROM agreements WHERE card = ? AND code = ? AND id <> ? ORDER BY asked_at DESC LIMIT 1',
      ...[row.card, smsCode, row.id],
    )
    if (earlier) return { state: 'refused', why: earlier.agreement_no === null ? 'expired-code' : 'used-code' }
    return { state: 'refused', why: 'wrong-code', left: WRONG_TRIES - row.wrong - 1 }
  }

  function end(agreementNo: string): EndingAnswer {
    store.run('UPDATE agreements SET ended_at = coalesce(ended_at, ?) WHERE agreement_no = ?', clock.now(), agreementNo)
    return { state: 'ended' }
  }

  return {
    request: (id, ask) => store.atomically(() => request(id, ask)),
    sign: (id, smsCode) => store.atomically(() => sign(id, smsCode)),
    end,
  }
}
