/**
 * config/run/: the commands behind `npm start`, `npm test`, `npm run check` and `npm run size`. What they share is here:
 * install when the lock file changed, build when a source changed, run a program and show that it lives. Plain
 * JavaScript, because it runs before anything is installed, on any Node from 20 on.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BIN = join(ROOT, 'node_modules', '.bin')

/** Path of a program that the project's packages brought. */
export const bin = (name) => join(BIN, process.platform === 'win32' ? `${name}.cmd` : name)

/** The environment for our programs: the pinned Node first. */
export const environment = (extra = {}) => ({ ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}`, ...extra })

/** Ends with one line that says what is wrong. */
export function stop(line) {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}

/** Steps under way: only one that is alone has a line that moves. */
let underWay = 0

/**
 * Runs a long program behind one line that shows the seconds; its output is kept and printed only when it fails.
 * Ends the process with its exit code then.
 */
export async function step(title, command, args, env = {}) {
  const started = Date.now()
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`
  underWay++
  // Others begin in the same turn.
  await null
  const live = process.stdout.isTTY && underWay === 1
  process.stdout.write(live ? title : `${title} …\n`)
  const tick = live && setInterval(() => process.stdout.write(`\r${title} … ${seconds()}`), 500)
  const child = spawn(command, args, {
    cwd: ROOT,
    env: environment({ NO_COLOR: '1', ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const code = await new Promise((done) => {
    child.on('error', (error) => {
      output += `${error.message}\n`
      done(1)
    })
    child.on('close', done)
  })
  clearInterval(tick)
  underWay--
  process.stdout.write(`${live ? '\r' : ''}${title} ${code === 0 ? '✓' : '✗'} ${seconds()}\n`)
  if (code !== 0) {
    process.stderr.write(output)
    process.exit(code ?? 1)
  }
  return output
}

/** Runs a program in the foreground and gives its exit code. Ctrl-C reaches it; we wait for its own clean stop. */
export function foreground(command, args, env = {}) {
  const child = spawn(command, args, { cwd: ROOT, env: environment(env), stdio: 'inherit' })
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((done) => {
    child.on('error', (error) => stop(error.message))
    child.on('close', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 1)))
  })
}

function filesBelow(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}

function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((name) => filesBelow(join(ROOT, name))))
    hash.update(path.slice(ROOT.length)).update(readFileSync(path))
  return hash.digest('hex')
}

/** Does `work` when the stamp of `paths` differs from the one kept at `stampFile`, and keeps the new one after it. */
async function whenChanged(stampFile, paths, salt, work) {
  const stamp = `${fingerprint(paths)} ${salt}`
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  await work()
  mkdirSync(join(stampFile, '..'), { recursive: true })
  writeFileSync(stampFile, stamp)
}

/** Installs the packages of the lock file, unless they are there. */
export async function install() {
  const [major] = process.versions.node.split('.').map(Number)
  if (major < 20) stop(`minibank needs Node 20 or later to start; this is ${process.version}`)
  await whenChanged(join(ROOT, 'node_modules', '.installed'), ['package-lock.json'], '', () =>
    // Not `npm ci`: it refuses a lock file without the packages of every other platform, and not every registry has them all.
    step('Installing packages (about a minute)', process.platform === 'win32' ? 'npm.cmd' : 'npm', [
      'install',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ]),
  )
}

/** Builds the console of the bank's own people into dist/console, unless the sources are as they were. */
export async function buildConsole() {
  await whenChanged(join(ROOT, 'dist', '.console'), ['src/console', 'src/contract', 'package-lock.json'], '', () =>
    step('Building the console', bin('vite'), ['build', 'src/console', '--logLevel=warn']),
  )
}

/** Builds the mini-program for targets, 'weapp' | 'h5' | 'alipay', side by side, unless the sources are as they were. */
export const build = (...targets) => Promise.all(targets.map(buildOne))

async function buildOne(target) {
  const api = process.env.MINIBANK_API ?? ''
  await whenChanged(
    join(ROOT, 'dist', `.${target}`),
    ['src/miniapp', 'src/contract', 'config', 'package-lock.json', 'babel.config.cjs'],
    api,
    () =>
      step(`Building the mini-program for ${target}`, bin('taro'), ['build', '--type', target], {
        NODE_ENV: 'production',
      }),
  )
}
