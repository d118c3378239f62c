import Taro from '@tarojs/taro'

/** Every page by its name: who opens one names it, and a path that moves moves here alone. */
export const PAGES = {
  home: '/pages/home/index',
  products: '/pages/products/index',
  statement: '/pages/statement/index',
  me: '/pages/me/index',
  product: '/pages/product/index',
  'sign-in': '/sign-in/index',
  bind: '/bind/index',
  'bind-code': '/bind/code',
  'bind-opened': '/bind/opened',
  'bind-more': '/bind/more',
  'bind-details': '/bind/details',
  cards: '/cards/index',
  'card-bind': '/cards/bind',
  'card-code': '/cards/code',
  number: '/security/number',
  pin: '/security/pin',
  'pin-reset': '/security/reset',
  recover: '/security/recover',
  topup: '/topup/index',
  'topup-result': '/topup/result',
  transfer: '/transfer/index',
  'transfer-amount': '/transfer/amount',
  'transfer-result': '/transfer/result',
  'transfer-card': '/transfer/card',
  'card-transfer-result': '/transfer/card-result',
  'transfer-order': '/transfer/order',
  'transfer-orders': '/transfer/orders',
  'transfer-return': '/transfer/return',
  claim: '/claimable/index',
  'claim-sent': '/claimable/sent',
  'claim-open': '/claimable/open',
  request: '/request/index',
  'request-sent': '/request/sent',
  'request-pay': '/request/pay',
  deposit: '/deposit/index',
  'deposit-result': '/deposit/result',
  holding: '/deposit/holding',
  account: '/account/index',
  closure: '/account/closure',
  'own-limits': '/account/own-limits',
  entry: '/statement/entry',
  search: '/lookback/index',
  months: '/lookback/months',
  export: '/lookback/export',
  receipt: '/lookback/receipt',
  privacy: '/privacy/index',
  identify: '/identify/index',
  complaint: '/complaint/index',
} as const
export type PageName = keyof typeof PAGES
const TABS: readonly PageName[] = ['home', 'products', 'statement', 'me']

const address = (name: PageName, query: Readonly<Record<string, string | undefined>>): string => {
  const parts = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const text = parts.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')
  return text ? `${PAGES[name]}?${text}` : PAGES[name]
}

type Query = Readonly<Record<string, string | undefined>>

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** What `open` was given. It comes as it stands in the address, or decoded already when a browser opened the address itself. */
export const readQuery = (params: Query): Query =>
  Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, typeof value === 'string' ? decoded(value) : value]),
  )

/** Opens a page. A tab is switched to; the tenth page deep takes the place of the ninth, for WeChat allows ten. */
export function open(name: PageName, query: Readonly<Record<string, string | undefined>> = {}): void {
  if (TABS.includes(name)) void Taro.switchTab({ url: PAGES[name] })
  else if (Taro.getCurrentPages().length >= 9) void Taro.redirectTo({ url: address(name, query) })
  else void Taro.navigateTo({ url: address(name, query) })
}

/** Opens a page in place of this one: a result is not gone back from into the form. */
export function replace(name: PageName, query: Readonly<Record<string, string | undefined>> = {}): void {
  if (TABS.includes(name)) void Taro.switchTab({ url: PAGES[name] })
  else void Taro.redirectTo({ url: address(name, query) })
}

/** One page back; from a page that was opened first (a shared card), to the first screen. */
export function back(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else void Taro.switchTab({ url: PAGES.home })
}
