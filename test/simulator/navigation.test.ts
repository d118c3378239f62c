import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { closeBrowser, probe, type Stand, said, stand, TOUR, writePackage } from './stand.ts'

let bench: Stand
afterEach(() => bench.close())
afterAll(closeBrowser)

const run = async (code: string, more = {}) => {
  bench = await stand(await writePackage(probe(code, more)))
  return bench.run(await bench.open())
}

const refusal = `const why = (call) => call.then(() => 'ok', (error) => error.errMsg);`

describe('Pages', () => {
  // 开发/API/路由/wx.navigateTo: 小程序中页面栈最多十层.
  it('are stacked ten deep, and an eleventh is refused', async () => {
    const [depths, answer] = (await run(`${refusal}
      const depths = []
      for (let n = 2; n <= 10; n += 1) {
        await wx.navigateTo({ url: '/pages/other/index' })
        depths.push(getCurrentPages().length)
      }
      say(depths)
      say(await why(wx.navigateTo({ url: '/pages/other/index' })))
      await wx.navigateBack({ delta: 20 })`)) as [number[], string]
    expect(depths.at(-1)).toBe(10)
    expect(answer).toBe('navigateTo:fail webview count limit exceed')
  })

  // wx.navigateTo: 需要跳转的应用内非 tabBar 的页面的路径; wx.switchTab: 需要跳转的 tabBar 页面的路径.
  it('and tabs are reached by different ways, and what is not declared by none', async () => {
    const tabBar = {
      list: [
        { pagePath: 'pages/probe/index', text: 'a' },
        { pagePath: 'pages/tab/index', text: 'b' },
      ],
    }
    const answers = await run(
      `${refusal}
      say(await why(wx.navigateTo({ url: '/pages/tab/index' })))
      say(await why(wx.redirectTo({ url: '/pages/tab/index' })))
      say(await why(wx.switchTab({ url: '/pages/other/index' })))
      say(await why(wx.navigateTo({ url: '/pages/gone/index' })))
      say(await why(wx.navigateBack()))
      say(await why(wx.navigateTo({})))`,
      {
        'app.json': { pages: ['pages/probe/index', 'pages/tab/index', 'pages/other/index'], tabBar },
        'pages/tab/index.wxml': '<view/>',
        'pages/tab/index.js': 'Page({})',
      },
    )
    expect(answers).toEqual([
      'navigateTo:fail can not navigateTo a tabbar page',
      'redirectTo:fail can not redirectTo a tabbar page',
      'switchTab:fail can not switch to no-tabBar page',
      'navigateTo:fail page "pages/gone/index" is not found',
      'navigateBack:fail cannot navigate back at first page.',
      'navigateTo:fail parameter error: parameter.url should be String instead of Undefined;',
    ])
  })

  // wx.navigateTo: success 的 eventChannel 和被打开页面进行通信; getOpenerEventChannel.
  it('that opened each other speak through a channel', async () => {
    const answers = await run(
      `const back = new Promise((resolve) => {
        wx.navigateTo({
          url: '/pages/other/index?a=1&b=%E4%BD%A0&c&d=1==2',
          events: { answer: resolve },
          success: ({ eventChannel }) => eventChannel.emit('question', 6),
        })
      })
      say(await back)
      await wx.navigateBack()`,
      {
        'pages/other/index.js': `Page({ onLoad(query) {
          const channel = this.getOpenerEventChannel()
          channel.on('question', (n) => channel.emit('answer', { n: n * 7, query }))
        } })`,
      },
    )
    // The query comes as it was written, and it is the page that decodes it; a value must not hold a bare '='.
    expect(answers).toEqual([{ n: 42, query: { a: '1', b: '%E4%BD%A0', c: 'undefined', d: '1' } }])
  })

  // 开发/指南/小程序框架/逻辑层/页面路由, 路由方式的页面变化.
  it('live and end in the order of the documentation', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open({ path: 'pages/home/index', query: 'x=1', scene: 1011 })
    await phone.tap('#second')
    await phone.see('#query')
    await phone.back()
    await phone.tap({ role: 'tab', name: 'Other' })
    await phone.see('#tab')
    await phone.tap({ role: 'tab', name: 'Home' })
    await phone.see('#title')
    expect(await said(phone)).toEqual([
      ['onLaunch', 'pages/home/index', 1011, { x: '1' }],
      ['onShow', 'pages/home/index', 1011, { x: '1' }],
      ['home.onLoad', { x: '1' }],
      ['home.onShow'],
      ['home.onReady'],
      ['home.onHide'],
      ['second.onLoad', { a: '1', b: '%E4%BD%A0' }],
      ['second.onUnload'],
      ['home.onShow'],
      ['home.onHide'],
      ['tab.onLoad'],
      ['tab.onShow'],
      ['tab.onHide'],
      ['home.onShow'],
      ['home.onTabItemTap', 'pages/home/index'],
    ])
    expect(await phone.errors()).toEqual([])
  })

  it('of a subpackage are reached like any other', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open({ path: 'extra/pages/deep/index' })
    await phone.see('in a subpackage')
  })
})

