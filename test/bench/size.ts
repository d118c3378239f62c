/**
 * The weight of the mini-program: bytes of the built WeChat package, and for each page, opened cold in the simulator by
 * a customer with money, its first setData and its nodes. Prints two tables and ends with 1 when a budget is broken.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '../../src/demo/client.ts'
import { start } from '../../src/main.ts'
import { launchBrowser } from '../support/browser.ts'
import { openPhone } from '../support/phone.ts'

const KB = 1024
const BUDGET = { mainPackage: 600 * KB, everything: 2048 * KB, firstSetData: 64 * KB, nodes: 600 }
const DIST = join(import.meta.dirname, '../../dist/weapp')
const PERSONA = 'chen-hua'

interface AppJson {
  readonly pages: readonly string[]
  readonly subPackages?: readonly { readonly root: string; readonly pages: readonly string[] }[]
}

const bytesBelow = (path: string): number =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0)
    : statSync(path).size

let broken = 0
/** One line of a table; counts what is over its budget. */
function line(what: string, ...figures: { value: number; budget?: number; unit?: string }[]): void {
  const cells = figures.map(({ value, budget, unit = '' }) => {
    const over = budget !== undefined && value > budget
    if (over) broken++
    const shown = unit === 'KB' ? (value / KB).toFixed(1) : String(value)
    return `${shown} ${unit}${over ? ' OVER' : ''}`.trim().padStart(14)
  })
  console.log(what.padEnd(28) + cells.join(''))
}

function packages(app: AppJson): void {
  const subpackages = (app.subPackages ?? []).map(({ root }) => ({ root, bytes: bytesBelow(join(DIST, root)) }))
  const everything = bytesBelow(DIST)
  const main = everything - subpackages.reduce((sum, { bytes }) => sum + bytes, 0)
  console.log(`${'Package'.padEnd(28)}${'size'.padStart(14)}${'budget'.padStart(14)}`)
  line('main', { value: main, budget: BUDGET.mainPackage, unit: 'KB' }, { value: BUDGET.mainPackage, unit: 'KB' })
  for (const { root, bytes } of subpackages) line(root, { value: bytes, unit: 'KB' })
  line(
    'everything',
    { value: everything, budget: BUDGET.everything, unit: 'KB' },
    { value: BUDGET.everything, unit: 'KB' },
  )
}

/** What a page needs in its address to show something, from the customer's own data. */
async function queries(gateway: string): Promise<Readonly<Record<string, string>>> {
  const client = createClient(gateway)
  const answer = await fetch(`${gateway}/sandbox/wechat/codes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona: PERSONA }),
  })
  const { code } = (await answer.json()) as { code: string }
  await client.signIn({ by: 'wechat', code })
  const { accounts, deposits, recent } = await client.call('GET /v1/home', {})
  const transfer = recent.find(({ kind }) => kind === 'transfer-out')
  const topup = recent.find(({ kind }) => kind === 'topup')
  return {
    'pages/product/index': 'id=anxin-12m&l=meiShare1',
    'topup/result': `id=${topup?.orderId}`,
    'transfer/amount': `payee=${accounts[0]?.id}&name=*华&mobile=138****8001`,
    'transfer/result': `id=${transfer?.orderId}`,
    'deposit/index': 'product=anxin-12m',
    'deposit/result': `id=${deposits[0]?.id}`,
    'deposit/holding': `id=${deposits[0]?.id}`,
    'statement/entry': `id=${recent[0]?.id}&account=${accounts[0]?.id}`,
  }
}

async function pages(app: AppJson): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'minibank-size-'))
  const running = await start({ ...process.env, PORT: '0', DATA_DIR: directory, LOG_LEVEL: 'silent' })
  const browser = await launchBrowser()
  try {
    const known = await queries(running.url)
    const paths = [
      ...app.pages,
      ...(app.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
    ]
    console.log(`\n${'Page'.padEnd(28)}${'first setData'.padStart(14)}${'nodes'.padStart(14)}${'depth'.padStart(14)}`)
    for (const path of paths) {
      const phone = await openPhone(browser, running.url, { persona: PERSONA, path, query: known[path] ?? '' })
      await phone.page.waitForLoadState('networkidle')
      const page = (await phone.audit()).pages.find((audited) => audited.page === path)
      if (!page) throw new Error(`${path} did not open`)
      line(
        path,
        { value: page.firstSetDataBytes, budget: BUDGET.firstSetData, unit: 'KB' },
        { value: page.nodes, budget: BUDGET.nodes },
        { value: page.depth },
      )
      await phone.close()
    }
  } finally {
    await browser.close()
    await running.stop()
    rmSync(directory, { recursive: true, force: true })
  }
  line('budget', { value: BUDGET.firstSetData, unit: 'KB' }, { value: BUDGET.nodes })
}

const app = JSON.parse(readFileSync(join(DIST, 'app.json'), 'utf8')) as AppJson
packages(app)
await pages(app)
if (broken > 0) console.error(`\n${broken} over budget`)
process.exit(broken > 0 ? 1 : 0)
