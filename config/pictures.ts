/**
 * Draws the pictures of a shared card (5:4) and of Moments (square): a deposit as a line from today to its last day.
 * No words and no figures, so that no rate can be out of date. Run by hand, with a Chromium:
 * node config/pictures.ts [/usr/bin/chromium]
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const SIZES = { card: [500, 400], square: [400, 400] } as const

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

const folder = new URL('../src/miniapp/assets/share/', import.meta.url)
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
for (const [name, [width, height]] of Object.entries(SIZES)) {
  const page = await browser.newPage({ viewport: { width, height } })
  await page.setContent(`<body style='margin:0'>${picture(width, height)}</body>`)
  writeFileSync(new URL(`${name}.png`, folder), await page.screenshot())
}
await browser.close()
