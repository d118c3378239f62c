/**
 * The lists as they lie in the database: each file that was loaded is a version, an entry stands from one version to
 * another, and nothing is deleted, so that it can be said years later what a list held on a day.
 */
import { addMonths, businessDate } from '../../contract/dates.ts'
import type { Database, Queryable, SqlValue, Transaction } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { cardIndex } from '../accounts/opening.ts'
import type { Clock } from '../caller.ts'
import { idNumberIndex, mobileIndex } from '../customers/identities.ts'
import type { Rules } from '../rules/rules.ts'
import { type Entry, normalisedName, type Screened } from './judging.ts'
import { type FileEntry, type List, type ListFile, ListRefused, type LoadedList, readListFile } from './list-file.ts'

/** Entries of one statement. */
const PAGE = 1000

const nameIndex = (sealer: Sealer, name: string): Uint8Array => sealer.index('list-name', normalisedName(name))

export interface ListsDependencies {
  readonly db: Database
  readonly sealer: Sealer
  readonly clock: Clock
  readonly rules: Rules
}

export interface Loaded {
  readonly version: number
  readonly entries: number
  /** False: the file says what the newest version says already. */
  readonly changed: boolean
}

/**
 * Loads a list's file as its new version, all of it or nothing. Throws ListRefused for a file that is malformed, older
 * than what is loaded, or so much shorter that it may be half a file; `shrunk` says that the last is meant.
 */
