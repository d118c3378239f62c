import { randomUUID } from 'node:crypto'
import { extractText } from 'unpdf'
import { beforeAll, expect, it } from 'vitest'
import { eachDatabase } from '../../support/database.ts'
import { payCard, WANG } from '../card-transfers/paying.ts'
import { at, openTown, type Town, type Townsman, yuan } from '../town.ts'

const ORIGIN = 'https://bank.example'

eachDatabase('an electronic receipt', (database) => {
  let town: Town
  let liLei: Townsman
  let hanMei: Townsman
  let orderId: string
  /** Everybody who checks has an address of their own, unless a test says otherwise. */
  let visitors = 0
  const check = (request: Parameters<Town['receipts']['check']>[0], address = `10.0.0.${++visitors}`) =>
    town.receipts.check(request, { address })
  const issue = (person: Townsman, id = orderId) => town.receipts.issue(person, { kind: 'transfer', orderId: id })

  beforeAll(async () => {
    town = await openTown(database())
    town.clock.set(at('2026-11-23 14:06'))
    liLei = await town.settle('李雷')
    hanMei = await town.settle('韩梅梅')
    await town.topUp(liLei, yuan(500))
    orderId = (await town.send(liLei, await town.payeeOf(liLei, hanMei), yuan(200), { note: '房租' })).id
  })

  it('goes to payer and payee alike, each with what they may see', async () => {
    const paid = await issue(liLei)
    expect(paid).toMatchObject({
      number: expect.stringMatching(/^20261123\d{8}$/),
      code: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/),
      amount: yuan(200),
      capitals: '人民币贰佰元整',
      payer: { name: '李雷', account: expect.stringMatching(/^···· \d{4}$/) },
      payee: { name: '**梅', account: expect.stringMatching(/^138\*{4}\d{4}$/) },
      note: '房租',
    })
    const received = await issue(hanMei)
    expect(received).toMatchObject({
      payer: { name: '李雷', account: expect.stringMatching(/^138\*{4}\d{4}$/) },
      payee: { name: '韩梅梅', account: expect.stringMatching(/^···· \d{4}$/) },
    })
    expect(received.code).not.toBe(paid.code)
  })

  it('is the same however often it is asked for, also at once', async () => {
    const receipts = await Promise.all(Array.from({ length: 6 }, () => issue(hanMei)))
    for (const receipt of receipts) expect(receipt).toEqual(receipts[0])
  })

  it('of a top-up names the card that it came from', async () => {
    const topup = await town.topUp(liLei, yuan(1))
    expect(await town.receipts.issue(liLei, { kind: 'topup', orderId: topup.id })).toMatchObject({
      kind: 'topup',
      amount: yuan(1),
      payer: { name: '李雷', account: expect.stringMatching(/^招商银行 ···· \d{4}$/) },
      payee: { name: '李雷' },
    })
  })

  it('of a transfer to a card names its holder, its bank and the masked number; of one’s own card oneself', async () => {
    const wang = await town.payees.tellCard(liLei, WANG)
    const paid = await payCard(town, liLei, { payeeId: wang.payeeId }, yuan(12))
    const { code, ...receipt } = await town.receipts.issue(liLei, { kind: 'card-transfer', orderId: paid.id })
    expect(receipt).toMatchObject({
      kind: 'card-transfer',
      amount: yuan(12),
      payer: { name: '李雷', account: expect.stringMatching(/^···· \d{4}$/) },
      payee: { name: '王小明', account: expect.stringMatching(/^招商银行 622588\*+7430$/) },
    })
    expect((await check({ code, amount: yuan(12) })).receipt).toMatchObject({ payer: '*雷', payee: '**明' })
    await expect(town.receipts.issue(hanMei, { kind: 'card-transfer', orderId: paid.id })).rejects.toThrow('NOT_FOUND')
    const own = await payCard(town, liLei, { cardId: liLei.cardId }, yuan(3))
    expect(await town.receipts.issue(liLei, { kind: 'card-transfer', orderId: own.id })).toMatchObject({
      payee: { name: '李雷', account: expect.stringMatching(/\d{4}$/) },
    })
  })

  it('of a share that was claimed to a bank card is the payer’s, who is not told which card', async () => {
    const what = { amount: yuan(20), shares: 1, mode: 'first' } as const
    const id = randomUUID()
    const authorisation = await town.authorise(liLei, { kind: 'claimable', orderId: id, ...what })
    const { token, shares } = await town.claimables.make(liLei, {
      id,
      accountId: liLei.accountId,
      ...what,
      authorisation,
    })
    const order = { kind: 'claimed-to-card', orderId: shares[0]?.id ?? '' } as const
    await expect(town.receipts.issue(liLei, order)).rejects.toThrow('NOT_FOUND')
    await town.claimables.claim(hanMei, { id: randomUUID(), token, cardId: hanMei.cardId })
    const { code, ...receipt } = await town.receipts.issue(liLei, order)
    expect(receipt).toMatchObject({
      amount: yuan(20),
      payer: { name: '李雷' },
      payee: { name: '**梅', account: expect.stringMatching(/^138\*{4}\d{4}$/) },
    })
    expect((await check({ code, amount: yuan(20) })).receipt).toMatchObject({ payer: '*雷', payee: '**梅' })
    await expect(town.receipts.issue(hanMei, order)).rejects.toThrow('NOT_FOUND')
  })

  it('is nobody else’s: to a third person the order does not exist', async () => {
    const stranger = await town.settle('陈华')
    for (const kind of ['transfer', 'topup'] as const) {
      await expect(town.receipts.issue(stranger, { kind, orderId })).rejects.toThrow('NOT_FOUND')
      await expect(town.receipts.orderFile(stranger, { kind, orderId, format: 'pdf' })).rejects.toThrow('NOT_FOUND')
    }
    await expect(issue(liLei, randomUUID())).rejects.toThrow('NOT_FOUND')
  })

  it('is checked by anybody, by its code and the amount or the end of its number, and shows masked names', async () => {
    const { code, number } = await issue(liLei)
    const genuine = {
      genuine: true,
      receipt: {
        number,
        kind: 'transfer',
        amount: yuan(200),
        payer: '*雷',
        payee: '**梅',
        at: town.clock.now(),
        state: 'done',
        issuedAt: town.clock.now(),
      },
    }
    expect(await check({ code, amount: yuan(200) })).toEqual(genuine)
    expect(await check({ code, last4: number.slice(-4) })).toEqual(genuine)
    // Spaces, small letters, and what looks alike.
    const typed = code.replaceAll('-', ' ').toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')
    expect(await check({ code: typed, amount: yuan(200) })).toEqual(genuine)
  })

  it('is still checked when somebody has another name', async () => {
    const { code } = await issue(liLei)
    await database().query('update customers set name_sealed = $2 where id = $1', [
      liLei.customerId,
      town.sealer.seal('李雷雷'),
    ])
    expect((await check({ code, amount: yuan(200) })).receipt).toMatchObject({ payer: '*雷' })
    expect((await issue(liLei)).payer.name).toBe('李雷')
  })

  it('that is forged, or altered, has one answer, whatever is wrong with it', async () => {
    const { code, number } = await issue(liLei)
    const last4 = number.slice(-4)
    const other = last4 === '0000' ? '0001' : '0000'
    const changed = (code[0] === 'A' ? 'B' : 'A') + code.slice(1)
    const attempts = [
      { code, amount: yuan(2_000) },
      { code, last4: other },
      { code, amount: yuan(200), last4: other },
      { code },
      { code: changed, amount: yuan(200) },
      { code: 'AAAA-AAAA-AAAA-AAAA', last4 },
      { code: '不是验真码', amount: yuan(200) },
    ]
    for (const attempt of attempts) expect(await check(attempt)).toEqual({ genuine: false, receipt: null })
  })

  it('whose words were changed in the database has no code any more', async () => {
    const sent = await town.send(liLei, await town.payeeOf(liLei, hanMei), yuan(3))
    const { code } = await issue(liLei, sent.id)
    const [row] = await database().query<{ facts_sealed: Uint8Array }>(
      'select facts_sealed from receipts where customer_id = $1 and order_id = $2',
      [liLei.customerId, sent.id],
    )
    const facts = town.sealer.open(row?.facts_sealed ?? new Uint8Array())
    await database().query('update receipts set facts_sealed = $3 where customer_id = $1 and order_id = $2', [
      liLei.customerId,
      sent.id,
      town.sealer.seal(facts.replace('"amount":300', '"amount":30000')),
    ])
    expect(facts).toContain('"amount":300')
    for (const amount of [yuan(3), yuan(300)]) expect((await check({ code, amount })).genuine).toBe(false)
  })

  it('cannot be looked for by trying: thousands of tries are limited, exactly, from one address and by all', async () => {
    town.clock.forward(3_600_000)
    const tries = async (count: number, address: () => string) => {
      const ends = await Promise.allSettled(
        Array.from({ length: count }, (_, n) =>
          check({ code: `AAAAAAAAAAAA${String(n).padStart(4, '0')}`, last4: '0000' }, address()),
        ),
      )
      const refused = ends.filter((end) => end.status === 'rejected')
      for (const { reason } of refused as PromiseRejectedResult[])
        expect(String(reason)).toContain('RECEIPT_CHECK_LIMIT')
      return count - refused.length
    }
    expect(await tries(300, () => '192.0.2.1')).toBe(30)
    expect(await tries(1_500, () => randomUUID())).toBe(1_200 - 30)
    // Who holds a receipt waits a minute.
    const { code } = await issue(liLei)
    await expect(check({ code, amount: yuan(200) })).rejects.toThrow('RECEIPT_CHECK_LIMIT')
    town.clock.forward(60_000)
    expect((await check({ code, amount: yuan(200) })).genuine).toBe(true)
  })

  it('comes as a document whose words can be copied, and as a picture', async () => {
    const { code, number } = await issue(liLei)
    const file = async (format: 'pdf' | 'png') => {
      const ready = await town.receipts.orderFile(liLei, { kind: 'transfer', orderId, format })
      const { type, name, body } = await town.downloads.take(ready.path.replace('/downloads/', ''), ORIGIN)
      const parts: Uint8Array[] = []
      if (body instanceof Uint8Array) parts.push(body)
      else for await (const part of body) parts.push(part)
      return { type, name, bytes: Buffer.concat(parts) }
    }
    const pdf = await file('pdf')
    expect([pdf.type, pdf.name]).toEqual(['application/pdf', `receipt-${number}.pdf`])
    const { text } = await extractText(new Uint8Array(pdf.bytes), { mergePages: true })
    for (const words of [
      '电子回单',
      '200.00',
      '人民币贰佰元整',
      '李雷',
      '**梅',
      '房租',
      orderId,
      number,
      code,
      `${ORIGIN}/verify`,
    ]) {
      expect(text).toContain(words)
    }
    expect(pdf.bytes.length).toBeLessThan(150_000)
    const png = await file('png')
    expect([png.type, png.name]).toEqual(['image/png', `receipt-${number}.png`])
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')
    expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual([1200, 1750])
    expect(png.bytes.length).toBeLessThan(400_000)
  })
})
