import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { closeBrowser, probe, type Stand, said, stand, TOUR, writePackage } from './stand.ts'

let bench: Stand
afterEach(() => bench.close())
afterAll(closeBrowser)

const start = async (code: string, more = {}) => {
  bench = await stand(await writePackage(probe(code, more)))
  return bench.open()
}

describe('The platform', () => {
  // 开发/API/界面/菜单/wx.getMenuButtonBoundingClientRect: 坐标信息以屏幕左上角为原点.
  it('draws the capsule where it says that it is', async () => {
    const phone = await start(`say(wx.getMenuButtonBoundingClientRect())`)
    const [told] = (await bench.run(phone)) as [Record<string, number>]
    const drawn = await phone.page.locator('.capsule').boundingBox()
    expect(drawn).toEqual({ x: told.left, y: told.top, width: told.width, height: told.height })
    expect(told.right).toBe((told.left ?? 0) + (told.width ?? 0))
  })

  // 开发/API/基础/系统: getWindowInfo, getAppBaseInfo.fontSizeSetting, theme (app.json darkmode 为 true 时才有值), language.
  it('tells of window, font size, language and theme', async () => {
    const code = `
      const { windowHeight, windowWidth, statusBarHeight, safeArea } = wx.getWindowInfo()
      const { fontSizeSetting, language, theme } = wx.getAppBaseInfo()
      say({ windowHeight, windowWidth, statusBarHeight, bottom: safeArea.bottom, fontSizeSetting, language, theme })`
    bench = await stand(await writePackage(probe(code)))
    const phone = await bench.open({ font: 24, language: 'en', theme: 'dark' })
    expect(await bench.run(phone)).toEqual([
      {
        windowHeight: 812 - 88,
        windowWidth: 375,
        statusBarHeight: 44,
        bottom: 778,
        fontSizeSetting: 24,
        language: 'en',
      },
    ])
  })

  // wx.showModal: confirm, cancel; wx.showActionSheet: tapIndex, fail cancel; 数组长度最大为 6; 按钮文字最多 4 个字符.
  it('asks by modal and action sheet', async () => {
    const phone = await start(`
      say(await wx.showModal({ title: 'sure?', content: 'really', confirmText: '是' }))
      say((await wx.showModal({ content: 'again' })).cancel)
      say((await wx.showActionSheet({ itemList: ['a', 'b'] })).tapIndex)
      say(await wx.showActionSheet({ itemList: ['a'] }).catch((error) => error.errMsg))
      say(await wx.showActionSheet({ itemList: '1234567'.split('') }).catch((error) => error.errMsg))
      say(await wx.showModal({ confirmText: '五个字太长' }).catch((error) => error.errMsg))`)
    const ran = bench.run(phone)
    await phone.tap({ role: 'button', name: '是' })
    await phone.tap({ role: 'button', name: '取消' })
    await phone.tap({ role: 'button', name: 'b' })
    await phone.tap({ role: 'button', name: '取消' })
    expect(await ran).toEqual([
      { confirm: true, cancel: false, content: null, errMsg: 'showModal:ok' },
      true,
      1,
      'showActionSheet:fail cancel',
      'showActionSheet:fail parameter error: itemList should not be large than 6',
      'showModal:fail confirmText length should not larger than 4 Chinese characters',
    ])
  })

  it('shows one toast at a time', async () => {
    const phone = await start(`
      wx.showLoading({ title: 'working' })
      wx.showToast({ title: 'done', icon: 'none', duration: 4000 })
      say(await wx.showToast({}).catch((error) => error.errMsg))`)
    await bench.run(phone)
    expect(await phone.toast()).toBe('done')
    await phone.page.locator('.toast-layer').waitFor({ state: 'detached' })
    expect(await said(phone)).toEqual([
      'showToast:fail parameter error: parameter.title should be String instead of Undefined;',
    ])
  })

  // 开发/API/开放接口/订阅消息: 用户发生点击行为或者发起支付回调后，才可以调起; 一次调用最多可订阅5条消息; 10001; 20003.
  it('lets a subscription be asked for on a tap alone, for five templates at most', async () => {
    const phone = await start(
      `const ask = (tmplIds) => wx.requestSubscribeMessage({ tmplIds }).catch(({ errMsg, errCode }) => [errMsg, errCode])
      say(await ask([]))
      say(await ask(['1', '2', '3', '4', '5', '6']))
      say(await ask(['nothing']))
      say(await ask(['bill', 'forever']))
      say(await ask(['bill', 'news']))`,
      {
        'app.js': `App({ onLaunch() {
          wx.requestSubscribeMessage({ tmplIds: ['bill'], fail: ({ errMsg }) => console.log('said ' + JSON.stringify(errMsg)) })
        } })`,
      },
    )
    const ran = bench.run(phone)
    await phone.page.getByRole('checkbox', { name: 'news' }).uncheck()
    await phone.tap({ role: 'button', name: '允许' })
    expect(await ran).toEqual([
      'requestSubscribeMessage:fail can only be invoked by user TAP gesture.',
      ["requestSubscribeMessage:fail TmplIds can't be empty", 10001],
      ['requestSubscribeMessage:fail Templates count out of max bounds', 20003],
      ['requestSubscribeMessage:fail No template data return, verify the template id exist', 20001],
      ['requestSubscribeMessage:fail Templates type must be same', 20002],
      { bill: 'accept', news: 'reject', errMsg: 'requestSubscribeMessage:ok' },
    ])
    expect(bench.subscriptions).toEqual([{ bill: 'accept', news: 'reject' }])
  })

  // 总是保持以上选择，不再询问: the choice is the answer from then on, and wx.getSetting tells it; 20004.
  it('asks no more who has chosen for good, and nobody whose main switch is off', async () => {
    const phone = await start(`
      const ask = () => wx.requestSubscribeMessage({ tmplIds: ['bill'] }).catch(({ errMsg, errCode }) => [errMsg, errCode])
      say(await ask())
      say((await wx.getSetting({ withSubscriptions: true })).subscriptionsSetting)`)
    const ran = bench.run(phone)
    await phone.page.getByRole('checkbox', { name: '总是保持以上选择，不再询问' }).check()
    await phone.tap({ role: 'button', name: '允许' })
    const accepted = { bill: 'accept', errMsg: 'requestSubscribeMessage:ok' }
    const setting = { mainSwitch: true, itemSettings: { bill: 'accept' } }
    expect(await ran).toEqual([accepted, setting])
    await phone.relaunch()
    expect((await bench.run(phone)).slice(-2)).toEqual([accepted, setting])
    await phone.page.evaluate(() => {
      const place = Object.keys(localStorage).find((name) => name.startsWith('weapp-subscriptions:'))
      localStorage.setItem(`${place}:main`, 'off')
    })
    await phone.relaunch()
    expect((await bench.run(phone)).slice(-2)[0]).toEqual([
      'requestSubscribeMessage:fail The main switch is switched off',
      20004,
    ])
  })

  // 开发/API/基础/加密/UserCryptoManager.getRandomValues: length 最大 1048576; Errno 109001 invalid random value length.
  it('gives random bytes, asynchronously', async () => {
    const phone = await start(`
      const { randomValues } = await wx.getRandomValues({ length: 70000 })
      say(randomValues.byteLength, new Set(new Uint8Array(randomValues)).size)
      say((await wx.getRandomValues({ length: 0 }).catch((error) => error)).errno)`)
    expect(await bench.run(phone)).toEqual([[70000, 256], 109001])
  })

  // 开发/API/WXML/NodesRef: boundingClientRect, fields; SelectorQuery.exec 按请求次序构成数组.
  it('measures elements', async () => {
    const phone = await start(
      `
      const query = wx.createSelectorQuery()
      query.select('#box').boundingClientRect()
      query.selectAll('.row').fields({ size: true, dataset: true })
      query.selectViewport().scrollOffset()
      query.select('#none').boundingClientRect()
      say(await new Promise((resolve) => query.exec(resolve)))`,
      {
        'pages/probe/index.wxml': `<view id="box" class="row" data-n="{{1}}" style="height: 100rpx; width: 200rpx"></view>
        <button id="run" bindtap="run">run</button><view id="done">{{done}}</view>`,
      },
    )
    const [answers] = (await bench.run(phone)) as [unknown[]]
    expect(answers).toMatchObject([
      { id: 'box', left: 0, top: 0, width: 100, height: 50, bottom: 50, dataset: { n: 1 } },
      [{ width: 100, height: 50, dataset: { n: 1 } }],
      { scrollTop: 0 },
      null,
    ])
  })

  // 开发/API/画布/wx.canvasToTempFilePath; wx.saveImageToPhotosAlbum; NodesRef.node.
  it('turns a canvas into a picture that an image can show and the album can keep', async () => {
    const phone = await start(
      `const [{ node }] = await new Promise((resolve) => wx.createSelectorQuery().select('#canvas').node().exec(resolve))
      node.width = 20
      node.height = 10
      node.getContext('2d').fillRect(0, 0, 20, 10)
      const { tempFilePath } = await wx.canvasToTempFilePath({ canvas: node })
      page.setData({ src: tempFilePath })
      say(tempFilePath, (await wx.getImageInfo({ src: tempFilePath })).width)
      say((await wx.saveImageToPhotosAlbum({ filePath: tempFilePath })).errMsg)
      say((await wx.canvasToTempFilePath({}).catch((error) => error)).errMsg)`,
      {
        'pages/probe/index.wxml': `<canvas id="canvas" type="2d" /><image src="{{src}}" /><video />
          <button id="run" bindtap="run">run</button><view id="done">{{done}}</view>`,
      },
    )
    expect(await bench.run(phone)).toEqual([
      ['wxfile://tmp_1.png', 20],
      'saveImageToPhotosAlbum:ok',
      'canvasToTempFilePath:fail canvas is empty',
    ])
    expect((await phone.log('call')).filter((one) => !one.modelled).map((one) => one.name)).toEqual(['<video>'])
  })

  it('reads codes with the camera, and hears when the person turns back', async () => {
    const phone = await start(`
      say((await wx.scanCode()).result)
      say(await wx.scanCode().catch((error) => error.errMsg))`)
    const answers = ['https://bank.example/q?l=abc', null]
    phone.page.on('dialog', (dialog) => {
      const answer = answers.shift()
      void (answer ? dialog.accept(answer) : dialog.dismiss())
    })
    expect(await bench.run(phone)).toEqual(['https://bank.example/q?l=abc', 'scanCode:fail cancel'])
  })
})