export async function loadList(
  { db, sealer, clock, rules }: ListsDependencies,
  list: LoadedList,
  text: string,
  shrunk = false,
): Promise<Loaded> {
  const file = readListFile(list, text)
  const shrinkPercent = await rules.on('list.shrink', '', businessDate(clock.now()))
  const entries = file.entries.map((entry) => ({ entry, digest: digestOf(sealer, entry) }))
  const whole = [file.source, file.published, ...entries.map(({ digest }) => hex(digest)).sort()]
  const digest = sealer.index('list', JSON.stringify(whole))

  return db.transaction(async (tx) => {
    // Two loaders at once follow one another; whoever screens meanwhile reads the version before.
    await tx.script('lock table list_versions in share row exclusive mode')
    const newest = await newestVersion(tx, list)
    if (newest && Buffer.compare(newest.digest, digest) === 0) {
      return { version: newest.version, entries: newest.entries, changed: false }
    }
    if (newest) refuseOddities(list, file, newest, shrunk ? 100 : shrinkPercent)
    const version = (newest?.version ?? 0) + 1
    const standing = await digestsOf(tx, list)
    const told = new Map(entries.map((each) => [each.entry.id, each]))
    const gone = [...standing].filter(([id, old]) => hex(told.get(id)?.digest) !== old).map(([id]) => id)
    const come = entries.filter(({ entry, digest: own }) => standing.get(entry.id) !== hex(own))
    for (const ids of pages(gone)) {
      await tx.query(
        `update list_entries set until_version = $2 where list = $1 and until_version is null and id = any ($3::text[])`,
        [list, version, ids],
      )
    }
    for (const page of pages(come)) await insertEntries(tx, sealer, list, version, page)
    await tx.query(
      `insert into list_versions (list, version, source, published, entries, digest, loaded_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [list, version, file.source, file.published, file.entries.length, digest, clock.now()],
    )
    return { version, entries: file.entries.length, changed: true }
  })
}

interface Version {
  readonly version: number
  readonly published: string
  readonly entries: number
  readonly digest: Uint8Array
}

async function newestVersion(db: Queryable, list: LoadedList): Promise<Version | undefined> {
  const [row] = await db.query<Version>(
    'select version, published, entries, digest from list_versions where list = $1 order by version desc limit 1',
    [list],
  )
  return row
}

/** Lists of which nothing was ever loaded: against those nobody is screened. */
export async function neverLoaded(db: Queryable, lists: readonly List[]): Promise<readonly List[]> {
  const rows = await db.query<{ list: List }>('select distinct list from list_versions')
  return lists.filter((list) => !rows.some((row) => row.list === list))
}

function refuseOddities(
  list: LoadedList,
  { published, entries }: ListFile,
  newest: Version,
  shrinkPercent: number,
): void {
  if (published < newest.published) {
    throw new ListRefused(
      `The ${list} list was not loaded: it is of ${published}, older than the one of ${newest.published} that is loaded`,
    )
  }
  if (entries.length < newest.entries * (1 - shrinkPercent / 100)) {
    throw new ListRefused(
      `The ${list} list was not loaded: ${entries.length} entries where there were ${newest.entries}. If that is right, say --shrunk`,
    )
  }
}

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex')

function digestOf(
  sealer: Sealer,
  { id, name, idNumber, birthDate, grounds, from, until, ...of }: FileEntry,
): Uint8Array {
  const said = [
    id,
    name,
    idNumber,
    birthDate,
    grounds,
    from,
    until,
    ...(name === undefined ? [of.mobile, of.card] : []),
  ]
  return sealer.index('list-entry', JSON.stringify(said.map((x) => x ?? null)))
}

/** As customers' own numbers are found by. */
const numberIndex = (sealer: Sealer, { mobile, card }: FileEntry): Uint8Array | undefined =>
  mobile !== undefined ? mobileIndex(sealer, mobile) : card !== undefined ? cardIndex(sealer, card) : undefined

/** Digest (hex) by id of what stands now. */
async function digestsOf(tx: Transaction, list: LoadedList): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; digest: string }>(
    `select id, encode(digest, 'hex') as digest from list_entries where list = $1 and until_version is null`,
    [list],
  )
  return new Map(rows.map(({ id, digest }) => [id, digest]))
}

function* pages<T>(all: readonly T[]): Iterable<readonly T[]> {
  for (let at = 0; at < all.length; at += PAGE) yield all.slice(at, at + PAGE)
}

async function insertEntries(
  tx: Transaction,
  sealer: Sealer,
  list: LoadedList,
  version: number,
  page: readonly { readonly entry: FileEntry; readonly digest: Uint8Array }[],
): Promise<void> {
  const column = (of: (entry: FileEntry) => SqlValue | undefined) => page.map(({ entry }) => of(entry) ?? null)
  await tx.query(
    `insert into list_entries (list, id, since_version, name_sealed, name_index, id_number_index, birth_date_sealed,
       grounds, effective_from, effective_until, digest, number_index)
     select $1, n.id, $2, n.name_sealed, n.name_index, n.id_number_index, n.birth_date_sealed, n.grounds, n.effective_from,
       n.effective_until, n.digest, n.number_index
     from unnest($3::text[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::text[], $9::text[], $10::text[],
       $11::bytea[], $12::bytea[])
       as n (id, name_sealed, name_index, id_number_index, birth_date_sealed, grounds, effective_from, effective_until, digest,
         number_index)`,
    [
      list,
      version,
      column(({ id }) => id),
      column(({ name }) => name && sealer.seal(name)),
      column(({ name }) => name && nameIndex(sealer, name)),
      column(({ idNumber }) => idNumber && idNumberIndex(sealer, idNumber)),
      column(({ birthDate }) => birthDate && sealer.seal(birthDate)),
      column(({ grounds }) => grounds),
      column(({ from }) => from),
      column(({ until }) => until),
      page.map(({ digest }) => digest),
      page.map(({ entry }) => numberIndex(sealer, entry) ?? null),
    ],
  )
}

/** An entry that names a person by ID number or, on the sanctions list, by name: as it decides, and where it stands. */
export interface FoundEntry extends Entry {
  readonly id: string
  readonly since: number
  readonly digest: Uint8Array
  readonly grounds: 'convicted' | 'identified' | null
}

interface EntryRow {
  readonly n: number
  readonly list: List
  readonly id: string
  readonly since_version: number
  readonly digest: Uint8Array
  readonly grounds: 'convicted' | 'identified' | null
  readonly same_id_number: boolean | null
  readonly birth_date_sealed: Uint8Array | null
  readonly effective_from: string
  readonly effective_until: string | null
}

const FOUND = `k.n, e.list, e.id, e.since_version, e.digest, e.grounds, e.birth_date_sealed, e.effective_from,
  e.effective_until`

/** For each person the entries of the standing lists that name them, of one list or of both. */
export async function findEntries(
  db: Queryable,
  sealer: Sealer,
  persons: readonly Screened[],
  list: List | null = null,
): Promise<readonly (readonly FoundEntry[])[]> {
  const rows = await db.query<EntryRow>(
    `with k as (
       select * from unnest($1::bytea[], $2::bytea[]) with ordinality as k (id_number, name, n)
     )
     select ${FOUND}, true as same_id_number
     from k join list_entries e on e.id_number_index = k.id_number and e.until_version is null
     where $3::text is null or e.list = $3
     union all
     select ${FOUND}, case when e.id_number_index is not null then false end
     from k join list_entries e on e.name_index = k.name and e.until_version is null
     where e.list = 'sanctions' and ($3::text is null or e.list = $3)
       and (e.id_number_index is null or e.id_number_index <> k.id_number)`,
    [
      persons.map(({ idNumber }) => idNumberIndex(sealer, idNumber)),
      persons.map(({ name }) => nameIndex(sealer, name)),
      list,
    ],
  )
  const found = persons.map((): FoundEntry[] => [])
  for (const row of rows) {
    found[row.n - 1]?.push({
      list: row.list,
      id: row.id,
      since: row.since_version,
      digest: row.digest,
      grounds: row.grounds,
      sameIdNumber: row.same_id_number ?? undefined,
      birthDate: row.birth_date_sealed && sealer.open(row.birth_date_sealed),
      from: row.effective_from,
      until: row.effective_until,
    })
  }
  return found
}

/** The term of a fraud entry: as the list says, else by the rule of the day on which it begins. */
export async function termOf({ from, until, grounds }: FoundEntry, rules: Rules) {
  if (until !== null) return { from, until }
  const months = await rules.on(grounds === 'convicted' ? 'fraud.convicted' : 'fraud.identified', '', from)
  return { from, until: addMonths(from, months) }
}
