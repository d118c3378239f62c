import theme from './theme.json'

/**
 * WeChat takes its colours and icons by name from theme.json and changes them with the system; the others begin light
 * and are coloured at run time (ui/Page/tabs.ts).
 */
const themed = <N extends keyof typeof theme.light>(name: N): string =>
  process.env.TARO_ENV === 'weapp' ? `@${name}` : theme.light[name]

const tab = (name: 'home' | 'products' | 'statement' | 'me', text: string) => ({
  pagePath: `pages/${name}/index`,
  text,
  iconPath: themed(name),
  selectedIconPath: themed(`${name}Chosen`),
})

export default defineAppConfig({
  pages: ['pages/home/index', 'pages/products/index', 'pages/statement/index', 'pages/me/index', 'pages/product/index'],
  subPackages: [
    { root: 'sign-in', pages: ['index'] },
    { root: 'bind', pages: ['index', 'code', 'opened', 'more', 'details'] },
    { root: 'cards', pages: ['index', 'bind', 'code'] },
    { root: 'security', pages: ['number', 'pin', 'reset', 'recover'] },
    { root: 'topup', pages: ['index', 'result'] },
    { root: 'transfer', pages: ['index', 'amount', 'result', 'card', 'card-result', 'order', 'orders', 'return'] },
    { root: 'claimable', pages: ['index', 'sent', 'open'] },
    { root: 'request', pages: ['index', 'sent', 'pay'] },
    { root: 'deposit', pages: ['index', 'result', 'holding'] },
    { root: 'account', pages: ['index', 'closure', 'own-limits'] },
    { root: 'statement', pages: ['entry'] },
    { root: 'lookback', pages: ['index', 'months', 'export', 'receipt'] },
    { root: 'privacy', pages: ['index'] },
    { root: 'identify', pages: ['index'] },
    { root: 'complaint', pages: ['index'] },
  ],
  // The next steps from where a person stands; a few tens of KB, so on any network.
  preloadRule: {
    'pages/home/index': { network: 'all', packages: ['transfer', 'topup'] },
    'pages/product/index': { network: 'all', packages: ['sign-in', 'bind', 'deposit'] },
  },
  window: {
    navigationStyle: 'custom',
    // Only Moments' single page has WeChat's bar.
    navigationBarBackgroundColor: themed('bg'),
    navigationBarTextStyle: themed('navigation') as 'black',
    backgroundTextStyle: themed('textStyle') as 'dark',
    backgroundColor: themed('bg'),
    // Amounts are not to be read in the task switcher.
    visualEffectInBackground: 'hidden',
  },
  tabBar: {
    color: themed('quiet'),
    selectedColor: themed('chosen'),
    backgroundColor: themed('bar'),
    borderStyle: themed('line') as 'black',
    list: [tab('home', '首页'), tab('products', '理财'), tab('statement', '账单'), tab('me', '我的')],
  },
  // In a browser pages change at once: what is fixed in a page stays where it is.
  animation: false,
  darkmode: true,
  themeLocation: 'theme.json',
  lazyCodeLoading: 'requiredComponents',
  // WeChat asks for consent to its privacy guide before an API that reads personal data is called.
  __usePrivacyCheck__: true,
})
