import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import type { Database } from '../../../src/storage/database.ts'
import { LI_LEI, MINUTE, onEveryDatabase, PIN, VISIT } from '../../support/people.ts'

interface Column {
  readonly table_name: string
  readonly column_name: string
}

/** Every column of every table in which the bytes of a text occur, or which is nothing else, as 'table.column'. */
async function whereIs(db: Database, text: string, how: 'inside' | 'whole' = 'inside'): Promise<string[]> {
  const columns = await db.query<Column>(
    `select table_name, column_name from information_schema.columns where table_schema = 'public' order by 1, 2`,
  )
  const found: string[] = []
  for (const { table_name, column_name } of columns) {
    const rows = await db.query<{ value: unknown }>(
      `select "${column_name}" as value from "${table_name}" where "${column_name}" is not null`,
    )
    const has = (bytes: Buffer) => (how === 'whole' ? bytes.equals(Buffer.from(text)) : bytes.includes(text))
    if (rows.some(({ value }) => has(bytesOf(value)))) found.push(`${table_name}.${column_name}`)
  }
  return found
}

const bytesOf = (value: unknown): Buffer =>
  value instanceof Uint8Array
    ? Buffer.from(value)
    : Buffer.from(typeof value === 'object' ? JSON.stringify(value) : String(value))

onEveryDatabase('personal data at rest', (open) => {
  it('stands in no column of any table, neither half way nor after', async () => {
    const people = await open()
    const { bank, db, outside, clock, logged } = people
    const openid = 'openid-of-li-lei-planted'
    const complaint = '我的名字叫李雷，请回电'
    const onWechat = await people.wechat(openid)
    const form = people.form()
    await bank.bindings.submit(onWechat, form)
    const agreementCode = outside.codeFor(LI_LEI.mobile)
    clock.forward(MINUTE)
    await bank.sessions.requestSmsCode({ mobile: LI_LEI.mobile }, VISIT)
    const smsCode = outside.codeFor(LI_LEI.mobile)

    const half = [LI_LEI.name, LI_LEI.idNumber, LI_LEI.mobile, LI_LEI.cardNumber, openid, VISIT.address]
    for (const plain of half) expect(await whereIs(db, plain), plain).toEqual([])

    const confirmation = await people.confirmation(onWechat, agreementCode)
    const { account } = await bank.bindings.confirm(onWechat, form.id, confirmation)
    const h5 = await bank.sessions.signIn({ by: 'sms', mobile: LI_LEI.mobile, code: smsCode }, VISIT)
    const authorised = await bank.pins.authorise(onWechat, {
      pin: await people.pin(onWechat, 'authorise'),
      order: { kind: 'topup', orderId: v7(), cardId: v7(), amount: 100 },
    })
    await bank.complaints.make(onWechat, { id: v7(), topic: 'service', text: complaint })

    const planted = {
      ...LI_LEI,
      openid,
      address: VISIT.address,
      accountNumber: account?.number ?? '',
      complaint,
      token: h5.token,
      authorisation: authorised.token,
    }
    for (const [what, plain] of Object.entries(planted)) {
      expect(plain, what).not.toBe('')
      expect(await whereIs(db, plain), what).toEqual([])
      expect(logged.join('\n'), what).not.toContain(plain)
    }
    // Six digits may occur by chance in a number; as whole values they must not.
    for (const digits of [PIN, agreementCode, smsCode]) expect(await whereIs(db, digits, 'whole'), digits).toEqual([])

    // The control: the same search finds what does stand there, as text, inside JSON and as bytes.
    expect(await whereIs(db, VISIT.device)).toEqual(['sessions.device'])
    expect(await whereIs(db, VISIT.device, 'whole')).toEqual(['sessions.device'])
    expect(await whereIs(db, account?.id ?? '')).toContain('writes.answer')
    await db.query('update customers set mobile_sealed = $1', [Buffer.from(`x${LI_LEI.mobile}`)])
    expect(await whereIs(db, LI_LEI.mobile)).toEqual(['customers.mobile_sealed'])
  })

  it('what the law asks at opening is kept: diligence, validity, the consents with version and instant', async () => {
    const people = await open()
    const { db, clock } = people
    const caller = await people.wechat('openid-li-lei')
    await people.open(caller)
    const consents = await db.query('select kind, version, given_at from consents order by kind')
    expect(consents).toEqual([
      { kind: 'agreement', version: '2026-11', given_at: clock.now() },
      // A clause of the agreement, that can be taken back alone.
      { kind: 'interbank-verification', version: '2026-11', given_at: clock.now() },
      { kind: 'sensitive-data', version: '2026-11', given_at: clock.now() },
    ])
    const [customer] = await db.query('select id_valid_until, became_customer_at from customers')
    expect(customer).toEqual({ id_valid_until: '2035-05-15', became_customer_at: clock.now() })
    expect(await db.query('select id from customers where diligence_sealed is not null')).toHaveLength(1)
    // The form itself is gone once customer and card stand.
    expect(await db.query('select id from bindings where form_sealed is not null')).toEqual([])
  })
})
