/**
 * Draws the pictures of cards in the chat (5:4), money to claim and money that is asked for, and those of a shared product
 * (5:4) and of Moments (square): a deposit as a line from today to its last day.
 * No words and no figures, so that no rate can be out of date. Run by hand, with a Chromium:
 * node config/pictures.ts [/usr/bin/chromium]
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const SIZES = { card: [500, 400], square: [400, 400], claim: [500, 400], request: [500, 400] } as const

/** The tokens of the light theme. */
const BG = '#F5F4F0'
const SURFACE = '#FFFFFF'
const ACCENT = '#0B6B58'
const SOFT = '#E1EFEA'

function picture(width: number, height: number): string {
  const left = 96
  const right = width - 96
  const line = height * 0.66
  const bars = [0.16, 0.22, 0.28, 0.36].map((share, index, all) => {
    const step = (right - left) / all.length
    const x = left + step * index + step * 0.18
    const tall = height * share
    return `<rect x='${x}' y='${line - 34 - tall}' width='${step * 0.64}' height='${tall}' rx='14' fill='${
      index === all.length - 1 ? ACCENT : SOFT
    }'/>`
  })
  return `<svg xmlns='http://www.w3.org/2000/svg' width='${width}' height='${height}'>
    <rect width='100%' height='100%' fill='${BG}'/>
    <rect x='40' y='40' width='${width - 80}' height='${height - 80}' rx='44' fill='${SURFACE}'/>
    ${bars.join('')}
    <line x1='${left + 22}' y1='${line}' x2='${right - 22}' y2='${line}' stroke='${ACCENT}' stroke-width='5'
      stroke-dasharray='0 14' stroke-linecap='round'/>
    <circle cx='${left}' cy='${line}' r='13' fill='${ACCENT}'/>
    <circle cx='${right}' cy='${line}' r='11' fill='${SURFACE}' stroke='${ACCENT}' stroke-width='5'/>
  </svg>`
}

/** Money in an open hand of paper: a coin above an envelope. */
function claim(width: number, height: number): string {
  const middle = width / 2
  return `<svg xmlns='http://www.w3.org/2000/svg' width='${width}' height='${height}'>
    <rect width='100%' height='100%' fill='${BG}'/>
    <circle cx='${middle}' cy='${height * 0.36}' r='74' fill='${ACCENT}'/>
    <path d='M${middle - 26} ${height * 0.36 - 34} l26 36 l26 -36 M${middle} ${height * 0.36 + 2} v38
      M${middle - 24} ${height * 0.36 + 8} h48 M${middle - 24} ${height * 0.36 + 24} h48'
      fill='none' stroke='${SURFACE}' stroke-width='9' stroke-linecap='round' stroke-linejoin='round'/>
    <rect x='${middle - 160}' y='${height * 0.5}' width='320' height='150' rx='30' fill='${SURFACE}'/>
    <path d='M${middle - 160} ${height * 0.5 + 34} l160 62 l160 -62' fill='none' stroke='${SOFT}' stroke-width='10'
      stroke-linejoin='round'/>
  </svg>`
}

/** A bill on paper, in equal parts: one of them is paid. */
function request(width: number, height: number): string {
  const [left, top] = [width / 2 - 110, height * 0.16]
  const part = (nth: number, paid: boolean) => `
    <circle cx='${left + 46}' cy='${top + 66 + nth * 66}' r='18' fill='${paid ? ACCENT : SOFT}'/>
    <rect x='${left + 82}' y='${top + 58 + nth * 66}' width='106' height='16' rx='8' fill='${paid ? ACCENT : SOFT}'/>`
  return `<svg xmlns='http://www.w3.org/2000/svg' width='${width}' height='${height}'>
    <rect width='100%' height='100%' fill='${BG}'/>
    <path d='M${left} ${top} h220 v264 l-27.5 -20 l-27.5 20 l-27.5 -20 l-27.5 20 l-27.5 -20 l-27.5 20 l-27.5 -20 l-27.5 20 z'
      fill='${SURFACE}'/>
    ${part(0, true)}${part(1, false)}${part(2, false)}
  </svg>`
}

const folder = new URL('../src/miniapp/assets/share/', import.meta.url)
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const drawn = { card: picture, square: picture, claim, request } as const
for (const [name, [width, height]] of Object.entries(SIZES)) {
  const page = await browser.newPage({ viewport: { width, height } })
  await page.setContent(`<body style='margin:0'>${drawn[name as keyof typeof SIZES](width, height)}</body>`)
  writeFileSync(new URL(`${name}.png`, folder), await page.screenshot())
}
await browser.close()
