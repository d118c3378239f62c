/**
 * A bench for the simulator's own tests: a server with the phone, packages made on the spot, and a world
 * outside that answers what a test tells it to.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Browser } from 'playwright-core'
import { simulator } from '../../src/simulator/server.ts'
import { launchBrowser } from '../support/browser.ts'
import { type OpenOptions, openPhone, type TestPhone } from '../support/phone.ts'
import { removeSimulatorBundle, simulatorBundle } from '../support/simulator-bundle.ts'

export const TOUR = join(import.meta.dirname, 'fixtures/tour')

/** Files of a package by path; objects are written as JSON. */
export type PackageFiles = Record<string, string | object>

const written: string[] = []

/** Writes a package into a temporary folder, which closeBrowser() takes away. */
export async function writePackage(files: PackageFiles): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'minibank-package-'))
  written.push(folder)
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

/**
 * A package of one page with one button, whose tap runs the given code. The code is the body of an async
 * function with `page` and `say`; what it says can be read as `stand.said(phone)`.
 */
export function probe(code: string, more: PackageFiles = {}): PackageFiles {
  return {
    'app.json': { pages: ['pages/probe/index', 'pages/other/index'] },
    'app.js': 'App({})',
    'pages/probe/index.wxml': '<button id="run" bindtap="run">run</button><view id="done">{{done}}</view>',
    'pages/probe/index.json': {},
    'pages/probe/index.js': `
      const say = (...what) => console.log('said ' + JSON.stringify(what.length === 1 ? what[0] : what))
      Page({
        data: { done: '' },
        async run() {
          const page = this
          try { ${code} } catch (error) { say('threw', String(error.errMsg || error.message)) }
          this.setData({ done: 'done' })
        },
      })`,
    'pages/other/index.wxml': '<view id="other">other</view>',
    'pages/other/index.js': 'Page({})',
    ...more,
  }
}

export interface Stand {
  origin: string
  /** Requests that the mini-program has sent to the gateway's place. */
  server: FastifyInstance
  /** What WeChat's servers heard of answers to requestSubscribeMessage. */
  subscriptions: object[]
  open(options?: OpenOptions): Promise<TestPhone>
  /** Taps the probe's button and returns what its code said. */
  run(phone: TestPhone): Promise<unknown[]>
  close(): Promise<void>
}

let browser: Promise<Browser> | undefined

/** Starts a bench for a package. Codes are `code-of-<persona>`; tests add routes of their own first. */
export async function stand(packageDir: string, routes: (server: FastifyInstance) => void = () => {}): Promise<Stand> {
  const server = Fastify()
  const subscriptions: object[] = []
  await server.register(simulator, { packageDir, bundleDir: await simulatorBundle() })
  server.post('/sandbox/wechat/codes', async ({ body }) => ({
    code: `code-of-${(body as { persona: string }).persona}`,
  }))
  server.post('/sandbox/wechat/phone-codes', async ({ body }) => ({
    code: `phone-of-${(body as { persona: string }).persona}`,
  }))
  const templates = ['bill', 'news'].map((id) => ({ id, title: id, lasting: false }))
  server.get('/sandbox/wechat/templates', async () => ({
    templates: [...templates, { id: 'forever', title: 'forever', lasting: true }],
  }))
  server.post('/sandbox/wechat/subscriptions', async ({ body }) => {
    subscriptions.push((body as { answers: object }).answers)
    return { ok: true }
  })
  routes(server)
  const origin = await server.listen({ port: 0, host: '127.0.0.1' })
  const opened: TestPhone[] = []
  return {
    origin,
    server,
    subscriptions,
    async open(options = {}) {
      browser ??= launchBrowser()
      const phone = await openPhone(await browser, origin, options)
      opened.push(phone)
      return phone
    },
    async run(phone) {
      await phone.tap('#run')
      await phone.page.locator('#done', { hasText: 'done' }).waitFor({ state: 'attached' })
      return said(phone)
    },
    async close() {
      for (const phone of opened) await phone.close()
      server.server.closeAllConnections()
      await server.close()
    },
  }
}

/** Ends what a test file has used. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close()
  browser = undefined
  await removeSimulatorBundle()
  for (const folder of written.splice(0)) await rm(folder, { recursive: true, force: true })
}

/** What the package has said by `say`, or noted in the tour. */
export async function said(phone: TestPhone): Promise<unknown[]> {
  const lines = (await phone.log('console')).map((one) => one.text)
  return lines.filter((line) => /^(said|note) /.test(line)).map((line) => JSON.parse(line.slice(5)) as unknown)
}
