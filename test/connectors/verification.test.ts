import { sm2 } from 'sm-crypto-v2'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Failure } from '../../src/connectors/failure.ts'
import type { CardHolder, Outside as Connectors, OutsideError } from '../../src/connectors/outside.ts'
import { createSm2Signer, createSm2Verifier, SM2_SIGNATURE_HEADER } from '../../src/connectors/signing/sm2-signature.ts'
import { messageIdOf, writeRequest } from '../../src/connectors/verification/codec.ts'
import type { NetworkId } from '../../src/contract/networks.ts'
import { SANDBOX_SECRETS } from '../../src/sandbox/secrets.ts'
import { holderOf, type Outside, startOutside } from '../support/outside.ts'

let outside: Outside
beforeEach(async () => {
  outside = await startOutside()
})
afterEach(() => outside.close())

const LI_LEI = holderOf('li-lei')

/** What a network says of a card and its holder. */
async function ask(connectors: Pick<Connectors, 'networks'>, holder: CardHolder, network: NetworkId = 'unionpay') {
  const client = connectors.networks[network]
  if (!client) throw new Error(`no client of ${network}`)
  return (await client.ask({ id: v7(), questionId: v7() }, holder)).verdict
}

/** What was wrong with the answer that a network gave. */
const faultOf = (asking: Promise<unknown>): Promise<string> =>
  asking.then(
    () => 'nothing',
    (error: OutsideError) => (error.cause as Failure).kind,
  )

describe('is this card theirs?', () => {
  it('yes, a Class I card of China Merchants Bank', async () => {
    const yes = { ok: true, cardClass: 'I', bankCode: '308584000013', bankName: '招商银行' }
    expect(await ask(outside.connect(), LI_LEI)).toEqual(yes)
    expect(await ask(outside.connect(), LI_LEI, 'joint-stock')).toEqual(yes)
  })

  it('yes, a credit card', async () => {
    expect(await ask(outside.connect(), holderOf('chen-hua', 1))).toMatchObject({ ok: true, cardClass: 'credit' })
  })

  it('no: a Class II card may not be bound', async () => {
    expect(await ask(outside.connect(), holderOf('li-lei', 1))).toEqual({ ok: false, why: 'not-eligible' })
  })

  it('no: name, ID number or mobile differ from what the bank has', async () => {
    for (const wrong of [
      { name: '李磊' },
      { name: '<&李雷>' },
      { idNumber: '110199198806122023' },
      { mobile: '13800138009' },
    ]) {
      expect(await ask(outside.connect(), { ...LI_LEI, ...wrong })).toEqual({ ok: false, why: 'mismatch' })
    }
  })

  it('no: nobody knows the card', async () => {
    const holder = { ...LI_LEI, cardNumber: '6225881414207448' }
    expect(await ask(outside.connect(), holder)).toEqual({ ok: false, why: 'unknown-card' })
  })

  it('an alliance does not know the cards of banks outside of it', async () => {
    const connectors = outside.connect()
    for (const network of ['big-five', 'city-banks'] as const)
      expect(await ask(connectors, LI_LEI, network)).toEqual({ ok: false, why: 'not-covered' })
  })
})

