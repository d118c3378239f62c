/** Reads a built WeChat package and compiles all of it. A package of 2 MB takes some tens of milliseconds. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import {
  type AppConfig,
  type CompiledPackage,
  type CompiledStyle,
  type ComponentConfig,
  PackageError,
  type Theme,
} from './compiled-package.ts'
import { compileStyle } from './styles.ts'
import { compileTemplates } from './templates.ts'

/**
 * @param root the folder with app.json
 * @throws PackageError whose message begins with the file at fault
 */
export function compilePackage(root: string): CompiledPackage {
  if (!existsSync(join(root, 'app.json'))) throw new PackageError(`app.json: there is none in ${root}`)
  const files = listFiles(root)
  const app = readAppConfig(root)
  const components = collectComponents(root, app)
  const withExtension = (extension: string) => files.filter((file) => file.endsWith(extension))
  const { code, warnings } = compileTemplates(
    new Map(withExtension('.wxml').map((file) => [file.slice(0, -5), readText(root, file)])),
    new Map(withExtension('.wxs').map((file) => [file, readText(root, file)])),
  )
  return {
    ...readProject(root),
    app,
    theme: readTheme(root, app),
    components,
    templates: code,
    styles: compileStyles(root, app, components),
    scripts: Object.fromEntries(withExtension('.js').map((file) => [file, readText(root, file)])),
    sizes: measure(root, files, app.subpackageRoots),
    warnings,
  }
}

/** The newest change in the folder, in milliseconds: a package is compiled again only when this moves. */
export function packageVersion(root: string): number {
  return Math.max(0, ...listFiles(root).map((file) => statSync(join(root, file)).mtimeMs))
}

function listFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

function readText(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function readJson<T>(root: string, file: string): T {
  try {
    return JSON.parse(readText(root, file)) as T
  } catch (error) {
    throw new PackageError(`${file}: ${(error as Error).message}`)
  }
}

interface RawSubpackage {
  root: string
  pages: string[]
}

function readAppConfig(root: string): AppConfig {
  const raw = readJson<Record<string, unknown>>(root, 'app.json')
  const pages = raw.pages as string[] | undefined
  if (!pages?.length) throw new PackageError('app.json: "pages" must name at least one page')
  const subpackages = (raw.subPackages ?? raw.subpackages ?? []) as RawSubpackage[]
  const subpackageRoots = subpackages.map((one) => one.root.replace(/^\/|\/$/g, ''))
  const inSubpackages = subpackages.flatMap((one, index) =>
    one.pages.map((page) => posix.join(subpackageRoots[index] ?? '', page)),
  )
  const allPages = [...pages, ...inSubpackages]
  for (const page of allPages) {
    if (!existsSync(join(root, `${page}.wxml`))) throw new PackageError(`app.json: page ${page} has no ${page}.wxml`)
  }
  const entry = raw.entryPagePath as string | undefined
  if (entry && !pages.includes(entry)) throw new PackageError(`app.json: entryPagePath ${entry} is not in "pages"`)
  return {
    ...raw,
    pages,
    allPages,
    subpackageRoots,
    window: (raw.window ?? {}) as AppConfig['window'],
    darkmode: raw.darkmode === true,
    usingComponents: (raw.usingComponents ?? {}) as Record<string, string>,
  } as AppConfig
}

/** Pages, and every component that they or app.json use, however deep. */
function collectComponents(root: string, app: AppConfig): Record<string, ComponentConfig> {
  const found: Record<string, ComponentConfig> = {}
  const shared = Object.fromEntries(
    Object.entries(app.usingComponents).map(([name, path]) => [name, `/${path.replace(/^\//, '')}`]),
  )
  const visit = (path: string): void => {
    if (found[path]) return
    const file = `${path}.json`
    const config = existsSync(join(root, file)) ? readJson<ComponentConfig>(root, file) : {}
    const usingComponents = { ...shared, ...config.usingComponents }
    found[path] = { ...config, usingComponents }
    for (const [name, target] of Object.entries(usingComponents)) {
      if (/^plugin(-private)?:/.test(target)) throw new PackageError(`${file}: ${name} comes from a plug-in`)
      const component = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(path), target)
      if (!existsSync(join(root, `${component}.wxml`))) {
        throw new PackageError(`${file}: component ${name} (${component}.wxml) is not there`)
      }
      visit(component)
    }
  }
  app.allPages.forEach(visit)
  return found
}

function compileStyles(root: string, app: AppConfig, components: Record<string, ComponentConfig>): CompiledStyle[] {
  const styles: CompiledStyle[] = []
  const has = (path: string) => existsSync(join(root, `${path}.wxss`))
  if (has('app')) styles.push(compileStyle(root, 'app', { kind: 'app' }))
  const pages = new Set(app.allPages)
  Object.keys(components).forEach((path, index) => {
    if (!has(path)) return
    const scope = pages.has(path)
      ? ({ kind: 'page', path } as const)
      : ({ kind: 'component', prefix: `c${index}` } as const)
    styles.push(compileStyle(root, path, scope))
  })
  return styles
}

function readTheme(root: string, app: AppConfig): Theme | null {
  if (!app.themeLocation) return null
  const theme = readJson<Partial<Theme>>(root, app.themeLocation)
  if (!theme.light || !theme.dark) throw new PackageError(`${app.themeLocation}: needs "light" and "dark"`)
  return { light: theme.light, dark: theme.dark }
}

function readProject(root: string): { appId: string; name: string } {
  const file = 'project.config.json'
  const project = existsSync(join(root, file)) ? readJson<{ appid?: string; projectname?: string }>(root, file) : {}
  return { appId: project.appid ?? 'touristappid', name: project.projectname ?? '小程序' }
}

function measure(root: string, files: string[], subpackages: string[]): Record<string, number> {
  const sizes: Record<string, number> = { '': 0 }
  for (const file of files) {
    const owner = subpackages.find((one) => file.startsWith(`${one}/`)) ?? ''
    sizes[owner] = (sizes[owner] ?? 0) + statSync(join(root, file)).size
  }
  return sizes
}