describe('The mini-program', () => {
  // 开发/指南/小程序框架/逻辑层/注册小程序: onShow, onHide; 场景值: 热启动 gives a new scene and query.
  it('comes back to the front on the page it left, or on the page of a new card', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open()
    await phone.see('#title')
    await phone.hide()
    await phone.show()
    await phone.show({ path: 'pages/second/index', query: 'card=1', scene: 1007 })
    await phone.see('#query')
    const notes = (await said(phone)) as unknown[][]
    expect(notes.slice(5)).toEqual([
      ['home.onHide'],
      ['onHide'],
      ['onShow', 'pages/home/index', 1001, {}],
      ['home.onShow'],
      ['onShow', 'pages/second/index', 1007, { card: '1' }],
      ['home.onHide'],
      ['second.onLoad', { card: '1' }],
      ['home.onUnload'],
    ])
  })

  // App onPageNotFound: 小程序要打开的页面不存在时触发; {path, query, isEntryPage}.
  it('is asked about a page that does not exist', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open({ path: 'pages/old/index' })
    await phone.see('{"from":"notfound"}')
    expect(await said(phone)).toContainEqual(['onPageNotFound', 'pages/old/index', true])
  })

  // 开发/框架/框架接口/页面: onPullDownRefresh, onReachBottom, onShareAppMessage.
  it('is told of pulls, of the bottom, and asked for its card', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open()
    await phone.see('#title')
    await phone.pullDown()
    expect(await phone.share()).toMatchObject({ title: 'shared by menu', path: '/pages/second/index?a=shared' })
    await phone.tap('#second')
    // On top by now: else it is the first page that is scrolled.
    await phone.see('#tall')
    await phone.page.locator('[data-top] .page-scroll').evaluate((element) => element.scrollTo(0, 5000))
    await expect.poll(() => said(phone)).toContainEqual(['second.onReachBottom'])
    expect(await said(phone)).toContainEqual(['home.onPullDownRefresh'])
  })

  // 分享到朋友圈, 单页模式: 不允许跳转到其它页面; 与登录相关的接口均不可用; tabBar 不会渲染; 本地存储不共用.
  it('in single-page mode neither logs in nor goes anywhere, and leads to the whole of itself', async () => {
    const files = probe(`${refusal}
      say(await why(wx.login()), await why(wx.navigateTo({ url: '/pages/other/index' })), wx.getLaunchOptionsSync().scene)
      say(await why(wx.setClipboardData({ data: 'a' })))`)
    bench = await stand(await writePackage(files))
    const phone = await bench.open({ scene: 1154 })
    const [first, second] = await bench.run(phone)
    expect(first).toEqual([expect.stringMatching(/^login:fail /), expect.stringMatching(/^navigateTo:fail /), 1154])
    expect(second).toMatch(/^setClipboardData:fail /)
    await phone.page.locator('.toast-layer').waitFor({ state: 'hidden' })
    await phone.page.getByRole('button', { name: '前往小程序' }).click()
    await phone.page.locator('.single-page-bar').waitFor({ state: 'detached' })
    expect((await bench.run(phone)).at(-2)).toEqual(['ok', 'ok', 1155])
  })
})
