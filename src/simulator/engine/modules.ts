/** CommonJS as WeChat has it: every file is a module, and files find each other by path. */
import { forbiddenNames, type GlobalScope } from './closed-globals.ts'

type Scripts = Record<string, string>

/** Runs the package's files, each once, inside a closed scope. */
export class Modules {
  private scripts: Scripts
  private scope: GlobalScope
  private loaded = new Map<string, { exports: unknown }>()
  private names: string[]
  private values: unknown[]

  constructor(scripts: Scripts, scope: GlobalScope) {
    this.scripts = scripts
    this.scope = scope
    const given = Object.keys(scope)
    const forbidden = forbiddenNames().filter((name) => !given.includes(name))
    this.names = [...given, ...forbidden]
    this.values = [...given.map((name) => scope[name]), ...forbidden.map(() => undefined)]
  }

  has(path: string): boolean {
    return path in this.scripts
  }

  /** @throws whatever the file throws, and an error as WeChat words it when a file is missing */
  run(path: string): unknown {
    const known = this.loaded.get(path)
    if (known) return known.exports
    const text = this.scripts[path]
    if (text === undefined) throw new Error(`module '${path}' is not defined`)
    const module = { exports: {} as unknown }
    this.loaded.set(path, module)
    const wrapped = `return function (require, module, exports) {"use strict";\n${text}\n}\n//# sourceURL=weapp/${path}`
    const build = new Function(...this.names, wrapped) as (...values: unknown[]) => (...values: unknown[]) => void
    const require = (target: string) => this.run(this.resolve(target, path))
    build(...this.values).call(this.scope, require, module, module.exports)
    return module.exports
  }

  private resolve(target: string, from: string): string {
    const candidates: string[] = []
    if (target.startsWith('.') || target.startsWith('/')) {
      candidates.push(normalize(target.startsWith('/') ? target : `${from.replace(/[^/]*$/, '')}${target}`))
    } else {
      candidates.push(normalize(`${from.replace(/[^/]*$/, '')}${target}`))
      candidates.push(`miniprogram_npm/${target}`)
    }
    for (const base of candidates) {
      for (const path of [base, `${base}.js`, `${base}/index.js`]) if (this.has(path)) return path
    }
    throw new Error(`module '${candidates[0]}.js' is not defined, require args is '${target}'`)
  }
}

function normalize(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}
