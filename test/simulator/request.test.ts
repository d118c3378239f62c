import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { closeBrowser, probe, type Stand, stand, writePackage } from './stand.ts'

let bench: Stand
afterEach(() => bench.close())
afterAll(closeBrowser)

const routes = (server: FastifyInstance) => {
  server.all('/echo', async (request, reply) => {
    reply.header('x-trace-id', 't1')
    return {
      method: request.method,
      query: request.query,
      body: request.body ?? null,
      type: request.headers['content-type'] ?? '',
    }
  })
  server.get('/status/:code', async (request, reply) => {
    return reply.code(Number((request.params as { code: string }).code)).send({ said: 'no' })
  })
  server.get('/text', async (_, reply) => reply.type('text/plain').send('not json'))
  server.get('/never', () => new Promise(() => {}))
  server.get('/slow', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1500))
    return {}
  })
}

const words = `
  const ask = (options) => new Promise((resolve) => wx.request({ ...options, success: resolve, fail: resolve }))
  const at = (path) => 'https://bank.example' + path`

const start = async (code: string) => {
  bench = await stand(await writePackage(probe(words + code)), routes)
  return bench.open()
}

// 开发/API/网络 (wx.request).
describe('wx.request', () => {
  it('goes to the gateway whatever the host is called, and any HTTP status is a success', async () => {
    const phone = await start(`
      const answer = await ask({ url: at('/echo?a=1'), data: { b: '你', c: undefined }, header: { Authorization: 'x' } })
      say(answer.errMsg, answer.statusCode, answer.data.query, answer.header['X-Trace-Id'])
      const refused = await ask({ url: at('/status/409') })
      say(refused.errMsg, refused.statusCode, refused.data)`)
    expect(await bench.run(phone)).toEqual([
      ['request:ok', 200, { a: '1', b: '你' }, 't1'],
      ['request:ok', 409, { said: 'no' }],
    ])
    expect(await phone.log('request')).toMatchObject([
      { method: 'GET', url: 'https://bank.example/echo?a=1', statusCode: 200, errMsg: 'request:ok' },
      { statusCode: 409 },
    ])
  })

  // content-type 默认为 application/json; 对于 POST 方法且 application/json 的数据，会对数据进行 JSON 序列化.
  it('writes JSON, and reads it unless told otherwise', async () => {
    const phone = await start(`
      const posted = await ask({ url: at('/echo'), method: 'post', data: { n: 1 } })
      say(posted.data)
      say((await ask({ url: at('/text') })).data, (await ask({ url: at('/status/200'), dataType: 'text' })).data)
      say((await ask({ url: at('/text'), responseType: 'arraybuffer' })).data.byteLength)`)
    expect(await bench.run(phone)).toEqual([
      { method: 'POST', query: {}, body: { n: 1 }, type: 'application/json' },
      ['not json', '{"said":"no"}'],
      8,
    ])
  })

  // 开发/指南/基础能力: 最大并发限制是 10 个; Errno错误码 600007 network exceed max task count; 5 time out.
  it('refuses an eleventh at once, gives up in time, and can be aborted', async () => {
    const phone = await start(`
      const many = await Promise.all(Array.from({ length: 11 }, () => ask({ url: at('/slow') })))
      say(many.map((one) => one.errMsg).sort().slice(0, 2), many.find((one) => one.errno)?.errno)
      const late = await ask({ url: at('/slow'), timeout: 50 })
      say(late.errMsg, late.errno)
      const aborted = await new Promise((resolve) => wx.request({ url: at('/slow'), fail: resolve }).abort())
      say(aborted.errMsg)
      say((await ask({ url: 'not an address' })).errno, (await ask({})).errMsg)`)
    expect(await bench.run(phone)).toEqual([
      [['request:fail network exceed max task count', 'request:ok'], 600007],
      ['request:fail timeout', 5],
      'request:fail abort',
      [600009, 'request:fail parameter error: parameter.url should be String instead of Undefined;'],
    ])
  })

  // 小程序进入后台运行后，如果 5s 内网络请求没有结束，会回调错误信息 fail interrupted；在回到前台之前，网络请求接口调用都会
  // 无法调用.
  it('cannot begin behind another app', async () => {
    const phone = await start(`
      await new Promise((resolve) => { wx.onAppHide(resolve); say('ready') })
      const refused = await ask({ url: at('/echo') })
      say(refused.errMsg, refused.errno)`)
    const ran = bench.run(phone)
    await expect.poll(async () => (await phone.log('console')).length).toBeGreaterThan(0)
    await phone.hide()
    expect((await ran)[1]).toEqual(['request:fail interrupted', 600003])
  })

  it('is interrupted when it has not ended 5 s after another app came to the front', async () => {
    const phone = await start(`
      say('ready')
      const { errMsg, errno } = await ask({ url: at('/never') })
      say(errMsg, errno)`)
    const ran = bench.run(phone)
    await expect.poll(async () => (await phone.log('console')).length).toBeGreaterThan(0)
    await phone.page.clock.install()
    await phone.hide()
    // The clock goes on by itself as well: a busy machine takes its time between two lines.
    await phone.page.clock.fastForward(2500)
    await phone.page.clock.runFor(50)
    expect((await phone.log('console')).length).toBe(1)
    await phone.page.clock.runFor(2500)
    await phone.page.clock.resume()
    expect((await ran)[1]).toEqual(['request:fail interrupted', 600003])
  })

  it('is slow or fails when the network is, and tells of the change', async () => {
    const phone = await start(`
      say((await wx.getNetworkType()).networkType)
      const change = new Promise((resolve) => wx.onNetworkStatusChange(resolve))
      say(await change)
      const gone = await ask({ url: at('/echo') })
      say(gone.errMsg, gone.errno)`)
    const ran = bench.run(phone)
    await expect.poll(async () => (await phone.log('console')).length).toBeGreaterThan(0)
    await phone.setNetwork('none')
    expect(await ran).toEqual([
      'wifi',
      { isConnected: false, networkType: 'none' },
      [expect.stringMatching(/^request:fail .*net::ERR_INTERNET_DISCONNECTED/), 600001],
    ])
  })
})

describe('wx.login', () => {
  // 开发/API/开放接口/登录/wx.login: success 返回 code.
  it("gets the person's code from the world outside", async () => {
    bench = await stand(await writePackage(probe(`say(await wx.login())`)))
    expect(await bench.run(await bench.open({ persona: 'lin' }))).toEqual([{ code: 'code-of-lin', errMsg: 'login:ok' }])
  })

  it('fails with the words of the world outside', async () => {
    bench = await stand(await writePackage(probe(`say(await wx.login().catch((error) => error))`)), (server) => {
      server.post('/blocked/wechat/codes', async () => ({ errMsg: 'wxa login is blocked', errno: 1402101 }))
    })
    const phone = await bench.open({ sandbox: '/blocked' })
    expect(await bench.run(phone)).toEqual([{ errMsg: 'login:fail wxa login is blocked', errno: 1402101 }])
  })
})
