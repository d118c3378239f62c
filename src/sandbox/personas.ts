/**
 * The people of the sandbox, with fixed ids: who they are, the cards they hold elsewhere, and which story each is for.
 * All check digits are right; the area code of the ID numbers (110199) was never given out, so they are nobody's.
 */
import { recogniseCard } from '../contract/banks.ts'

/** This bank's own Class I cards, as its core issues them: their first six digits, and the bank. */
const OWN = { bin: '623191', bank: { code: '402602000018', zh: '迷你银行（演示）' } } as const

export const isClassOne = (cardNumber: string): boolean => cardNumber.startsWith(OWN.bin)

/** A card at another bank, or of this one. */
export interface PersonaCard {
  readonly number: string
  /** As the card's bank classes it: only Class I and credit cards may be bound. */
  readonly kind: 'class-I' | 'class-II' | 'credit'
  readonly state: 'normal' | 'frozen'
  /** Fen at the start; for a credit card what is left of its limit. */
  readonly balance: number
}

export interface Persona {
  readonly id: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly about: { readonly zh: string; readonly en: string }
  readonly name: string
  /** As the citizen-ID network has it, where that is another one. */
  readonly registeredName?: string
  readonly mobile: string
  readonly idNumber: string
  readonly openid: string
  readonly cards: readonly PersonaCard[]
  /** The PIN that the demonstration sets, or null for who is no customer yet. */
  readonly pin: string | null
  readonly care: boolean
  /** WeChat calls this person high-risk (40226). */
  readonly blocked: boolean
}

const card = (
  number: string,
  kind: PersonaCard['kind'],
  balance: number,
  state: PersonaCard['state'] = 'normal',
): PersonaCard => ({ number, kind, balance, state })

