import { expect, it } from 'vitest'
import { OutsideError } from '../../../src/connectors/outside.ts'
import { HAN_MEI, HOUR, LI_LEI, onEveryDatabase, type People } from '../../support/people.ts'

const checks = ({ outside }: People) => outside.asked.filter((operation) => operation === 'citizens.check').length

onEveryDatabase('name and ID number', (open) => {
  it('are asked about beside the card, once for a person while the answer holds', async () => {
    const people = await open()
    const { bank, clock } = people
    const visitor = await people.wechat('openid-li-lei')
    await bank.bindings.submit(visitor, people.form())
    clock.forward(HOUR)
    await bank.bindings.submit(visitor, people.form())
    expect(checks(people)).toBe(1)
    clock.forward(180 * 24 * HOUR)
    await bank.bindings.submit(await people.wechat('openid-li-lei'), people.form())
    expect(checks(people)).toBe(2)
  })

  it('that do not belong together are told at the ID number, and no code is sent', async () => {
    const people = await open()
    const { bank, outside, clock } = people
    const visitor = await people.wechat('openid-li-lei')
    for (const [result, code] of [
      ['mismatch', 'ID_NOT_CONFIRMED'],
      ['no-such-person', 'ID_NOT_FOUND'],
    ] as const) {
      outside.doubt(LI_LEI, result)
      expect(await people.refusal(bank.bindings.submit(visitor, people.form()))).toMatchObject({
        code,
        field: 'idNumber',
      })
      // Asked again the same day, it is the same answer without another question.
      const asked = checks(people)
      expect(await people.refusal(bank.bindings.submit(visitor, people.form()))).toMatchObject({ code })
      expect(checks(people)).toBe(asked)
      clock.forward(24 * HOUR)
    }
    expect(outside.inbox).toEqual([])
    expect(await people.db.query('select id from bindings')).toEqual([])
  })

  it('of whom the card’s bank says no are told nothing more', async () => {
    const people = await open()
    const visitor = await people.wechat('openid-li-lei')
    people.outside.doubt({ ...LI_LEI, name: '李磊' }, 'mismatch')
    const guess = people.form({ name: '李磊' })
    expect(await people.refusal(people.bank.bindings.submit(visitor, guess))).toMatchObject({ code: 'CARD_MISMATCH' })
  })

  it('cannot be checked while the network is down: told so, and the same form goes on later', async () => {
    const people = await open()
    const visitor = await people.wechat('openid-li-lei')
    const form = people.form()
    people.outside.failNext('citizens.check', new OutsideError('citizens', 'unknown', 'no answer in time'))
    await expect(people.bank.bindings.submit(visitor, form)).rejects.toThrow('OUTSIDE_UNAVAILABLE')
    expect((await people.bank.bindings.submit(visitor, form)).state).toBe('code-sent')
    expect(people.outside.inbox).toHaveLength(1)
  })

  it('and the answer stand nowhere in the clear', async () => {
    const people = await open()
    await people.bank.bindings.submit(await people.wechat('openid-han-mei'), people.form(HAN_MEI))
    const rows = await people.db.query<{ row: string }>('select t::text as row from id_checks t')
    expect(rows).toHaveLength(1)
    for (const plain of [HAN_MEI.name, HAN_MEI.idNumber, 'match']) {
      expect(rows[0]?.row).not.toContain(plain)
      expect(rows[0]?.row).not.toContain(Buffer.from(plain).toString('hex'))
    }
  })
})
