/** What people do on their phones, step by step. The same steps lead through WeChat and through a browser. */
import { expect } from 'vitest'
import { PERSONAS } from '../../src/sandbox/personas.ts'
import type { TestPhone } from '../support/phone.ts'
import { BrowserPhone } from './browser-phone.ts'
import { type Minibank, persona } from './minibank.ts'

/** The PIN that newcomers of these stories choose. */
export const NEW_PIN = '714203'
/** The PIN of the sandbox's customers. */
export const PIN = '258036'

const SUBMIT = '#submit'

/** The card, and what the law asks; nothing is submitted and no consent is given. */
export async function fillForm(phone: TestPhone, who: string, { card = 0 } = {}): Promise<void> {
  await fillElements(phone, who, card)
  await chooseRest(phone)
}

/** What the card's bank is asked. */
async function fillElements(phone: TestPhone, who: string, card: number): Promise<void> {
  const { cards, name, idNumber, mobile } = persona(who)
  await phone.type('#card-number', cards[card]?.number ?? '')
  await phone.type('#name', name)
  await phone.type('#id-number', idNumber)
  await phone.type('#mobile', mobile)
}

/** What of the form is chosen and not typed. */
export async function chooseRest(phone: TestPhone): Promise<void> {
  await chooseDiligence(phone)
  await choose(phone, 'tax', 'mainland')
}

/** What Class II asks beyond the elements. */
export async function chooseDiligence(phone: TestPhone): Promise<void> {
  await choose(phone, 'occupation', 'employee')
  await chooseArea(phone)
  await phone.tap('#id-life-life')
}

/** An answer of a sheet. */
export async function choose(phone: TestPhone, question: string, answer: string): Promise<void> {
  await phone.tap(`#${question}`)
  await phone.tap(`#${question}-${answer}`)
  await phone.gone(`#${question}-${answer}`)
}

async function chooseArea(phone: TestPhone): Promise<void> {
  if (!(phone instanceof BrowserPhone)) return phone.pick('#area', '北京市', '北京市', '朝阳区')
  await phone.tap('#area')
  await phone.tap('#area-110000')
  await phone.tap('#area-110105')
}

export async function consent(phone: TestPhone): Promise<void> {
  await phone.tap('#agree')
  await phone.tap('#agree-sensitive')
}

/** Sends the form and types the code that the card's bank sends. */
export async function proveMobile(phone: TestPhone, minibank: Minibank, mobile: string): Promise<void> {
  const [last] = await minibank.inbox(mobile)
  await phone.tap(SUBMIT)
  await phone.onPage('bind/code')
  await phone.type('#code', await minibank.codeAfter(mobile, last?.id))
  await phone.tap('#to-pin')
}

/** The PIN, twice. */
export async function setPin(phone: TestPhone, pin = NEW_PIN): Promise<void> {
  await phone.see('6 位数字，转账、转入、存入时要用。不要用生日和手机号')
  await phone.password(pin)
  await phone.see('和刚才输入的一样')
  await phone.password(pin)
}

/** From the empty form to the open account. */
export async function openAccount(phone: TestPhone, minibank: Minibank, who: string): Promise<void> {
  await fillForm(phone, who)
  await agreeAndProve(phone, minibank, who)
}

/** From the empty form to a light account, of which the law asks less. */
export async function openLightAccount(phone: TestPhone, minibank: Minibank, who: string): Promise<void> {
  await fillElements(phone, who, 0)
  await choose(phone, 'tax', 'mainland')
  await agreeAndProve(phone, minibank, who)
}

async function agreeAndProve(phone: TestPhone, minibank: Minibank, who: string): Promise<void> {
  await consent(phone)
  await proveMobile(phone, minibank, persona(who).mobile)
  await setPin(phone)
  await phone.onPage('bind/opened')
}

/** The cross of the sheet; WeChat's capsule has one of the same name. */
export async function closeSheet(phone: TestPhone): Promise<void> {
  await phone.page.locator('.sheet__close:visible').click()
  await phone.page.locator('.sheet:visible').waitFor({ state: 'hidden' })
}

