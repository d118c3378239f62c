/** The verification networks that a bank may be a member of: each asks the bank that issued a card. */
export const NETWORKS = {
  unionpay: { zh: '银联账户信息共享', en: 'UnionPay account information' },
  'big-five': { zh: '五大行联盟', en: 'Alliance of five large banks' },
  'joint-stock': { zh: '股份制银行联盟', en: 'Alliance of joint-stock banks' },
  'city-banks': { zh: '城商行区域联盟', en: 'Regional alliance of city banks' },
} as const

export type NetworkId = keyof typeof NETWORKS

export const NETWORK_IDS = Object.keys(NETWORKS) as readonly NetworkId[]

export const isNetworkId = (text: string): text is NetworkId => Object.hasOwn(NETWORKS, text)