describe('setData', () => {
  // 开发/框架/框架接口/页面: 单次设置的数据不能超过1024kB; 请不要把 data 中任何一项的 value 设为 undefined.
  it('refuses more than 1024 kB, and drops undefined', async () => {
    const phone = await start(`
      try { page.setData({ big: 'x'.repeat(1024 * 1024) }) } catch (error) { say(error.message) }
      page.setData({ some: 1, none: undefined })
      say('none' in page.data, page.data.some)`)
    expect(await bench.run(phone)).toEqual([
      expect.stringMatching(/数据传输长度为 1048586 已经超过最大长度 1048576/),
      [false, 1],
    ])
  })
})

describe('The audit', () => {
  // 开发/工具/体验评分: setData 256 KB, 每秒不超过 20 次; WXML 节点少于 1000, 深度少于 30 层, 子节点不大于 60 个.
  it('counts bytes, calls, nodes and depth, and names what is beyond a limit', async () => {
    const deep = '<view>'.repeat(31) + '</view>'.repeat(31)
    const phone = await start(
      `page.setData({ rows: Array.from({ length: 1000 }, (_, n) => n), text: '字'.repeat(100 * 1024) })
      for (let n = 0; n < 25; n += 1) page.setData({ n })`,
      {
        'pages/probe/index.wxml': `<button id="run" bindtap="run">run</button><view id="done">{{done}}</view>${deep}
          <view><view wx:for="{{rows}}" wx:key="*this">{{item}}</view></view>`,
      },
    )
    await bench.run(phone)
    const { pages, findings } = await phone.audit()
    expect(pages[0]).toMatchObject({ page: 'pages/probe/index', children: 1000, depth: 32 })
    expect(pages[0]?.largestSetDataBytes).toBeGreaterThan(300 * 1024)
    // How long a render takes is the machine's affair.
    const counted = findings.filter((one) => !one.what.endsWith(', ms'))
    expect(counted.map((one) => `${one.by}: ${one.what}`)).toEqual([
      'wechat: setData bytes',
      'wechat: setData calls in one second',
      'wechat: nodes',
      'wechat: depth',
      'wechat: children of one node',
      'budget: first setData bytes',
      'budget: nodes',
    ])
  })

  it('finds nothing to say about a small page', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open()
    await phone.tap('#plus')
    const report = await phone.audit()
    expect(report.findings.filter((one) => !one.what.endsWith(', ms'))).toEqual([])
    expect(report.pages[0]).toMatchObject({ firstSetDataBytes: 11, setDataCount: 1 })
    expect(await phone.log('setData')).toEqual([
      { page: 'pages/home/index', component: 'pages/home/index', bytes: 11, keys: ['count'] },
    ])
  })
})
