import { afterAll, describe, expect, it } from 'vitest'
import { compilePackage } from '../../src/simulator/compile/package.ts'
import { closeBrowser, TOUR, writePackage } from './stand.ts'

afterAll(closeBrowser)

const page = (files = {}) =>
  writePackage({ 'app.json': { pages: ['pages/a/index'] }, 'app.js': '', 'pages/a/index.wxml': '<view/>', ...files })

const css = async (wxss: string, path = 'pages/a/index') => {
  const folder = await page({ [`${path}.wxss`]: wxss })
  return compilePackage(folder).styles.find((style) => style.path === path)?.css
}

describe('A built package is compiled', () => {
  it('with its pages, subpackages, components and theme', () => {
    const pkg = compilePackage(TOUR)
    expect(pkg.appId).toBe('wxfixture0000001')
    expect(pkg.app.allPages).toContain('extra/pages/deep/index')
    expect(Object.keys(pkg.components)).toContain('components/card/card')
    expect(pkg.theme?.dark.barText).toBe('white')
    expect(pkg.sizes.extra).toBeGreaterThan(0)
  })

  // 开发/框架/WXSS: rpx 规定屏幕宽为750rpx; 使用@import语句可以导入外联样式表.
  it('with lengths that belong to the phone, and imports put in place', async () => {
    expect(await css('.a { padding: 10rpx calc(100vh - 2rpx); background: url("a10rpx.png") }')).toBe(
      ':where(wx-page[is="pages/a/index"]) .a { padding: calc(10 * var(--rpx)) calc(calc(100 * var(--vh)) - calc(2 * var(--rpx))); background: url("a10rpx.png") }',
    )
    const folder = await page({
      'app.wxss': '@import "x/y.wxss";\n.b{}',
      'x/y.wxss': '@import "../z.wxss";',
      'z.wxss': '.z{}',
    })
    expect(compilePackage(folder).styles[0]?.css.replace(/\s/g, '')).toBe('.z{}.b{}')
  })

  it('with selectors that reach one page, and dark rules that follow the phone, not the browser', async () => {
    expect(await css('page{} view.a>text::after{}')).toBe(
      'wx-page:where([is="pages/a/index"]){} :where(wx-page[is="pages/a/index"]) wx-view.a>wx-text::after{}',
    )
    expect(await css('@media (prefers-color-scheme: dark) { .a { color: red } }', 'app')).toContain(
      ':where([data-theme="dark"]) .a { color: red }',
    )
  })

  it.each([
    ['app.json', { 'app.json': '{"pages": [' }, /^app\.json: /],
    [
      'a page that is not there',
      { 'app.json': { pages: ['pages/b/index'] } },
      /^app\.json: page pages\/b\/index has no/,
    ],
    ['a style sheet', { 'pages/a/index.wxss': '.a { color: red' }, /pages\/a\/index\.wxss:1:1/],
    ['an import', { 'app.wxss': '@import "gone.wxss";' }, /^app\.wxss: cannot read gone\.wxss/],
    ['a template', { 'pages/a/index.wxml': '<view wx:if="{{a +}}"/>' }, /^pages\/a\/index\.wxml:1:/],
    [
      'a template import',
      { 'pages/a/index.wxml': '<import src="gone.wxml"/>' },
      /^pages\/a\/index\.wxml: imports pages\/a\/gone/,
    ],
    [
      'a component that is not there',
      { 'pages/a/index.json': { usingComponents: { card: '/gone' } } },
      /^pages\/a\/index\.json: component card/,
    ],
  ])('and an error in %s names the file', async (_, files, message) => {
    const folder = await page(files)
    expect(() => compilePackage(folder)).toThrow(message)
  })
})
