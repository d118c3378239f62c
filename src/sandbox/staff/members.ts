/** The bank's own people in the sandbox, as the provider of their sign-in knows them. */

export interface Member {
  /** The provider's subject: what the bank records. */
  readonly id: string
  readonly name: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly branch: string
  readonly roles: readonly string[]
}

export const MEMBERS: readonly Member[] = [
  {
    id: 'T0101',
    name: '周敏',
    title: { zh: '柜员', en: 'Teller' },
    branch: '中关村支行',
    roles: ['teller'],
  },
  {
    id: 'T0207',
    name: '吴刚',
    title: { zh: '柜员', en: 'Teller' },
    branch: '西单支行',
    roles: ['teller'],
  },
  {
    id: 'S0031',
    name: '何静',
    title: { zh: '客户服务', en: 'Customer service' },
    branch: '客户服务中心',
    roles: ['service'],
  },
  {
    id: 'S0032',
    name: '陈洁',
    title: { zh: '客户服务', en: 'Customer service' },
    branch: '客户服务中心',
    roles: ['service'],
  },
  {
    id: 'R0012',
    name: '孙涛',
    title: { zh: '风险管理', en: 'Risk' },
    branch: '风险管理部',
    roles: ['risk'],
  },
  {
    id: 'R0015',
    name: '林悦',
    title: { zh: '风险管理', en: 'Risk' },
    branch: '风险管理部',
    roles: ['risk'],
  },
  {
    id: 'O0003',
    name: '唐薇',
    title: { zh: '运营管理', en: 'Operations' },
    branch: '运营管理部',
    roles: ['operations'],
  },
  {
    id: 'C0044',
    name: '郑凯',
    title: { zh: '食堂（没有岗位权限）', en: 'Canteen, no role here' },
    branch: '后勤保障部',
    roles: ['canteen'],
  },
]

export const findMember = (id: string): Member | undefined => MEMBERS.find((member) => member.id === id)