export const PERSONAS: readonly Persona[] = [
  {
    id: 'li-lei',
    title: { zh: '新客户 李雷', en: 'Li Lei, newcomer' },
    about: {
      zh: '还没有开户。除招商银行卡外，另有 II 类卡（不能绑）、余额不足的卡和冻结的卡各一张',
      en: 'Has no account yet. Beside the CMB card: a Class II card (cannot be bound), one without money, one frozen',
    },
    name: '李雷',
    mobile: '13800138000',
    idNumber: '110199199503181012',
    openid: 'oSANDBOX0000000000000-li-lei',
    cards: [
      card('6225881414207430', 'class-I', 50_000_00),
      card('6212260200123450013', 'class-II', 3_000_00),
      card('6228480400567890027', 'class-I', 37),
      card('6216600100987650031', 'class-I', 20_000_00, 'frozen'),
    ],
    pin: null,
    care: false,
    blocked: false,
  },
  {
    id: 'chen-hua',
    title: { zh: '老客户 陈华', en: 'Chen Hua, customer with money' },
    about: {
      zh: '有余额，在网点核实过身份，可以收别人的转账',
      en: 'Has money and was identified at a branch, so others can pay into the account',
    },
    name: '陈华',
    mobile: '13800138001',
    idNumber: '110199198806122023',
    openid: 'oSANDBOX00000000000-chen-hua',
    cards: [card('6217001234000110047', 'class-I', 200_000_00), card('6225758812345006', 'credit', 30_000_00)],
    pin: '258036',
    care: false,
    blocked: false,
  },
  {
    id: 'li-xiuying',
    title: { zh: '长辈 李秀英', en: 'Li Xiuying, seventy, care mode' },
    about: { zh: '七十岁，使用长辈模式', en: 'Seventy years old; uses care mode' },
    name: '李秀英',
    mobile: '13700137002',
    idNumber: '110199195609093047',
    openid: 'oSANDBOX000000000-li-xiuying',
    cards: [card('6217991300012340070', 'class-I', 120_000_00)],
    pin: '258036',
    care: true,
    blocked: false,
  },
  {
    id: 'han-mei',
    title: { zh: '线上开户 韩梅', en: 'Han Mei, opened online' },
    about: {
      zh: '线上开的户，没到网点核实过，还不能收别人的转账。她分享了一张产品卡片',
      en: 'Opened online and not identified at a branch, so cannot receive from others. Shared a product card',
    },
    name: '韩梅',
    mobile: '13600136003',
    idNumber: '110199199202244067',
    openid: 'oSANDBOX000000000000-han-mei',
    cards: [card('6222620101000220061', 'class-I', 60_000_00)],
    pin: '258036',
    care: false,
    blocked: false,
  },
  // Screening
  {
    id: 'zhou-kui',
    title: { zh: '涉诈名单 周奎', en: 'Zhou Kui, on the fraud list' },
    about: {
      zh: '因出售账户被公安认定，2027-06-01 前不能新开账户',
      en: 'Identified by the police as an account seller: opens no account before 2027-06-01',
    },
    name: '周奎',
    mobile: '13400134005',
    idNumber: '110199199208175015',
    openid: 'oSANDBOX00000000000-zhou-kui',
    cards: [card('6225888007654324', 'class-I', 8_000_00)],
    pin: null,
    care: false,
    blocked: false,
  },
  {
    id: 'wang-qiang',
    title: { zh: '同名 王强', en: 'Wang Qiang, a namesake' },
    about: {
      zh: '与制裁名单上的一个人同名，名单没写出生日期。开户要等工作人员核对',
      en: 'Bears the name of somebody on the sanctions list, which gives no birth date: staff looks before he may open',
    },
    name: '王强',
    mobile: '13300133006',
    idNumber: '110199199005056016',
    openid: 'oSANDBOX000000000-wang-qiang',
    cards: [card('621700700012345097', 'class-I', 15_000_00)],
    pin: null,
    care: false,
    blocked: false,
  },
  {
    id: 'sun-yan',
    title: { zh: '改过名 孙艳', en: 'Sun Yan, changed her name' },
    about: {
      zh: '户口上已改名孙妍，银行卡还是旧名。名字和身份证号对不上',
      en: 'The register has her new name, her card still the old one: name and ID number do not belong together',
    },
    name: '孙艳',
    registeredName: '孙妍',
    mobile: '13200132007',
    idNumber: '110199198711207024',
    openid: 'oSANDBOX000000000000-sun-yan',
    cards: [card('622848040012345909', 'class-I', 30_000_00)],
    pin: null,
    care: false,
    blocked: false,
  },
  {
    id: 'zhao-hu',
    title: { zh: '被拦截 赵虎', en: 'Zhao Hu, blocked by WeChat' },
    about: {
      zh: '微信判为高风险用户，登录被拦截（40226）',
      en: 'WeChat calls him high-risk and blocks sign-in (40226)',
    },
    name: '赵虎',
    mobile: '13500135004',
    idNumber: '110199198507075052',
    openid: 'oSANDBOX000000000000-zhao-hu',
    cards: [card('6222020200334450083', 'class-I', 10_000_00)],
    pin: null,
    care: false,
    blocked: true,
  },
  // This bank's own Class I
  {
    id: 'gao-yuan',
    title: { zh: '本行老户 高远', en: 'Gao Yuan, holds a Class I card here' },
    about: {
      zh: '在网点开过本行 I 类户，卡在手里，还没有绑到微信里',
      en: 'Opened a Class I account at a branch of this bank long ago; the card is not linked here yet',
    },
    name: '高远',
    mobile: '13100131008',
    idNumber: '110199199104253015',
    openid: 'oSANDBOX00000000000-gao-yuan',
    cards: [card('6231910000123456786', 'class-I', 180_000_00), card('6217001234000220051', 'class-I', 5_000_00)],
    pin: null,
    care: false,
    blocked: false,
  },
]

export const NEWCOMER = 'li-lei'

export const findPersona = (id: string): Persona | undefined => PERSONAS.find((persona) => persona.id === id)

/** The bank of a card, as the networks name it. */
export function bankOf(cardNumber: string): { code: string; zh: string } {
  if (isClassOne(cardNumber)) return OWN.bank
  const known = recogniseCard(cardNumber)
  if (!known) throw new Error('a persona holds a card of a bank that the contract does not know')
  return known.bank
}
