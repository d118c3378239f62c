/**
 * Selectors as WeChat rewrites them: `view` is the element `wx-view`, and a sheet reaches only the page
 * or the component that it belongs to.
 */
import selectorParser from 'postcss-selector-parser'

export type Scope =
  /** app.wxss: every page. */
  | { kind: 'app' }
  /** One page's sheet. */
  | { kind: 'page'; path: string }
  /** A component's sheet: its class names are prefixed, as are those in its template. */
  | { kind: 'component'; prefix: string }

export function rewriteSelector(selector: string, scope: Scope): string {
  return selectorParser((root) => {
    root.walkTags((tag) => {
      tag.value = `wx-${tag.value}`
    })
    root.walkPseudos((pseudo) => {
      if (pseudo.value === ':root') pseudo.replaceWith(selectorParser.tag({ value: 'wx-page' }))
      if (pseudo.value === ':host') pseudo.replaceWith(selectorParser.className({ value: 'wx-host' }))
    })
    if (scope.kind === 'component') {
      root.walkClasses((name) => {
        if (name.value !== 'wx-host') name.value = `${scope.prefix}--${name.value}`
      })
    }
    if (scope.kind === 'page') root.each((one) => scopeToPage(one, scope.path))
  }).processSync(selector)
}

/**
 * `:where` adds nothing to a selector's weight, so the cascade between app.wxss and a page's sheet stays
 * what it is in WeChat.
 */
function scopeToPage(selector: selectorParser.Selector, path: string): void {
  let page: selectorParser.Tag | undefined
  selector.walkTags((tag) => {
    if (tag.value === 'wx-page') page ??= tag
  })
  if (page) {
    page.parent?.insertAfter(page, selectorParser.pseudo({ value: `:where([is="${path}"])` }))
    return
  }
  selector.prepend(selectorParser.combinator({ value: ' ' }))
  selector.prepend(selectorParser.pseudo({ value: `:where(wx-page[is="${path}"])` }))
}
