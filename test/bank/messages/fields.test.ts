import { expect, it } from 'vitest'
import { arrivalFields, MOST_FEN } from '../../../src/bank/messages/fields.ts'
import { TEMPLATES, wrongField } from '../../../src/sandbox/wechat/templates.ts'

const at = Date.parse('2026-03-05T09:07:59+08:00')
const fieldsFor = (payer: string, amount = 1) => arrivalFields({ payer, amount, at, last4: '7430' })
/** As WeChat holds a message against its template. */
const wrong = (fields: Record<string, string>) => {
  const [arrival] = TEMPLATES
  if (!arrival) throw new Error('no template')
  return wrongField(arrival, Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }])))
}

it('a message says who paid, how much, when and onto which account', () => {
  expect(fieldsFor('**雷', 2_864_052)).toEqual({
    thing1: '**雷',
    amount2: '28640.52元',
    time3: '2026年3月5日 09:07',
    thing4: '尾号7430的账户',
  })
})

it.each([
  [
    'a name of twenty characters, in full',
    '中国（上海）自由贸易试验区国际贸易集团总公司',
    '中国（上海）自由贸易试验区国际贸易集团…',
  ],
  [
    'a long name, shortened and seen to be',
    '北京市朝阳区第三建筑安装工程有限责任公司第五分公司',
    '北京市朝阳区第三建筑安装工程有限责任公…',
  ],
  ['a name with characters of two code units, not cut in half', '𠮷'.repeat(21), `${'𠮷'.repeat(19)}…`],
  ['a name of twenty exactly', '字'.repeat(20), '字'.repeat(20)],
  ['a name in another script', '**·买买提', '**·买买提'],
  ['no name any more', '', '—'],
])('%s', (_, payer, shown) => {
  const fields = fieldsFor(payer)
  expect(fields.thing1).toBe(shown)
  expect(wrong(fields)).toBeUndefined()
})

it.each([1, 100, 123_450, MOST_FEN])('%i fen fit into WeChat’s amount', (amount) => {
  expect(wrong(fieldsFor('**雷', amount))).toBeUndefined()
})

it('one fen more would not: such a transfer is told by SMS', () => {
  expect(wrong(fieldsFor('**雷', MOST_FEN + 1))).toBe('amount2')
})
