import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import postcss, { type Container, type Rule } from 'postcss'
import { compile } from 'sass'
import { describe, expect, it } from 'vitest'

const MINIAPP = join(import.meta.dirname, '../../src/miniapp')

/** A colour without a ground of its own may stand on any of these. */
const GROUNDS = ['bg', 'surface', 'sunken']
/** Coloured grounds, and the colours that are written on them without naming them. */
const TINTED = { 'accent-soft': ['accent', 'ink', 'ink-2'], 'warn-soft': ['warn', 'ink', 'ink-2'] }
/** Written on `accent` alone, and always in a rule that names it. */
const ONLY_ON_ACCENT = 'on-accent'

type Theme = ReadonlyMap<string, string>

const sheetOf = (path: string) => postcss.parse(compile(path).css)

function declarations(rule: Container): Map<string, string> {
  const found = new Map<string, string>()
  rule.walkDecls((declaration) => void found.set(declaration.prop, declaration.value))
  return found
}

/** The tokens that a selector of tokens.scss sets. */
function theme(selector: string): Theme {
  const tokens = new Map<string, string>()
  sheetOf(join(MINIAPP, 'ui/tokens.scss')).walkRules(selector, (rule) => {
    for (const [name, value] of declarations(rule)) if (value.startsWith('#')) tokens.set(name.slice(2), value)
  })
  return tokens
}
const THEMES = { light: theme('.page.light'), dark: theme('.page.dark') }

/** Relative luminance by WCAG 2. */
function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(full.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const token = (value: string | undefined) => /^var\(--([a-z0-9-]+)\)$/.exec(value ?? '')?.[1]

interface Use {
  readonly colour: string
  readonly ground: string
  readonly where: string
}

/** Every colour of text on every ground it is or may be written on, out of all style sheets. */
function usesIn(path: string): Use[] {
  const uses: Use[] = []
  sheetOf(path).walkRules((rule: Rule) => {
    const set = declarations(rule)
    const colour = token(set.get('color'))
    const ground = token(set.get('background'))
    if (!colour) return
    const where = `${path.slice(MINIAPP.length + 1)} ${rule.selector}`
    if (ground) uses.push({ colour, ground, where })
    else if (colour === ONLY_ON_ACCENT) throw new Error(`${where}: ${colour} without its ground`)
    else {
      const tinted = Object.entries(TINTED).flatMap(([name, colours]) => (colours.includes(colour) ? [name] : []))
      for (const one of [...GROUNDS, ...tinted]) uses.push({ colour, ground: one, where })
    }
  })
  return uses
}

const sheets = readdirSync(MINIAPP, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.scss'))
  .map((path) => join(MINIAPP, path))
const uses = sheets.flatMap(usesIn)

describe('words can be read', () => {
  it('finds both themes with the same tokens', () => {
    expect(THEMES.light.size).toBeGreaterThan(12)
    expect([...THEMES.dark.keys()]).toEqual([...THEMES.light.keys()])
  })

  it('finds the colours in use', () => {
    expect(new Set(uses.map(({ colour }) => colour))).toContain('ink-3')
    expect(uses.length).toBeGreaterThan(100)
  })

  it.each(Object.entries(THEMES))('has at least 4.5 : 1 for every pair in use, %s', (_, tokens) => {
    const pale = uses
      .map((use) => ({ ...use, ratio: contrast(tokens.get(use.colour) ?? '', tokens.get(use.ground) ?? '') }))
      .filter(({ ratio }) => !(ratio >= 4.5))
      .map(({ colour, ground, where, ratio }) => `${colour} on ${ground}: ${ratio.toFixed(2)} (${where})`)
    expect(pale).toEqual([])
  })

  it('takes every colour from the tokens', () => {
    const loose = sheets
      .filter((path) => !path.endsWith('tokens.scss'))
      .flatMap((path) => {
        const found: string[] = []
        sheetOf(path).walkDecls((declaration) => {
          if (/url\(/.test(declaration.value)) return
          if (/#[0-9a-f]{3,8}\b|rgba?\(|hsl/i.test(declaration.value)) found.push(`${path}: ${declaration}`)
        })
        return found
      })
      // app.scss gives WeChat's page element the tokens themselves.
      .filter((line) => !/app\.scss: --/.test(line))
    expect(loose).toEqual([])
  })
})