describe('a network', () => {
  it('answers late, or hears it twice and says it twice: the same answer', async () => {
    const connectors = outside.connect()
    await outside.fault('unionpay', 'late', 100)
    expect(await ask(connectors, LI_LEI)).toMatchObject({ ok: true })
    await outside.fault('unionpay', 'twice')
    expect(await ask(connectors, LI_LEI)).toMatchObject({ ok: true })
    expect(await outside.asked()).toEqual([
      'verify: verified, late',
      'verify: verified',
      'verify: replayed, second time',
    ])
  })

  it.each([
    ['silent', 'timeout', 'unknown'],
    ['refusing', 'busy', 'unreached'],
    ['bad-signature', 'bad-signature', 'unknown'],
    ['other-question', 'other-question', 'unknown'],
    ['invalid-message', 'invalid-message', 'unknown'],
  ] as const)('that is %s gives no verdict, and %s is told', async (mode, fault, effect) => {
    const connectors = outside.connect()
    await outside.fault('unionpay', mode)
    const asking = ask(connectors, LI_LEI)
    await expect(asking).rejects.toMatchObject({ system: 'unionpay', effect })
    expect(await faultOf(asking)).toBe(fault)
    expect(connectors.calls).toMatchObject([{ system: 'unionpay', outcome: fault }])
    // The others are not touched by it.
    expect(await ask(connectors, LI_LEI, 'joint-stock')).toMatchObject({ ok: true })
  })

  it('that is down was certainly not asked', async () => {
    const nowhere = { url: 'http://127.0.0.1:2', publicKey: sm2.generateKeyPairHex().publicKey }
    const connectors = outside.connect({}, { networks: { unionpay: nowhere } })
    expect(await faultOf(ask(connectors, LI_LEI))).toBe('unreached')
    expect(connectors.networks['joint-stock']).toBeUndefined()
  })

  it('that fails five times in a row is rested, and then tried by one call', async () => {
    const connectors = outside.connect({ halfOpenAfterMs: 200 })
    await outside.fault('unionpay', 'refusing')
    for (let time = 0; time < 5; time++) expect(await faultOf(ask(connectors, LI_LEI))).toBe('busy')
    expect(connectors.networks.unionpay?.state()).toBe('open')
    expect(await faultOf(ask(connectors, LI_LEI))).toBe('breaker-open')
    await outside.fault('unionpay', 'none')
    await expect.poll(() => connectors.networks.unionpay?.state()).toBe('half-open')
    expect(await ask(connectors, LI_LEI)).toMatchObject({ ok: true })
    expect(connectors.networks.unionpay?.state()).toBe('closed')
  })

  it('whose key is another than the one we know is not believed', async () => {
    const { url } = outside.addresses.networks.unionpay ?? { url: '' }
    const networks = { unionpay: { url, publicKey: sm2.generateKeyPairHex().publicKey } }
    expect(await faultOf(ask(outside.connect({}, { networks }), LI_LEI))).toBe('bad-signature')
  })

  it('does not answer who signs with another key', async () => {
    const ours = { bankCode: '402602000018', privateKey: sm2.generateKeyPairHex().privateKey }
    expect(await faultOf(ask(outside.connect({}, { ours }), LI_LEI))).toBe('bad-signature')
    expect(await outside.asked()).toEqual(['verify: bad signature'])
  })
})

describe('a message that was overheard', () => {
  const sign = createSm2Signer({ id: '402602000018', privateKey: SANDBOX_SECRETS.INTERBANK_PRIVATE_KEY })
  const send = async (body: string, headers = sign(body)) => {
    const answer = await fetch(`${outside.sandbox.urls.unionpay}/acmt.023`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml', ...headers },
      body,
    })
    return answer.status
  }
  const message = (ageMs = 0) =>
    writeRequest({
      messageId: messageIdOf(v7()),
      id: messageIdOf(v7()),
      at: outside.now() - ageMs,
      from: { bankCode: '402602000018' },
      to: { network: 'unionpay' },
      ...LI_LEI,
    })

  it('is taken once', async () => {
    const body = message()
    expect([await send(body), await send(body)]).toEqual([200, 409])
  })

  it('is not taken when it is old', async () => {
    expect(await send(message(10 * 60_000))).toBe(409)
  })

  it('is not taken with a byte changed', async () => {
    const body = message()
    expect(await send(body.replace('李雷', '李磊'), sign(body))).toBe(401)
  })
})

describe('an SM2 signature', () => {
  const { privateKey, publicKey } = sm2.generateKeyPairHex()
  const signatureOf = (body: string) => createSm2Signer({ id: 'us', privateKey })(body)[SM2_SIGNATURE_HEADER]
  const isOurs = createSm2Verifier(publicKey)

  it('is over the exact bytes', () => {
    const body = '<Nm>李雷</Nm>'
    expect(isOurs(Buffer.from(body), signatureOf(body))).toBe(true)
    expect(isOurs(Buffer.from(`${body}\n`), signatureOf(body))).toBe(false)
  })

  it('that is none is refused, not an error', () => {
    const body = Buffer.from('x')
    for (const none of [undefined, '', 'none', 'A'.repeat(500), Buffer.alloc(70).toString('base64'), 7])
      expect(isOurs(body, none)).toBe(false)
  })
})
