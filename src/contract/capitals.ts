import type { Fen } from './money.ts'

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖']
const PLACES = ['', '拾', '佰', '仟']
const SECTIONS = ['', '万', '亿', '万亿']

/** Four digits in capitals without their section's unit: 1409 → 壹仟肆佰零玖. */
function section(value: number): string {
  let text = ''
  let zero = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10
    if (digit === 0) {
      zero = text !== ''
      continue
    }
    text += `${zero ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`
    zero = false
  }
  return text
}

/**
 * An amount as Chinese banks write it on cheques: 140950 fen → 人民币壹仟肆佰零玖元伍角.
 * Source: 支付结算办法, annex 正确填写票据和结算凭证的基本规定. Ends at 元: add 整; with 分: none; inner zeros become one 零.
 */
export function inCapitals(amount: Fen): string {
  const yuan = Math.floor(Math.abs(amount) / 100)
  const jiao = Math.floor(Math.abs(amount) / 10) % 10
  const cent = Math.abs(amount) % 10
  let whole = ''
  let zero = false
  for (let at = 3; at >= 0; at--) {
    const value = Math.floor(yuan / 10 ** (at * 4)) % 10_000
    if (value === 0) {
      zero = whole !== ''
      continue
    }
    whole += `${whole !== '' && (zero || value < 1000) ? '零' : ''}${section(value)}${SECTIONS[at]}`
    zero = false
  }
  const head = `人民币${amount < 0 ? '负' : ''}${whole ? `${whole}元` : ''}`
  if (jiao === 0 && cent === 0) return whole ? `${head}整` : '人民币零元整'
  const gap = whole !== '' && jiao === 0 ? '零' : ''
  return `${head}${gap}${jiao ? `${DIGITS[jiao]}角` : ''}${cent ? `${DIGITS[cent]}分` : ''}`
}
