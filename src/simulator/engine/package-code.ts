/** A package's own code in this run: its templates, its modules, its components, in a closed scope. */
import * as glassEasel from 'glass-easel'
import {
  type AssociatedBackend,
  type CodeSpace,
  type ComponentEnv,
  MiniProgramEnv,
} from 'glass-easel-miniprogram-adapter'
import { PhoneBackend } from './backend.ts'
import { closedConsole } from './closed-console.ts'
import { createGlobalScope } from './closed-globals.ts'
import type { MiniProgram } from './mini-program.ts'
import { Modules } from './modules.ts'

// Ids are needed in the document: by label's `for`, by scroll-into-view, by tests.
glassEasel.globalOptions.writeIdToDOM = true

export class PackageCode {
  readonly backend: AssociatedBackend
  readonly codeSpace: CodeSpace
  private program: MiniProgram
  private modules: Modules
  private defining: ComponentEnv | null = null
  private loadedPages = new Set<string>()

  /** @param wx the object that the package will find under that name */
  constructor(program: MiniProgram, wx: unknown) {
    this.program = program
    const environment = new MiniProgramEnv()
    this.backend = environment.associateBackend(new PhoneBackend(program) as never)
    this.codeSpace = environment.createCodeSpace('', true)
    this.addTemplates()
    const { app, pkg, router, timers } = program
    this.modules = new Modules(
      pkg.scripts,
      createGlobalScope({
        ...timers.functions,
        console: closedConsole(program),
        wx,
        Page: this.definer('Page'),
        Component: this.definer('Component'),
        Behavior: this.definer('Behavior'),
        App: (definition: Record<string, unknown>) => app.register(definition),
        getApp: () => app.instance,
        getCurrentPages: () => router.stack.map((page) => page.instance),
        __wxConfig: { ...pkg.app, envVersion: 'develop', accountInfo: { appId: pkg.appId } },
      }),
    )
  }

  /** Runs app.js, the components, and the main package's pages unless the package loads its code lazily. */
  start(): void {
    const { app, components } = this.program.pkg
    this.program.guard(() => this.modules.run('app.js'), 'app.js')
    const pages = new Set(app.allPages)
    for (const path of Object.keys(components)) if (!pages.has(path)) this.runComponent(path)
    if (!app.lazyCodeLoading) for (const page of app.pages) this.loadPage(page)
  }

  /** Runs a page's file once, so that its component is known. */
  loadPage(path: string): void {
    if (this.loadedPages.has(path) || !this.program.pkg.components[path]) return
    this.loadedPages.add(path)
    this.runComponent(path)
  }

  private addTemplates(): void {
    const { components, styles, templates } = this.program.pkg
    const groups = new Function(`return ${templates}`)() as glassEasel.template.ProcGenGroupList
    for (const [path, config] of Object.entries(components)) {
      const content = groups[path]
      if (content) {
        // `bindtap` on a built-in element is a listener, not an attribute.
        const template = { groupList: groups, content, fallbackListenerOnNativeNode: true }
        this.codeSpace.addCompiledTemplate(path, template as never)
      }
      this.codeSpace.addComponentStaticConfig(path, config as never)
    }
    for (const style of styles) this.codeSpace.addStyleSheet(style.path, undefined, style.scope)
  }

  /** `Page(…)` belongs to the file that runs now, from whichever module it is called. */
  private runComponent(path: string): void {
    const outer = this.defining
    this.codeSpace.componentEnv(path, (environment) => {
      this.defining = environment
      this.program.guard(() => this.modules.run(`${path}.js`), `${path}.js`)
    })
    this.defining = outer
  }

  private definer<Name extends keyof ComponentEnv>(name: Name): ComponentEnv[Name] {
    const call = (...values: unknown[]) => {
      if (!this.defining) throw new Error(`${name}() may be called only while a page's or a component's file runs`)
      return (this.defining[name] as (...given: unknown[]) => unknown)(...values)
    }
    return call as unknown as ComponentEnv[Name]
  }
}
