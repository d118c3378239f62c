/**
 * Wires the rooms together and starts them; the only file that knows all of them.
 *
 *   node src/main.ts           starts: with MINIBANK_ENV=production the gateway alone, else everything with the sandbox
 *   node src/main.ts migrate   brings the database to the code's shape, before a production start
 *   node src/main.ts rotate-keys   seals personal data anew with the newest of DATA_KEYS, while it serves
 *   node src/main.ts load-list <fraud|sanctions|payees> <file.json>
 *                              loads a new version of a list, of people or of reported payees' numbers; --shrunk when it is meant to be much shorter
 *   node src/main.ts audit     holds the database against the laws of the bank, while it serves or restored
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { audit } from './bank/audit/audit.ts'
import { headOf, reportOf } from './bank/audit/report.ts'
import { createBank } from './bank/bank.ts'
import { openHouseAccounts } from './bank/house.ts'
import { whoWasPaid } from './bank/messages/subscribe.ts'
import { createRules } from './bank/rules/rules.ts'
import { LISTS, ListRefused } from './bank/screening/list-file.ts'
import { loadList, neverLoaded } from './bank/screening/lists.ts'
import { createWritePath } from './bank/writes/write-path.ts'
import { orExit, type Running, runUntilStopped } from './command.ts'
import { createConnectors, type OutsideAddresses } from './connectors/connectors.ts'
import type { NetworkId } from './contract/networks.ts'
import type { Development } from './demo/development.ts'
import { type Configuration, readConfiguration } from './gateway/configuration.ts'
import type { Environment } from './gateway/environment.ts'
import type { Readiness } from './gateway/health.ts'
import { listen, refuseTakenPort } from './gateway/listen.ts'
import { createLog } from './gateway/logs.ts'
import { createMetrics } from './gateway/metrics.ts'
import { createGateway } from './gateway/server.ts'
import { watchVerification } from './gateway/verification-metrics.ts'
import { createLedger } from './ledger/ledger.ts'
import { createSeals } from './ledger/seals.ts'
import { readListToLoad } from './load-list.ts'
import { SANDBOX_SECRETS } from './sandbox/secrets.ts'
import { createBell } from './storage/bell.ts'
import type { Database } from './storage/database.ts'
import { durabilityOff } from './storage/durability.ts'
import { StartError } from './storage/faults.ts'
import { dropEverything, migrate, pendingMigrations } from './storage/migrations.ts'
import { openDatabase } from './storage/open.ts'
import { rotateKeys } from './storage/rotation.ts'
import { createSealer } from './storage/sealing.ts'
import { type RunningWorkers, runWorkers } from './workers.ts'

type Closing = (() => Promise<void>)[]

/**
 * Starts what `environment` says. Throws ConfigurationError with every fault, or StartError with one line; nothing is
 * left open then.
 */
