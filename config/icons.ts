/**
 * Draws the icons from lucide's, with strokes of 1.7: src/miniapp/ui/Icon/Icon.scss (masks that take the colour of the
 * text around them) and the PNGs of the tabs, 81×81 for both themes. Run by hand after a change of names.ts, with a
 * Chromium for the PNGs: node config/icons.ts [/usr/bin/chromium]
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { ICON_NAMES } from '../src/miniapp/ui/Icon/names.ts'

const STROKE = '1.7'
const TABS = { home: 'house', products: 'chart-no-axes-column', statement: 'text-align-start', me: 'user-round' }
/** As in tokens.scss: ink-3 at rest, accent when chosen. */
const COLOURS = {
  light: '#5F6A65',
  'chosen.light': '#0B6B58',
  dark: '#97A39E',
  'chosen.dark': '#57C7AA',
}

const root = new URL('..', import.meta.url)
const at = (path: string) => new URL(path, root)

function drawn(name: string): string {
  const svg = readFileSync(at(`node_modules/lucide-static/icons/${name}.svg`), 'utf8')
  const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.indexOf('</svg>'))
  return shapes.replace(/\s+/g, ' ').replace(/ \/>/g, '/>').trim()
}

const svg = (name: string, colour: string, size = 24) =>
  `<svg xmlns='http://www.w3.org/2000/svg' width='${size}' height='${size}' viewBox='0 0 24 24' fill='none' stroke='${colour}' ` +
  `stroke-width='${STROKE}' stroke-linecap='round' stroke-linejoin='round'>${drawn(name).replace(/"/g, "'")}</svg>`

const uri = (name: string) =>
  `data:image/svg+xml,${svg(name, '#000').replace(/[%#<>"]/g, (sign) => encodeURIComponent(sign))}`

const iconSheet = (): string => `/* biome-ignore-all format: drawn, not written */
/* Drawn by config/icons.ts from lucide (ISC licence); change names.ts and draw again. */
.icon {
  flex: none;
  width: var(--icon);
  height: var(--icon);
  background: currentColor;
  -webkit-mask: var(--drawn) center / 100% 100% no-repeat;
  mask: var(--drawn) center / 100% 100% no-repeat;
}

.icon--small {
  width: calc(var(--icon) * 0.8);
  height: calc(var(--icon) * 0.8);
}

.icon--large {
  width: calc(var(--icon) * 1.4);
  height: calc(var(--icon) * 1.4);
}

.icon--accent {
  color: var(--accent);
}

.icon--quiet {
  color: var(--ink-3);
}
${ICON_NAMES.map((name) => `\n.icon-${name} {\n  --drawn: url("${uri(name)}");\n}\n`).join('')}`

async function drawTabs(executablePath: string): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const page = await browser.newPage({ viewport: { width: 81, height: 81 } })
  for (const [tab, name] of Object.entries(TABS)) {
    for (const [state, colour] of Object.entries(COLOURS)) {
      const picture = svg(name, colour, 73)
      await page.setContent(`<body style='margin:0;padding:4px;background:transparent'>${picture}</body>`)
      writeFileSync(at(`src/miniapp/assets/tabs/${tab}.${state}.png`), await page.screenshot({ omitBackground: true }))
    }
  }
  await browser.close()
}

if (import.meta.main) {
  writeFileSync(at('src/miniapp/ui/Icon/Icon.scss'), iconSheet())
  await drawTabs(process.argv[2] ?? '/usr/bin/chromium')
}
