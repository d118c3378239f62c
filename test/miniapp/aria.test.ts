import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ariaAttributes } from '../../config/aria/attributes.js'

/** The built WeChat package; the test command builds it first. */
const TEMPLATES = readFileSync(join(import.meta.dirname, '../../dist/weapp/base.wxml'), 'utf8')

/** Opening tags of an element in the templates that take attributes at all: pure-view and click-view have none. */
const tagsOf = (element: string): string[] =>
  [...TEMPLATES.matchAll(new RegExp(`<${element} [^>]*>`, 'g'))].map(([tag]) => tag).filter((tag) => /i\.p\d/.test(tag))

describe('a screen reader in WeChat', () => {
  it.each(Object.entries(ariaAttributes))('is told of every %s', (component, attributes) => {
    const tags = tagsOf(component.toLowerCase())
    expect(tags.length).toBeGreaterThan(0)
    for (const tag of tags) {
      for (const name of Object.keys(attributes)) expect(tag).toMatch(new RegExp(` ?${name}="\\{\\{[^"]*i\\.p\\d+`))
    }
  })
})
