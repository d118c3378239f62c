import { expect, it } from 'vitest'
import { onEveryDatabase } from '../../support/people.ts'

onEveryDatabase('what a person agrees to', (open) => {
  it('is listed with what it is for; the account opens without what it does not need', async () => {
    const people = await open()
    const caller = await people.wechat('openid-li-lei')
    const { consents } = await people.bank.personalData.consents(caller)
    expect(consents.map(({ purpose, needed, given, last }) => [purpose, needed, given, last])).toEqual([
      ['agreement', true, false, null],
      ['sensitive-data', true, false, null],
      ['interbank-verification', false, false, null],
      ['marketing-messages', false, false, null],
    ])
    for (const { title, about } of consents) expect(title.length * about.length).toBeGreaterThan(0)
    const english = await people.bank.personalData.consents({ ...caller, language: 'en' })
    expect(english.consents.at(-1)?.title).toBe('Messages about products')
    // Refused: the account opens all the same, and only what its form asked for was given.
    await people.open(caller)
    const after = await people.bank.personalData.consents(caller)
    const at = people.clock.now()
    expect(after.consents.map(({ given, last }) => [given, last])).toEqual([
      [true, { version: '2026-11', at }],
      [true, { version: '2026-11', at }],
      // A clause of the agreement, that can be taken back alone.
      [true, { version: '2026-11', at }],
      [false, null],
    ])
  })

  it('keeps every giving and taking back as a row, and none for what stands already', async () => {
    const people = await open()
    const { bank, clock, db } = people
    const caller = await people.wechat('openid-li-lei')
    const set = async (given: boolean) => {
      clock.forward(1000)
      const { consents } = await bank.personalData.consent(caller, 'marketing-messages', { given, version: '2026-11' })
      return consents.find(({ purpose }) => purpose === 'marketing-messages')?.given
    }
    expect(await set(false)).toBe(false)
    expect([await set(true), await set(true), await set(false), await set(true)]).toEqual([true, true, false, true])
    await Promise.all([set(false), set(false)])
    const rows = await db.query<{ given: boolean }>(
      `select given from consents where kind = 'marketing-messages' order by number`,
    )
    expect(rows.map(({ given }) => given)).toEqual([true, false, true, false])
  })

  it('is agreed to as it reads today, and what an account needs ends with the account alone', async () => {
    const people = await open()
    const { bank, db } = people
    const caller = await people.wechat('openid-li-lei')
    await people.open(caller)
    const refused = (purpose: 'agreement' | 'marketing-messages', given: boolean, version: string) =>
      people.refusal(bank.personalData.consent(caller, purpose, { given, version }))
    expect(await refused('agreement', false, '2026-11')).toMatchObject({ code: 'CONSENT_NEEDED', field: 'given' })
    expect(await refused('marketing-messages', true, '2025-01')).toMatchObject({ code: 'CONSENT_TEXT_CHANGED' })
    // A new text is a row with its date; before it nothing changes, from then on the old one is not agreed to any more.
    await db.query(
      `insert into consent_texts select purpose, '2026-12', '2026-12-01', needed, title_zh, title_en, about_zh, about_en
       from consent_texts where purpose = 'marketing-messages' and version = '2026-11'`,
    )
    try {
      await bank.personalData.consent(caller, 'marketing-messages', { given: true, version: '2026-11' })
      people.clock.forward(10 * 86_400_000)
      expect(await refused('marketing-messages', true, '2026-11')).toMatchObject({ code: 'CONSENT_TEXT_CHANGED' })
      const now = await bank.personalData.consent(caller, 'marketing-messages', { given: true, version: '2026-12' })
      expect(now.consents.at(-1)).toMatchObject({ given: true, last: { version: '2026-12' } })
    } finally {
      await db.query(`delete from consent_texts where version = '2026-12'`)
    }
  })
})
