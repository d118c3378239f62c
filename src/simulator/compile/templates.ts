/** WXML and WXS to the text that WeChat's component engine (glass-easel) runs. */
import { createRequire } from 'node:module'
import { PackageError } from './compiled-package.ts'

interface TemplateProblem {
  level: string
  isError: boolean
  message: string
  path: string
  startLine: number
  startColumn: number
}

interface TemplateGroup {
  addTmpl(path: string, text: string): TemplateProblem[]
  addScript(path: string, text: string): void
  getDirectDependencies(path: string): string[]
  getScriptDependencies(path: string): string[]
  getTmplGenObjectGroups(): string
  free(): void
}

// The compiler is a CommonJS module around WebAssembly.
const { TmplGroup } = createRequire(import.meta.url)('glass-easel-template-compiler') as {
  TmplGroup: new () => TemplateGroup
}

/**
 * @param templates WXML text by path without extension
 * @param scripts WXS text by path with extension
 * @returns a JavaScript expression: an object from template path to generated template
 * @throws PackageError with file, line and column of the first error, or the name of a missing import
 */
export function compileTemplates(
  templates: Map<string, string>,
  scripts: Map<string, string>,
): { code: string; warnings: string[] } {
  const group = new TmplGroup()
  const warnings: string[] = []
  try {
    for (const [path, text] of scripts) group.addScript(path.replace(/\.wxs$/, ''), commonScript(text))
    for (const [path, text] of templates) {
      for (const problem of group.addTmpl(path, text)) {
        const where = `${path}.wxml:${problem.startLine + 1}:${problem.startColumn + 1}`
        if (problem.isError) throw new PackageError(`${where}: ${problem.message}`)
        warnings.push(`${where}: ${problem.message}`)
      }
    }
    for (const path of templates.keys()) {
      for (const needed of group.getDirectDependencies(path)) {
        if (!templates.has(needed)) throw new PackageError(`${path}.wxml: imports ${needed}.wxml, which is not there`)
      }
      for (const needed of group.getScriptDependencies(path)) {
        if (!scripts.has(`${needed}.wxs`))
          throw new PackageError(`${path}.wxml: needs ${needed}.wxs, which is not there`)
      }
    }
    return { code: group.getTmplGenObjectGroups(), warnings }
  } finally {
    group.free()
  }
}

/** WXS has `getDate` and `getRegExp` where JavaScript has constructors. */
function commonScript(text: string): string {
  if (!/\bget(?:Date|RegExp)\b/.test(text)) return text
  const words =
    'var getDate=function(){return arguments.length?new (Function.prototype.bind.apply(Date,[null].concat([].slice.call(arguments)))):new Date()};' +
    'var getRegExp=function(p,f){return new RegExp(p,f)};'
  return words + text
}
