import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { closeBrowser, type Stand, said, stand, TOUR, writePackage } from './stand.ts'

let bench: Stand
afterEach(() => bench.close())
afterAll(closeBrowser)

type Note = [id: string, type: string, detail: Record<string, unknown>]
const notes = async (phone: Parameters<typeof said>[0], id: string) =>
  ((await said(phone)) as Note[]).filter(([whose]) => whose === id)

describe('A page', () => {
  // 开发/框架/事件: 事件对象 type, target, currentTarget, detail; 冒泡事件; catch 会阻止事件向上冒泡.
  it('hears taps with their data set, and stops them where it catches', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open()
    await phone.tap('#wide')
    await phone.tap('#inner')
    await phone.tap('card of the page slotted')
    await phone.tap('1: Bo')
    await phone.see('1: tapped')
    expect(((await said(phone)) as unknown[][]).slice(5)).toEqual([
      ['box', 'tap', 'box', 'wide', 'number'],
      ['inner'],
      ['outer'],
      ['open', { title: 'of the page' }],
    ])
  })

  // 开发/框架/WXSS: 定义在 app.wxss 中的样式为全局样式; 在 page 的 wxss 中定义的样式为局部样式; 组件样式隔离.
  it('wears the sheets that are its own: of the app and of itself, not of a component or another page', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open()
    const style = (id: string, name: string) =>
      phone.page.locator(id).evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name)
    expect(await style('#title', 'color')).toBe('rgb(1, 2, 3)')
    expect(await style('#title', 'padding-left')).toBe('15px')
    expect(await style('#wide', 'height')).toBe('50px')
    expect(await style('#wide', 'background-color')).toBe('rgb(10, 20, 30)')
    expect(await style('#card', 'border-top-color')).toBe('rgb(7, 7, 7)')
    expect(await style('#card', 'background-color')).toBe('rgba(0, 0, 0, 0)')
    await phone.tap('#second')
    expect(await style('[data-top] #query', 'background-color')).toBe('rgba(0, 0, 0, 0)')
  })

  // 开发/指南/基础能力/DarkMode 适配指南: app.json 中配置 darkmode; theme.json; wx.onThemeChange; prefers-color-scheme.
  it('turns dark with the phone: its sheets, its bars, and App.onThemeChange', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open()
    await phone.setTheme('dark')
    const colours = await phone.page.evaluate(() => {
      const root = document.getElementById('stand')?.shadowRoot
      const colour = (selector: string, property: 'color' | 'backgroundColor') =>
        getComputedStyle(root?.querySelector(selector) as Element)[property]
      return [colour('wx-page', 'backgroundColor'), colour('.tab-bar', 'backgroundColor'), colour('#item-0', 'color')]
    })
    expect(colours).toEqual(['rgb(13, 19, 17)', 'rgb(22, 30, 27)', 'rgb(200, 200, 200)'])
    expect(await said(phone)).toContainEqual(['onThemeChange', 'dark'])
  })

  // 开发/组件/无障碍访问: aria-role, aria-label.
  it('speaks to a screen reader: roles and names stand in the document', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open()
    await phone.see({ role: 'heading', name: 'the list' })
    await phone.see({ role: 'button', name: 'one more' })
    await phone.see({ role: 'link', name: 'to the second page' })
  })

  // 开发/组件/视图容器/view: hover-class 指定按下去的样式类; hover-stay-time 默认 400.
  it('shows the hover class while a finger is on an element, and for a while after', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open()
    const box = phone.page.locator('#wide')
    await box.hover()
    await phone.page.mouse.down()
    await expect.poll(() => box.getAttribute('class')).toContain('pressed')
    await phone.page.mouse.up()
    await expect.poll(() => box.getAttribute('class')).not.toContain('pressed')
  })
})

