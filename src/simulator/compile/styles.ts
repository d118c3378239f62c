/**
 * WXSS to CSS that may live beside other pages: lengths of the phone, WeChat's element names, and a
 * scope for every sheet, so that what a page says holds for that page alone.
 */
import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import postcss, { type AtRule, type Container, type Root, type Rule } from 'postcss'
import { type CompiledStyle, PackageError } from './compiled-package.ts'
import { toPhoneLengths } from './lengths.ts'
import { rewriteSelector, type Scope } from './selectors.ts'

/**
 * Compiles one sheet with everything it imports.
 *
 * @param root the package's folder
 * @param path the sheet's path in the package, without `.wxss`
 * @throws PackageError naming file, line and column of a syntax error or of a missing import
 */
export function compileStyle(root: string, path: string, scope: Scope): CompiledStyle {
  const tree = readSheet(root, join(root, `${path}.wxss`), [])
  tree.walkDecls((declaration) => {
    declaration.value = toPhoneLengths(declaration.value)
  })
  tree.walkRules((rule) => {
    if (!isKeyframe(rule)) rule.selector = rewriteSelector(rule.selector, scope)
  })
  tree.walkAtRules('media', (media) => bindMedia(media))
  const style: CompiledStyle = { path, css: tree.toString() }
  return scope.kind === 'component' ? { ...style, scope: scope.prefix } : style
}

function readSheet(root: string, file: string, importers: string[]): Root {
  const name = relative(root, file)
  if (importers.includes(file)) throw new PackageError(`${name}: imports itself through ${importers.length} sheet(s)`)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    const importer = importers.at(-1)
    throw new PackageError(`${importer ? relative(root, importer) : name}: cannot read ${name}`)
  }
  let tree: Root
  try {
    tree = postcss.parse(text, { from: name })
  } catch (error) {
    throw new PackageError(String((error as Error).message))
  }
  tree.walkAtRules('import', (rule) => {
    const target = /^(?:url\()?["']?([^"')]+)/.exec(rule.params.trim())?.[1]
    if (!target) throw new PackageError(`${name}: @import without a path`)
    const imported = target.startsWith('/') ? join(root, target) : join(dirname(file), target)
    rule.replaceWith(readSheet(root, imported, [...importers, file]).nodes)
  })
  return tree
}

function isKeyframe(rule: Rule): boolean {
  const parent = rule.parent
  return parent?.type === 'atrule' && /keyframes$/i.test((parent as AtRule).name)
}

/**
 * The phone's theme and width are not the browser's: a colour-scheme query becomes a condition on the
 * phone's element, a width query a container query on the page's view.
 */
function bindMedia(media: AtRule): void {
  const scheme = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/i
  const found = scheme.exec(media.params)
  if (found) {
    const theme = found[1]?.toLowerCase()
    media.walkRules((rule) => {
      if (!isKeyframe(rule)) rule.selectors = rule.selectors.map((one) => `:where([data-theme="${theme}"]) ${one}`)
    })
    media.params = media.params
      .replace(scheme, '')
      .replace(/^\s*(?:(?:only\s+)?(?:screen|all)\s+)?and\s+|\s+and\s*$/gi, '')
      .trim()
  }
  if (media.params === '' || /^(?:only\s+)?(?:screen|all)$/i.test(media.params)) {
    media.replaceWith((media as Container).nodes ?? [])
    return
  }
  if (/\b(?:min-|max-)?(?:width|height)\b/.test(media.params)) {
    media.name = 'container'
    media.params = `page ${media.params.replace(/^(?:only\s+)?(?:screen|all)\s+and\s+/i, '')}`
  }
}