export async function start(environment: Environment): Promise<Running> {
  const configuration = readConfiguration(environment, SANDBOX_SECRETS)
  const closing: Closing = []
  const stop = async () => {
    while (closing.length > 0) await closing.pop()?.()
  }
  try {
    return { url: await open(configuration, closing), pages: pagesOf(configuration), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function open(configuration: Configuration, closing: Closing): Promise<string> {
  const { production, secrets, killAt } = configuration
  const log = createLog(configuration.logLevel)
  const metrics = createMetrics()
  await refuseTakenPort(configuration)
  const db = await openDatabase(placeOf(configuration))
  closing.push(() => db.close())
  const development = production ? null : await (await import('./demo/development.ts')).startDevelopment(configuration)
  if (development) closing.push(() => development.close())
  const clock = development?.clock ?? { now: () => Date.now() }
  const sealer = createSealer({ ...secrets.dataKeys, indexKey: secrets.indexKey })
  const core = createLedger()
  const prepare = async () => {
    if (production) await refuseUnfit(db)
    else await migrate(db, { at: clock.now() })
    await openHouseAccounts({ db, core })
    await development?.loadLists((list, text) =>
      loadList({ db, sealer, clock, rules: createRules({ db, clock }) }, list, text),
    )
  }
  await prepare()

  // Armed once all is ready: the demonstration's own writes are not those that a fault test waits for.
  let armed = false
  const reach = (point: string) => {
    if (armed && point === killAt) process.kill(process.pid, 'SIGKILL')
  }
  const connectors = createConnectors(addressesOf(configuration, development), {
    clock,
    log,
    onCall: ({ system, outcome, ms }) => metrics.outside(system, outcome, ms / 1000),
  })
  const bell = createBell(log, db)
  closing.push(() => bell.close())
  const bank = createBank({
    db,
    core,
    writes: createWritePath({ db, core, clock, reach, onCommit: (entries) => bell.ring(whoWasPaid(entries)) }),
    connectors,
    clock,
    sealer,
    secrets: {
      pinPeppers: secrets.pinPeppers.keys,
      currentPinPepper: secrets.pinPeppers.current,
      pinPrivateKey: secrets.pinPrivateKey,
    },
    institution: configuration.institution,
    interbank: {
      bankCode: configuration.bankCode,
      privateKey: secrets.interbankPrivateKey,
      members: configuration.members,
    },
    log,
    onVerification: watchVerification(metrics.registry, connectors.networks),
    wechatTemplates: {
      ids: configuration.outside.wechat.templates,
      lasting: configuration.outside.wechat.templatesLast,
    },
    onMessage: metrics.message,
    bell,
    reach,
  })
  metrics.watch('minibank_arrivals_waiting', 'Callers who wait for money to come in', async () => ({
    all: bell.waiting,
  }))
  metrics.watch('minibank_database_connections', 'Connections to the database', async () => db.connections())
  // The chain belongs to the built-in core: another core brings its own evidence.
  const due = [...bank.workers, createSeals({ db, clock, keys: secrets.sealKeys, log })]
  for (const { name, depth } of due) {
    if (depth)
      metrics.watch(
        `minibank_${name.replace(/\W+/g, '_')}_entries`,
        `Entries of the ${name} that wait or were given up`,
        depth,
      )
  }

  const built = (name: string) => join(import.meta.dirname, '..', 'dist', name)
  const gateway = await createGateway({
    bank,
    configuration,
    log,
    metrics,
    readiness: readinessOf(db),
    h5: built('h5'),
    console: built('console'),
  })
  let url = ''
  let workers: RunningWorkers = runWorkers([], metrics, log)
  closing.push(
    () => gateway.stop(),
    () => workers.stop(),
    // Who waits for something to happen is answered at once, or the gateway would wait for them.
    () => bell.close(),
  )
  await development?.addPages(gateway.server, async () => {
    await workers.stop()
    await dropEverything(db)
    await prepare()
    workers = runWorkers(due, metrics, log)
    await development.openAccounts(url, bank.customers)
  })
  if (production) gateway.server.get('/', async (_request, reply) => reply.redirect('/h5/'))
  url = await listen(gateway.server, configuration)
  workers = runWorkers(due, metrics, log)
  await development?.openAccounts(url, bank.customers)
  armed = true
  return url
}

const placeOf = ({ databaseUrl, databaseConnections, dataDirectory }: Configuration) =>
  databaseUrl === null ? { directory: dataDirectory } : { url: databaseUrl, maxConnections: databaseConnections }

/** The addresses that were configured, and the sandbox's for the others. */
function addressesOf(
  { outside, bankCode, secrets }: Configuration,
  development: Pick<Development, 'urls' | 'staffIssuer'> | null,
): OutsideAddresses {
  const sandbox = development?.urls ?? {}
  const at = (system: 'wechat' | 'citizens' | 'ocr' | 'cards' | 'core' | 'sms'): string =>
    outside[system].url ?? sandbox[system] ?? ''
  return {
    wechat: { ...outside.wechat, url: at('wechat') },
    networks: Object.fromEntries(
      Object.entries(outside.networks).map(([network, { url, publicKey }]) => [
        network,
        { url: url ?? sandbox[network as NetworkId] ?? '', publicKey },
      ]),
    ),
    ours: { bankCode, privateKey: secrets.interbankPrivateKey },
    citizens: { key: outside.citizens.key, url: at('citizens') },
    ocr: { key: outside.ocr.key, url: at('ocr') },
    cards: { key: outside.cards.key, url: at('cards') },
    core: { key: outside.core.key, url: at('core') },
    sms: { key: outside.sms.key, url: at('sms') },
    staff: { ...outside.staff, issuer: outside.staff.issuer ?? development?.staffIssuer ?? null },
  }
}

/** A production database has every migration and the lists of people, and keeps what it has acknowledged through a power cut. */
async function refuseUnfit(db: Database): Promise<void> {
  await refuseUnmigrated(db)
  const off = await durabilityOff(db)
  if (off.length > 0) throw new StartError(`The database could lose money in a power cut: switch on ${off.join(', ')}`)
  const missing = await neverLoaded(db, LISTS)
  if (missing.length > 0) {
    throw new StartError(
      `Nobody could be screened: load the lists ${missing.join(', ')} with node src/main.ts load-list`,
    )
  }
}

async function refuseUnmigrated(db: Database): Promise<void> {
  const pending = await pendingMigrations(db)
  if (pending.length > 0) {
    throw new StartError(
      `The database lacks ${pending.length} migrations, first ${pending[0]}: run node src/main.ts migrate`,
    )
  }
}

function readinessOf(db: Database): Readiness {
  let migrated = false
  return async () => {
    migrated ||= (await pendingMigrations(db)).length === 0
    if (!migrated) return 'migrations'
    await db.query('SELECT 1 AS one')
    return null
  }
}

const pagesOf = ({ production }: Configuration): Running['pages'] => [
  ...(production ? [] : [['The phone', '/'] as const]),
  ['H5', '/h5/'],
  ['The console', '/console/'],
  ['The API to read', '/docs'],
]

/** Runs the migrations that a production start asks for. */
async function migrateOnly(environment: Environment): Promise<void> {
  const db = await openDatabase(placeOf(readConfiguration(environment, SANDBOX_SECRETS)))
  try {
    const names = await migrate(db, { at: Date.now() })
    process.stdout.write(
      names.length === 0 ? 'Nothing to migrate\n' : names.map((name) => `Migrated ${name}\n`).join(''),
    )
  } finally {
    await db.close()
  }
}

/**
 * Seals personal data anew with the newest key, table by table, and says what is left under older ones: ends with 0 when
 * nothing is, so that they may be taken out of DATA_KEYS, else with 1: then it is run again.
 */
async function rotateKeysOnly(environment: Environment): Promise<void> {
  const configuration = readConfiguration(environment, SANDBOX_SECRETS)
  const { dataKeys, indexKey } = configuration.secrets
  const db = await openDatabase(placeOf(configuration))
  try {
    await refuseUnmigrated(db)
    const { resealed, versions } = await rotateKeys({
      db,
      sealer: createSealer({ ...dataKeys, indexKey }),
      current: dataKeys.current,
      tell: ({ table, resealed }) => void process.stdout.write(`${table}: ${resealed} sealed anew\n`),
    })
    process.stdout.write(`${resealed} values sealed anew with key ${dataKeys.current}\n`)
    for (const version of new Set([...Object.keys(dataKeys.keys).map(Number), ...versions.keys()])) {
      process.stdout.write(`Key ${version}: ${versions.get(version) ?? 0} values\n`)
    }
    if ([...versions.keys()].some((version) => version !== dataKeys.current)) process.exitCode = 1
  } finally {
    await db.close()
  }
}

/**
 * Prints what is wrong with the database, or that nothing is, and ends with 1 or 0. `--json` prints one object;
 * `--head <block>:<mac>` names a head of the chain that was kept elsewhere.
 */
async function auditOnly(environment: Environment, words: string[]): Promise<void> {
  const { json, head: told } = wordsOfAudit(words)
  const head = told === undefined ? undefined : headOf(told)
  if (told !== undefined && !head) throw new StartError('--head is <block>:<mac>, as the log told it')
  const configuration = readConfiguration(environment, SANDBOX_SECRETS)
  const db = await openDatabase(placeOf(configuration))
  try {
    await refuseUnmigrated(db)
    const found = await audit(db, configuration.secrets.sealKeys, head)
    process.stdout.write(json ? `${JSON.stringify(found)}\n` : reportOf(found))
    if (found.findings.length > 0) process.exitCode = 1
  } finally {
    await db.close()
  }
}

/** Loads a list's file as its new version and says what it did. */
async function loadListOnly(environment: Environment, words: string[]): Promise<void> {
  const { list, text, shrunk } = readListToLoad(words)
  const configuration = readConfiguration(environment, SANDBOX_SECRETS)
  const { dataKeys, indexKey } = configuration.secrets
  const db = await openDatabase(placeOf(configuration))
  try {
    await refuseUnmigrated(db)
    const clock = { now: () => Date.now() }
    const sealer = createSealer({ ...dataKeys, indexKey })
    const loaded = await loadList({ db, sealer, clock, rules: createRules({ db, clock }) }, list, text, shrunk)
    const { version, entries, changed } = loaded
    process.stdout.write(
      changed
        ? `Loaded version ${version} of the ${list} list: ${entries} entries. ${list === 'payees' ? 'Who is about to pay one of them is warned' : 'Customers are screened by the running bank'}\n`
        : `The ${list} list says what version ${version} says already: nothing to load\n`,
    )
  } catch (error) {
    throw error instanceof ListRefused ? new StartError(error.message, { cause: error }) : error
  } finally {
    await db.close()
  }
}

function wordsOfAudit(words: string[]): { json?: boolean; head?: string } {
  try {
    return parseArgs({ args: words, options: { json: { type: 'boolean' }, head: { type: 'string' } } }).values
  } catch (error) {
    throw new StartError(`audit takes --json and --head <block>:<mac>: ${String(error)}`, { cause: error })
  }
}

if (import.meta.main) {
  const [command, ...words] = process.argv.slice(2)
  if (command === 'migrate') await orExit(() => migrateOnly(process.env))
  else if (command === 'rotate-keys') await orExit(() => rotateKeysOnly(process.env))
  else if (command === 'load-list') await orExit(() => loadListOnly(process.env, words))
  else if (command === 'audit') await orExit(() => auditOnly(process.env, words))
  else await runUntilStopped(() => start(process.env), process.env)
}
