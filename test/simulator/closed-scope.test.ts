import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { closeBrowser, probe, type Stand, stand, writePackage } from './stand.ts'

let bench: Stand
afterEach(() => bench.close())
afterAll(closeBrowser)

const run = async (code: string, more = {}) => {
  bench = await stand(await writePackage(probe(code, more)))
  return bench.run(await bench.open())
}

// 开发/指南/小程序框架/逻辑层: 小程序框架的逻辑层并非运行在浏览器中，因此 JavaScript 在 web 中一些能力都无法使用，
// 如 window，document 等.
describe("A package's code", () => {
  it('sees nothing that only a browser has', async () => {
    const [kinds] = await run(`say([
      typeof window, typeof document, typeof fetch, typeof localStorage, typeof sessionStorage, typeof indexedDB,
      typeof XMLHttpRequest, typeof AbortController, typeof navigator, typeof location, typeof crypto, typeof self,
      typeof process, typeof WebSocket, typeof Worker, typeof URL, typeof atob, typeof structuredClone,
      typeof requestAnimationFrame, typeof queueMicrotask, typeof WebAssembly,
    ])`)
    expect(new Set(kinds as string[])).toEqual(new Set(['undefined']))
  })

  it('cannot reach it through this, globalThis or text that becomes code', async () => {
    const answers = await run(`
      say(typeof (function () { return this })())
      say(typeof globalThis.document, typeof new Function('return this')().document)
      for (const attempt of [() => eval('1'), () => new Function('return document'), () => Function('a', 'return a')]) {
        try { attempt(); say('ran') } catch (error) { say(error.name) }
      }`)
    expect(answers).toEqual(['undefined', ['undefined', 'undefined'], 'EvalError', 'EvalError', 'EvalError'])
  })

  it('has the language itself, its own modules, and timers that end with it', async () => {
    const answers = await run(
      `const { twice } = require('../../lib/twice')
      say(twice(21), [new Map([[1, 2]]).get(1), typeof Promise, typeof Intl, (() => {}) instanceof Function])
      await new Promise((resolve) => setTimeout(resolve, 5))
      say('later')
      try { require('./gone') } catch (error) { say(error.message) }`,
      { 'lib/twice.js': 'exports.twice = (n) => n * 2' },
    )
    expect(answers).toEqual([
      [42, [2, 'function', 'object', true]],
      'later',
      "module 'pages/probe/gone.js' is not defined, require args is './gone'",
    ])
  })
})

describe('wx', () => {
  it('has every documented member; one that is not modelled may be read, and fails by its name when called', async () => {
    bench = await stand(
      await writePackage(
        probe(`
        say(typeof wx.cloud, typeof wx.startRecord, typeof wx.thereIsNoSuchThing)
        try { wx.cloud.init({}) } catch (error) { say(error.message) }
        try { wx.startRecord() } catch (error) { say(error.message) }
        say([wx.canIUse('request'), wx.canIUse('startRecord'), wx.canIUse('button.open-type.share')])`),
      ),
    )
    const phone = await bench.open()
    expect(await bench.run(phone)).toEqual([
      ['function', 'function', 'undefined'],
      'wx.cloud.init is not modelled by this simulator',
      'wx.startRecord is not modelled by this simulator',
      [true, false, true],
    ])
    const unmodelled = (await phone.log('call')).filter((one) => !one.modelled).map((one) => one.name)
    expect(unmodelled).toEqual(['cloud', 'startRecord', 'wx.cloud.init', 'wx.startRecord'])
  })

  // 开发/指南/小程序框架/逻辑层/API: 异步 API 返回 Promise; 接口参数中有 success/fail/complete 则不返回 promise.
  it('answers by callbacks or by a promise', async () => {
    const answers = await run(`
      const asked = wx.getStorage({ key: 'none', fail: (error) => say(error.errMsg), complete: () => say('complete') })
      say(typeof asked)
      await new Promise((resolve) => setTimeout(resolve, 20))
      say((await wx.setStorage({ key: 'a', data: 1 })).errMsg)
      say(await wx.getStorage({ key: 'none' }).catch((error) => error.errMsg))`)
    expect(answers).toEqual([
      'undefined',
      'getStorage:fail data not found',
      'complete',
      'setStorage:ok',
      'getStorage:fail data not found',
    ])
  })

  it("tells App.onError of what the package's own code throws", async () => {
    bench = await stand(
      await writePackage(
        probe(
          `setTimeout(() => { throw new Error('from a timer') }, 0)
        await new Promise((resolve) => setTimeout(resolve, 30))`,
          {
            'app.js': `App({ onError(text) { console.log('said ' + JSON.stringify(text.split('\\n')[0])) } })`,
          },
        ),
      ),
    )
    const phone = await bench.open()
    expect(await bench.run(phone)).toEqual(['from a timer'])
    expect((await phone.errors())[0]).toMatch(/^timer: from a timer/)
  })
})
