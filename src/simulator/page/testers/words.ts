/** This page's words, Chinese first. The language is the page's own, not the phone's. */
import { kept, useObserved } from './observable.ts'

export type Language = 'zh' | 'en'

const WORDS = {
  about: [
    '住在聊天里的银行。手机里跑的是真正的微信小程序包',
    'A bank that lives in a chat. The phone runs the real WeChat package',
  ],
  demonstration: [
    '演示：{name}不是真的银行，请勿填写真实的身份证号和卡号',
    'A demonstration: {name} is no real bank. Do not enter real ID or card numbers',
  ],
  links: ['其他入口', 'Other ways in'],
  'link.h5': ['H5 网页版', 'In a browser (H5)'],
  'link.api': ['接口文档', 'API'],
  'link.metrics': ['指标', 'Metrics'],
  language: ['本页语言', 'Language of this page'],
  unreachable: ['银行没有回答，正在重试', 'The bank does not answer. Trying again'],
  panel: ['测试面板', 'Tester’s panel'],
  'panel.open': ['打开测试面板', 'Open the tester’s panel'],
  'panel.close': ['收起', 'Close'],
  phone: ['手机', 'The phone'],
  background: ['小程序在后台', 'In the background'],
  'background.about': ['就像回到了微信聊天列表', 'As if one had gone back to the chats'],
  'background.back': ['回到小程序', 'Come back'],
  'no-package': ['还没有可以运行的小程序包', 'There is no package to run yet'],
  retry: ['再试一次', 'Try again'],
  loading: ['正在装入小程序包', 'Loading the package'],

  people: ['谁拿着手机', 'Who holds the phone'],
  'people.tab': ['人物', 'People'],
  'people.none': ['等沙箱回答', 'Waiting for the sandbox'],
  mobile: ['手机号', 'Mobile'],
  'id-number': ['身份证', 'ID number'],
  pin: ['交易密码', 'PIN'],
  'pin.none': ['开户时自己设', 'To be set'],
  name: ['姓名', 'Name'],
  'card.class-II': ['II 类卡', 'Class II'],
  'card.credit': ['信用卡', 'Credit'],
  'card.frozen': ['已冻结', 'Frozen'],
  copy: ['填入或复制', 'Fill in or copy'],
  'copy.copied': ['已复制', 'Copied'],
  'copy.filled': ['已填入', 'Filled in'],

  launches: ['从哪里打开', 'Opened from'],
  'launch.plain': ['小程序列表', 'List'],
  'launch.card': ['好友的卡片', 'Card from a friend'],
  'launch.code': ['小程序码', 'Code'],
  'launch.moments': ['朋友圈', 'Moments'],

  look: ['手机的样子', 'Look of the phone'],
  theme: ['外观', 'Theme'],
  'theme.light': ['浅色', 'Light'],
  'theme.dark': ['深色', 'Dark'],
  size: ['字号', 'Text size'],
  'size.usual': ['标准', 'Usual'],
  'size.large': ['大字', 'Large'],
  'phone-language': ['语言', 'Language'],

  inbox: ['消息', 'Messages'],
  'inbox.whose': ['看谁的', 'Whose'],
  'inbox.mine': ['只看{name}', '{name} only'],
  'inbox.all': ['所有人', 'Everybody'],
  'inbox.none': [
    '还没有短信和微信消息。验证码和动账通知会出现在这里',
    'No messages yet. Codes and notices arrive here',
  ],
  'inbox.open': ['在手机上打开', 'Open on the phone'],
  'inbox.code': ['填入或复制验证码 {code}', 'Fill in or copy the code {code}'],
  'inbox.arrived': ['{from}：{text}', '{from}: {text}'],

  shares: ['聊天', 'Chat'],
  'shares.none': [
    '在手机里分享一个产品，卡片会出现在这里，再让别人点开',
    'Share a product on the phone: its card appears here, for somebody else to tap',
  ],
  'shares.from': ['{name}分享的', 'From {name}'],
  'shares.tap': ['谁来点开', 'Who taps it'],
  'shares.as': ['以{name}的身份点开这张卡片', 'Tap this card as {name}'],
  'shares.kind': ['小程序', 'Mini program'],

  clock: ['时间', 'Time'],
  'clock.now': ['银行的时间', 'Bank time'],
  'clock.real': ['和真实时间一致', 'The real time'],
  'clock.ahead': ['比真实时间快 {days}', '{days} ahead of the real time'],
  'clock.days': ['{n} 天', '{n} d'],
  'clock.hours': ['{n} 小时', '{n} h'],
  'clock.forward': ['往前走', 'Go forward'],
  'clock.hour': ['1 小时', '1 hour'],
  'clock.day': ['1 天', '1 day'],
  'clock.month': ['1 个月', '1 month'],
  'clock.year': ['1 年', '1 year'],
  'clock.date': ['走到这一天', 'Go to a day'],
  'clock.go': ['前往', 'Go'],
  'clock.about': [
    '时间只能往前。到期的存款会自己结清；回到今天要全部重来',
    'Time goes forward only. Deposits that fall due pay out by themselves; the way back is to start over',
  ],

  faults: ['故障', 'Failures'],
  'faults.on': ['{n} 处故障开着', 'Failures on: {n}'],
  'faults.off': ['全部关闭', 'All off'],
  network: ['手机的网络', 'Phone network'],
  'network.usual': ['正常', 'Usual'],
  'network.slow': ['慢', 'Slow'],
  'network.none': ['断开', 'Offline'],
  'system.wechat': ['微信', 'WeChat'],
  'system.citizens': ['公民身份', 'Citizen IDs'],
  'system.unionpay': ['银联核验', 'UnionPay'],
  'system.big-five': ['大行核验', 'Big five'],
  'system.joint-stock': ['股份核验', 'Joint-stock'],
  'system.city-banks': ['城商核验', 'City banks'],
  'system.ocr': ['照片识别', 'Reading photos'],
  'system.cards': ['卡系统', 'Card system'],
  'system.core': ['本行核心', 'Bank’s core'],
  'system.sms': ['短信', 'SMS centre'],
  'mode.none': ['正常', 'Usual'],
  'mode.late': ['迟', 'Late'],
  'mode.silent': ['不答', 'Silent'],
  'mode.refusing': ['拒绝', 'Refusing'],
  'mode.twice': ['两次', 'Twice'],
  'mode.bad-signature': ['假签', 'Forged'],
  'mode.other-question': ['答错', 'Astray'],
  'mode.invalid-message': ['残缺', 'Invalid'],
  messages: ['微信消息', 'WeChat messages'],
  'messages.taken': ['正常', 'Usual'],
  'messages.quota-used': ['额度用完', 'Quota used up'],
  'messages.banned': ['封禁', 'Banned'],
  delay: ['{what}：迟多少毫秒', '{what}: late by, ms'],
  ms: ['毫秒', 'ms'],

  log: ['记录', 'Log'],
  'log.kind': ['看什么', 'What to see'],
  'log.all': ['全部', 'All'],
  'log.request': ['请求', 'Requests'],
  'log.setData': ['setData', 'setData'],
  'log.outside': ['外部', 'Outside'],
  'log.trouble': ['出错', 'Trouble'],
  'log.clear': ['清空', 'Clear'],
  'log.none': ['手机一动，这里就会记下来', 'What the phone does is written here'],
  'log.answer.none': ['无应答', 'no answer'],
  'log.keys': ['{n} 个字段', 'keys: {n}'],

  audit: ['体检', 'Audit'],
  'audit.good': ['在微信的限度和我们的预算之内', 'Within the limits of WeChat and our budget'],
  'audit.bad': ['{n} 处超过限度', 'Beyond a limit: {n}'],
  'audit.wechat': ['微信的限度', 'limit of WeChat'],
  'audit.budget': ['我们的预算', 'our budget'],
  'figure.nodes': ['节点', 'Nodes'],
  'figure.depth': ['层数', 'Depth'],
  'figure.first': ['首次 setData', 'First setData'],
  'figure.largest': ['最大 setData', 'Largest setData'],
  'figure.rate': ['每秒 setData', 'setData a second'],
  'figure.render': ['首次渲染', 'First render'],
  'figure.children': ['子节点', 'Children'],
  'figure.request': ['请求', 'Request'],

  reset: ['全部重来', 'Start over'],
  'reset.ask': ['全部重来？', 'Start over?'],
  'reset.about': [
    '账户、流水、短信、时间和故障都回到最初，每部手机里存的东西也清空',
    'Accounts, history, messages, time and failures go back to the beginning, and the storage of every phone is emptied',
  ],
  'reset.yes': ['全部重来', 'Start over'],
  'reset.no': ['不了', 'No'],
  'reset.busy': ['正在重来，约十秒', 'Starting over, about ten seconds'],
  'reset.failed': ['没有成功：{why}', 'It failed: {why}'],
} as const satisfies { readonly [key: string]: readonly [zh: string, en: string] }

export type WordKey = keyof typeof WORDS

const language = kept<Language>(
  'language',
  navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en',
  (value): value is Language => value === 'zh' || value === 'en',
)

export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string

export function useWords(): { t: Say; language: Language; setLanguage(next: Language): void } {
  const now = useObserved(language)
  const t: Say = (key, values = {}) =>
    WORDS[key][now === 'zh' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  return { t, language: now, setLanguage: language.set }
}