describe('Form components', () => {
  // 开发/组件/表单组件/form: 当点击 form 表单中 form-type 为 submit 的 button 组件时，会将表单组件中的 value 值进行提交，
  // 需要在表单组件中加上 name 来作为 key.
  it('give their values to the form by their names', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open({ path: 'pages/form/index' })
    await phone.type('your name', 'Li Lei')
    await phone.type('amount', '12.5')
    await phone.type('#idcard', '11010119900101123x!')
    await phone.type('a note', 'two\nlines')
    await phone.tap('#label-a')
    await phone.tap('#radio-x')
    await phone.tap('#switch')
    await phone.pick('#picker', 'plum')
    await phone.pick('#date', '2027年', '04月', '11日')
    await phone.tap('#submit')
    expect((await said(phone)).at(-1)).toEqual([
      'submit',
      {
        name: 'Li Lei',
        amount: '12.5',
        idcard: '11010119900101123x',
        note: 'two\nlines',
        boxes: ['a', 'b'],
        one: 'x',
        switch: true,
        picker: '2',
        date: '2027-04-11',
      },
    ])
    await phone.tap('#reset')
    expect([await phone.value('#name'), await phone.isChecked('#box-a'), await phone.isChecked('#radio-y')]).toEqual([
      '',
      false,
      true,
    ])
  })

  // input: bindinput 处理函数可以直接 return 一个字符串，将替换输入框的内容; bindfocus, bindblur, bindconfirm.
  it('tell what is typed as it is typed, and let a handler replace it', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open({ path: 'pages/form/index' })
    await phone.type('#name', '李')
    await phone.find('#name').locator('input').press('Enter')
    await phone.type('#amount', '1234567')
    expect(await phone.value('#amount')).toBe('12345')
    expect((await notes(phone, 'name')).map(([, type, detail]) => [type, detail.value])).toEqual([
      ['focus', ''],
      ['input', '李'],
      ['confirm', '李'],
      ['blur', '李'],
    ])
  })

  // picker: mode = date 有效值 start, end; mode = region value: ['省', '市', '区'].
  it('offer the dates between start and end, and the regions of the country', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open({ path: 'pages/form/index' })
    await phone.tap('#date')
    const column = (index: number) => phone.page.locator('.picker-column').nth(index).allInnerTexts()
    expect((await column(0)).join('')).toBe('2026年\n2027年')
    await phone.tap({ role: 'button', name: '取消' })
    await phone.pick('#region', '浙江省', '杭州市', '西湖区')
    expect((await said(phone)).at(-1)).toMatchObject([
      'region',
      'change',
      { value: ['浙江省', '杭州市', '西湖区'], code: ['330000', '330100', '330106'] },
    ])
  })

  it('do nothing while they are disabled', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open({ path: 'pages/form/index' })
    await phone.page.locator('#disabled').click({ force: true })
    expect(await notes(phone, 'disabled')).toEqual([])
  })
})

describe('A button', () => {
  // button: open-type=getPhoneNumber, bindgetphonenumber 的 detail.code; 用户拒绝: errMsg getPhoneNumber:fail user deny.
  it('asks the person before it hands over a code for their number', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open({ path: 'pages/form/index', persona: 'lin' })
    await phone.tap('#phone')
    await phone.tap({ role: 'button', name: '不允许' })
    await phone.tap('#phone')
    await phone.tap({ role: 'button', name: '允许' })
    await expect
      .poll(() => notes(phone, 'phone'))
      .toMatchObject([
        ['phone', 'getphonenumber', { errMsg: 'getPhoneNumber:fail user deny' }],
        ['phone', 'getphonenumber', { errMsg: 'getPhoneNumber:ok', code: 'phone-of-lin' }],
      ])
  })

  // button: open-type=share; onShareAppMessage 的 from: button, target: 触发这次转发事件的 button.
  it('shares the page it stands on', async () => {
    bench = await stand(TOUR)
    const phone = await bench.open({ path: 'pages/form/index' })
    await phone.tap('#share')
    await expect.poll(() => phone.log('share')).toMatchObject([{ title: 'button card', path: '/pages/home/index' }])
  })

  // 隐私协议开发指南: open-type="agreePrivacyAuthorization"; wx.onNeedPrivacyAuthorization; errno 104.
  it('lets the person agree to the privacy guide, which a private interface waits for', async () => {
    const files = {
      'app.json': { pages: ['pages/a/index'], __usePrivacyCheck__: true },
      'app.js': 'App({})',
      'pages/a/index.wxml': `
        <button id="copy" bindtap="copy">copy</button>
        <button id="agree" open-type="agreePrivacyAuthorization" bindagreeprivacyauthorization="agree">agree</button>`,
      'pages/a/index.js': `
        const say = (what) => console.log('said ' + JSON.stringify(what))
        let decide
        wx.onNeedPrivacyAuthorization((resolve, info) => { decide = resolve; say(info.referrer) })
        Page({
          async copy() { say(await wx.setClipboardData({ data: 'x' }).then((r) => r.errMsg, (e) => [e.errMsg, e.errno])) },
          agree() { decide({ event: 'agree', buttonId: 'agree' }) },
        })`,
    }
    bench = await stand(await writePackage(files))
    const phone = await bench.open()
    await phone.tap('#copy')
    await expect.poll(() => said(phone)).toEqual(['setClipboardData'])
    await phone.tap('#agree')
    await expect.poll(() => said(phone)).toEqual(['setClipboardData', 'setClipboardData:ok'])
  })
})
