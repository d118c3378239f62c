/**
 * The member bank that the sandbox plays: it asks a gateway about an account there, rightly or wrongly as a tester wants,
 * and says what came back.
 */
import { randomUUID } from 'node:crypto'
import { type Static, Type } from 'typebox'
import {
  createSm2Signer,
  createSm2Verifier,
  SM2_KEY_HEADER,
  SM2_SIGNATURE_HEADER,
} from '../../connectors/signing/sm2-signature.ts'
import { messageIdOf, readReport, writeRequest } from '../../connectors/verification/codec.ts'
import type { SandboxClock } from '../clock.ts'
import { MEMBER, ourPublicKey } from '../secrets.ts'

/** As a development start calls itself. */
const OUR_CODE = '402602000018'
/** A message of another time is an hour old. */
const OLD_MS = 3_600_000
const PATIENCE_MS = 10_000

export const MemberQuestion = Type.Object({
  /** The gateway's address on this machine. */
  gateway: Type.String({ pattern: '^http://(127\\.0\\.0\\.1|localhost):\\d{1,5}$' }),
  accountNumber: Type.String({ pattern: '^\\d{16,19}$' }),
  name: Type.String({ minLength: 1, maxLength: 70 }),
  idNumber: Type.String({ pattern: '^\\d{17}[\\dX]$' }),
  mobile: Type.String({ pattern: '^1\\d{10}$' }),
  /** What is wrong with it on purpose; `replay` sends the message twice and tells the second answer. */
  wrong: Type.Optional(Type.Enum(['bad-signature', 'unknown-member', 'invalid-message', 'old', 'replay'])),
})

/** `signed`: the answer bears the bank's right signature. A refusal has a code, an answer a verdict. */
interface MemberAnswer {
  readonly status: number
  readonly signed: boolean
  readonly code?: string
  readonly verified?: boolean
  readonly cardClass?: string
  readonly why?: string
}

export function createMember(clock: SandboxClock): (question: Static<typeof MemberQuestion>) => Promise<MemberAnswer> {
  const sign = createSm2Signer({ id: MEMBER.bankCode, privateKey: MEMBER.privateKey })
  const isTheBanks = createSm2Verifier(ourPublicKey())

  return async ({ gateway, accountNumber, name, idNumber, mobile, wrong }) => {
    const text = writeRequest({
      messageId: messageIdOf(randomUUID()),
      id: messageIdOf(randomUUID()),
      at: clock.now() - (wrong === 'old' ? OLD_MS : 0),
      from: { bankCode: MEMBER.bankCode },
      to: { bankCode: OUR_CODE },
      cardNumber: accountNumber,
      name,
      idNumber,
      mobile,
    })
    const body = wrong === 'invalid-message' ? text.replace(/<CtctDtls>.*<\/CtctDtls>/s, '') : text
    const headers = {
      'content-type': 'application/xml; charset=utf-8',
      ...sign(wrong === 'bad-signature' ? `${body} ` : body),
      ...(wrong === 'unknown-member' && { [SM2_KEY_HEADER]: '102100099996' }),
    }
    const send = () =>
      fetch(`${gateway}/interbank/acmt.023`, {
        method: 'POST',
        headers,
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
    if (wrong === 'replay') await (await send()).arrayBuffer()
    const answer = await send()
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const said = new TextDecoder().decode(bytes)
    const signed = isTheBanks(bytes, answer.headers.get(SM2_SIGNATURE_HEADER))
    if (answer.status !== 200)
      return { status: answer.status, signed, code: (JSON.parse(said) as { code: string }).code }
    const report = readReport(said)
    return {
      status: 200,
      signed,
      verified: report.verified,
      ...(report.verified ? { cardClass: report.cardClass } : { why: report.why }),
    }
  }
}
