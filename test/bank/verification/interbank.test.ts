/** What a member bank is answered about an account here. */
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import {
  createSm2Signer,
  createSm2Verifier,
  SM2_SIGNATURE_HEADER,
} from '../../../src/connectors/signing/sm2-signature.ts'
import {
  messageIdOf,
  readReport,
  type VerificationRequest,
  writeRequest,
} from '../../../src/connectors/verification/codec.ts'
import {
  FOR_THIS_STORY,
  INTERBANK_KEYS,
  LI_LEI,
  MEMBER,
  MEMBER_KEYS,
  MINUTE,
  onEveryDatabase,
  type People,
} from '../../support/people.ts'

const sign = createSm2Signer({ id: MEMBER, privateKey: MEMBER_KEYS.privateKey })
const isTheBanks = createSm2Verifier(INTERBANK_KEYS.publicKey)

/** A bank with Li Lei's account, and a member bank that asks. */
async function open(people: People) {
  const { account } = await people.open(await people.wechat('openid-li-lei'))
  const { name, idNumber, mobile } = LI_LEI
  const question = (changed: Partial<VerificationRequest> = {}): string =>
    writeRequest({
      messageId: messageIdOf(v7()),
      id: 'question-1',
      at: people.clock.now(),
      from: { bankCode: MEMBER },
      to: { bankCode: '402602000018' },
      cardNumber: account?.number ?? '',
      name,
      idNumber,
      mobile,
      ...changed,
    })
  const send = (text: string, { signature = sign(text)[SM2_SIGNATURE_HEADER], key = MEMBER as string } = {}) =>
    people.bank.interbank.verify({ body: Buffer.from(text), signature, key })
  return { account, question, send, ask: (changed?: Partial<VerificationRequest>) => send(question(changed)) }
}

onEveryDatabase('a member bank’s question', (openBank) => {
  it('is answered with the class of the account, signed, about this question', async () => {
    const member = await open(await openBank())
    const { body, headers } = await member.ask()
    expect(isTheBanks(Buffer.from(body), headers[SM2_SIGNATURE_HEADER])).toBe(true)
    expect(readReport(body)).toMatchObject({
      requestId: 'question-1',
      from: { bankCode: '402602000018' },
      to: { bankCode: MEMBER },
      verified: true,
      cardClass: 'II',
      bankCode: '402602000018',
      bankName: '迷你银行',
    })
  })

  it('about another person is answered: it is not theirs', async () => {
    const member = await open(await openBank())
    for (const wrong of [{ name: '李磊' }, { idNumber: '440524198001010013' }, { mobile: '13800138009' }]) {
      const { body } = await member.ask(wrong)
      expect(readReport(body)).toMatchObject({ verified: false, why: 'mismatch' })
    }
  })

  it('about an account that is not here, and about one whose holder has not agreed, is answered alike', async () => {
    const people = await openBank()
    const member = await open(people)
    const unlike = (xml: string) => xml.replace(/<(MsgId|CreDtTm)>.*?</g, '<$1><')
    const unknown = await member.ask({ cardNumber: '6231900000000000002' })
    await people.db.query(`delete from consents where kind = 'interbank-verification'`)
    const silent = await member.ask()
    expect(readReport(silent.body)).toMatchObject({ verified: false, why: 'unknown-card' })
    expect(unlike(silent.body)).toBe(unlike(unknown.body))
  })

  it('is refused without the right key and signature', async () => {
    const people = await openBank()
    const member = await open(people)
    const text = member.question()
    const { refusal } = people
    expect(await refusal(member.send(text, { key: '102100099996' }))).toMatchObject({ code: 'MEMBER_UNKNOWN' })
    const signature = sign(`${text} `)[SM2_SIGNATURE_HEADER] ?? ''
    expect(await refusal(member.send(text, { signature }))).toMatchObject({ code: 'MEMBER_SIGNATURE_INVALID' })
    // In another bank's name.
    expect(await refusal(member.ask({ from: { bankCode: '102100099996' } }))).toMatchObject({
      code: 'MEMBER_SIGNATURE_INVALID',
    })
    expect(await people.db.query('select 1 as one from interbank_queries')).toEqual([])
  })

  it('is refused when it is no message, old, of tomorrow, or was sent before', async () => {
    const people = await openBank()
    const member = await open(people)
    const { refusal, clock } = people
    expect(await refusal(member.send('<Document/>'))).toMatchObject({ code: 'MEMBER_MESSAGE_INVALID' })
    expect(await refusal(member.send(member.question().replace(/<Vrfctn>.*<\/Vrfctn>/s, '')))).toMatchObject({
      code: 'MEMBER_MESSAGE_INVALID',
    })
    for (const at of [clock.now() - 6 * MINUTE, clock.now() + 6 * MINUTE])
      expect(await refusal(member.ask({ at }))).toMatchObject({ code: 'MEMBER_MESSAGE_STALE' })
    const text = member.question()
    await member.send(text)
    expect(await refusal(member.send(text))).toMatchObject({ code: 'MEMBER_MESSAGE_REPLAYED' })
  })

  it('sent by two gateways at once is answered by one', async () => {
    const people = await openBank()
    const member = await open(people)
    const text = member.question()
    const ends = await Promise.allSettled([member.send(text), member.send(text)])
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('comes too often: refused until the next minute', async () => {
    const people = await openBank()
    const member = await open(people)
    await people.db.query(`insert into rules values ('interbank.minute', '', '2020-01-01', 2, 'count', $1, 'B')`, [
      FOR_THIS_STORY,
    ])
    people.clock.forward(MINUTE)
    await member.ask()
    await member.ask()
    const refused = await people.refusal(member.ask())
    expect(refused).toEqual({ code: 'MEMBER_TOO_OFTEN', field: undefined, params: { seconds: 60 } })
    // Whoever cannot sign uses up nothing of the member's.
    people.clock.forward(MINUTE)
    for (let time = 0; time < 3; time++) await people.refusal(member.send(member.question(), { signature: 'none' }))
    await member.ask()
  })

  describe('stands on record', () => {
    it('with its answer, sealed', async () => {
      const people = await openBank()
      const member = await open(people)
      await member.ask()
      await member.ask({ mobile: '13800138009' })
      const rows = await people.db.query<{ verdict: string; account_id: string }>(
        'select member, question_id, verdict, account_id from interbank_queries order by verdict',
      )
      const about = { member: MEMBER, question_id: 'question-1', account_id: member.account?.id }
      expect(rows).toEqual([
        { ...about, verdict: 'II' },
        { ...about, verdict: 'mismatch' },
      ])
    })
  })
})