/** An amount on the keypad, such as '200.5'. */
export async function key(phone: TestPhone, amount: string): Promise<void> {
  for (const digit of amount) await phone.tap(`#key-${digit === '.' ? 'point' : digit}`)
}

/** Takes back what was keyed. */
export async function erase(phone: TestPhone, keys: number): Promise<void> {
  for (let pressed = 0; pressed < keys; pressed++) await phone.tap('#key-delete')
}

/** The PIN of an order, on its sheet. */
export async function enterPin(phone: TestPhone, pin = PIN): Promise<void> {
  await phone.see('#pin-subject')
  await phone.password(pin)
}

/** The amount of an order on its form, and the PIN for it. */
export async function placeOrder(phone: TestPhone, yuan: string, pin = PIN): Promise<void> {
  await key(phone, yuan)
  await phone.tap(SUBMIT)
  await enterPin(phone, pin)
}

/** From the first screen: brings money in from the bound card and waits for its result. */
export async function topUp(phone: TestPhone, yuan: string, pin = PIN): Promise<void> {
  await phone.tap('#do-topup')
  await keyTopUp(phone, yuan, pin)
}

/** On the top-up's page already. */
export async function keyTopUp(phone: TestPhone, yuan: string, pin = PIN): Promise<void> {
  await phone.onPage('topup/index')
  await placeOrder(phone, yuan, pin)
  await phone.onPage('topup/result')
}

/** From the first screen to the amount of a transfer. */
export async function findPayee(phone: TestPhone, mobile: string): Promise<void> {
  await phone.tap('#do-transfer')
  await phone.type('#payee-mobile', mobile)
  await phone.tap('#find')
  await tellSurname(phone, mobile)
}

/** From anywhere to the amount for a bank card that was not paid before, with its holder's name. */
export async function tellCard(phone: TestPhone, cardNumber: string, name: string): Promise<void> {
  await phone.relaunch({ path: 'transfer/index' })
  await phone.type('#payee-mobile', cardNumber)
  await phone.tap('#find')
  await phone.see('#name-sheet')
  await phone.type('#holder', name)
  await phone.tap('#name-yes')
  await phone.onPage('transfer/card')
}

/** Of whom was not paid before the surname is asked for; who may not be paid is told at the number. */
export async function tellSurname(phone: TestPhone, mobile: string): Promise<void> {
  const asked = () => phone.sees('#surname-sheet')
  await expect
    .poll(async () => {
      const refused = (await phone.sees('#payee-mobile-error')) || (await phone.sees('#problem'))
      return refused || (await asked()) || (await phone.path()) === 'transfer/amount'
    })
    .toBe(true)
  if (!(await asked())) return
  const [surname = ''] = PERSONAS.find((one) => one.mobile === mobile)?.name ?? ''
  // A browser's field that has come just now may not hear the first key.
  const taken = () => phone.page.locator('#surname-yes:visible').isEnabled()
  await expect.poll(() => phone.type('#surname', surname).then(taken)).toBe(true)
  await phone.tap('#surname-yes')
}

/** From the first screen: sends money and waits for the receipt. */
export async function send(phone: TestPhone, mobile: string, yuan: string, pin = PIN): Promise<void> {
  await findPayee(phone, mobile)
  await phone.onPage('transfer/amount')
  await placeOrder(phone, yuan, pin)
  await phone.onPage('transfer/result')
}

/** What stands on the screen, in one text. */
export const read = async (phone: TestPhone): Promise<string> => (await phone.texts()).join('\n')

/** Waits until all of these stand on the screen, whole or within a line. */
export async function seeAll(phone: TestPhone, ...words: (string | RegExp)[]): Promise<void> {
  for (const word of words) {
    await expect
      .poll(() => read(phone), { message: String(word) })
      .toMatch(typeof word === 'string' ? new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : word)
  }
}

/** What a field or figure says is wrong: told next to it. */
export const problemAt = (phone: TestPhone, field: string): Promise<string> => phone.text(`#${field}-error`)
