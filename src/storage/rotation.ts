/**
 * Rotation: everything sealed is sealed anew with the current key, while the bank serves, so that an old key may go. What
 * is sealed is found by its name: every bytea column …_sealed, and in jsonb columns every …Sealed, base64. There is no
 * list in which one could be forgotten.
 */
import type { Database, Queryable, SqlValue, Transaction } from './database.ts'
import type { Sealer } from './sealing.ts'
import { together } from './transactions.ts'

/** Rows of one transaction: short, for others write to the same rows. */
const PAGE = 500
/** Rows between two words about a large table. */
const TELL_EVERY = 100_000

/** A table with something sealed in it. */
interface SealedTable {
  readonly name: string
  /** Columns of bytes that are sealed. */
  readonly columns: readonly string[]
  /** Columns of JSON in which something may be. */
  readonly documents: readonly string[]
  /** The primary key: what a row is found by, and the order of going through. */
  readonly key: readonly { readonly name: string; readonly type: string }[]
}

export interface Rotated {
  /** Rows that were sealed anew. */
  readonly resealed: number
  /** How many sealed values carry which version of the key now. An old key may go when only the current one is left. */
  readonly versions: ReadonlyMap<number, number>
}

interface RotationParts {
  readonly db: Database
  readonly sealer: Sealer
  /** The version that seals from now on. */
  readonly current: number
  /** Called after every table, and every so many rows of a large one. */
  readonly tell: (progress: { readonly table: string; readonly resealed: number }) => void | Promise<void>
}

/**
 * Seals anew what an older key has sealed. It may be stopped at any moment and run again: what is done is passed over. A
 * row that somebody writes at the same moment keeps what they wrote. Throws when a table with sealed columns has no
 * primary key, and when something does not open.
 */
export async function rotateKeys({ db, sealer, current, tell }: RotationParts): Promise<Rotated> {
  const tables = await sealedTables(db)
  let resealed = 0
  for (const table of tables) {
    let here = 0
    let rows = 0
    let after: readonly SqlValue[] | undefined
    do {
      const page = await db.transaction((tx) => rotatePage(tx, table, { sealer, current }, after))
      here += page.resealed
      rows += PAGE
      after = page.last
      if (after && rows % TELL_EVERY === 0) await tell({ table: table.name, resealed: here })
    } while (after)
    await tell({ table: table.name, resealed: here })
    resealed += here
  }
  return { resealed, versions: await versionsOf(db, tables) }
}

async function sealedTables(db: Queryable): Promise<SealedTable[]> {
  const columns = await db.query<{ table_name: string; column_name: string; data_type: string }>(
    `select c.table_name, c.column_name, c.data_type from information_schema.columns c
     join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
       and ((c.data_type = 'bytea' and c.column_name like '%\\_sealed') or c.data_type = 'jsonb')
     order by c.table_name, c.ordinal_position`,
  )
  const keys = await db.query<{ table_name: string; name: string; type: string }>(
    `select i.indrelid::regclass::text as table_name, a.attname as name, format_type(a.atttypid, null) as type
     from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as k (attnum, n)
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
     where i.indisprimary order by k.n`,
  )
  return [...Map.groupBy(columns, ({ table_name }) => table_name)].map(([name, all]) => {
    const key = keys.filter(({ table_name }) => table_name === name)
    if (key.length === 0) throw new Error(`table ${name} has something sealed in it and no primary key`)
    const of = (type: string) => all.filter(({ data_type }) => data_type === type).map(({ column_name }) => column_name)
    return { name, columns: of('bytea'), documents: of('jsonb'), key }
  })
}

type Row = Readonly<Record<string, SqlValue>>

/** One page of rows after a key. `last`: the key to go on from; undefined at the end of the table. */
async function rotatePage(
  tx: Transaction,
  table: SealedTable,
  keys: { readonly sealer: Sealer; readonly current: number },
  after: readonly SqlValue[] | undefined,
): Promise<{ resealed: number; last: readonly SqlValue[] | undefined }> {
  const names = table.key.map(({ name }) => name)
  const values = table.key.map(({ type }, n) => `$${n + 1}::${type}`)
  // A page is so many rows, however few of them are old: a statement takes the same time anywhere in the table.
  const old = [
    ...table.columns.map(
      (column) =>
        `case when length(${column}) > 0 and get_byte(${column}, 0) <> ${keys.current} then ${column} end as ${column}`,
    ),
    ...table.documents.map((column) => `case when ${column}::text ~ '${SEALED_KEY}' then ${column} end as ${column}`),
  ]
  const rows = await tx.query<Row>(
    `select ${[...names, ...old].join(', ')} from ${table.name}
     ${after ? `where (${names.join(', ')}) > (${values.join(', ')})` : ''} order by ${names.join(', ')} limit ${PAGE}`,
    after ?? [],
  )
  const where = names.map((name, n) => `${name} = ${values[n]}`).join(' and ')
  const [now, before] = [`$${names.length + 1}`, `$${names.length + 2}`]
  const written = await together(
    rows.flatMap((row) =>
      changesOf(row, table, keys).map(({ column, type, from, to }) =>
        tx.query(
          // Whoever writes it meanwhile does so with the current key, or is found by the next run.
          `update ${table.name} set ${column} = ${now}::${type} where ${where} and ${column} = ${before}::${type}
           returning 1 as one`,
          [...names.map((name) => row[name] ?? null), to, from],
        ),
      ),
    ),
  )
  const last = rows.length === PAGE ? rows.at(-1) : undefined
  return {
    resealed: written.filter((updated) => updated.length > 0).length,
    last: last && names.map((name) => last[name] ?? null),
  }
}

interface Change {
  readonly column: string
  readonly type: 'bytea' | 'jsonb'
  readonly from: SqlValue
  readonly to: SqlValue
}

/** What is to be sealed anew in a row. */
function changesOf(
  row: Row,
  table: SealedTable,
  { sealer, current }: { readonly sealer: Sealer; readonly current: number },
): Change[] {
  const bytes = table.columns.flatMap((column): Change[] => {
    const from = row[column] as Uint8Array | null
    return from ? [{ column, type: 'bytea', from, to: sealer.seal(sealer.open(from)) }] : []
  })
  const documents = table.documents.flatMap((column): Change[] => {
    const from = row[column] ?? null
    const to = resealedDocument(from, sealer, current)
    return to === from ? [] : [{ column, type: 'jsonb', from: JSON.stringify(from), to: JSON.stringify(to) }]
  })
  return [...bytes, ...documents]
}

/** "textSealed": …, as PostgreSQL writes jsonb. */
const SEALED_KEY = '"[A-Za-z]*[sS]ealed":'
const isSealedKey = (key: string): boolean => /^[A-Za-z]*[sS]ealed$/.test(key)

/** The same document when nothing in it is sealed by an older key. */
function resealedDocument<Document>(document: Document, sealer: Sealer, current: number): Document {
  if (typeof document !== 'object' || document === null) return document
  let changed = false
  const parts = Object.entries(document).map(([key, value]): [string, unknown] => {
    const now =
      typeof value === 'string' && isSealedKey(key)
        ? resealedText(value, sealer, current)
        : resealedDocument(value, sealer, current)
    changed ||= now !== value
    return [key, now]
  })
  if (!changed) return document
  return (Array.isArray(document) ? parts.map(([, value]) => value) : Object.fromEntries(parts)) as Document
}

function resealedText(base64: string, sealer: Sealer, current: number): string {
  const bytes = Buffer.from(base64, 'base64')
  return bytes[0] === current ? base64 : Buffer.from(sealer.seal(sealer.open(bytes))).toString('base64')
}

/** Sealed values by the version of their key, over the whole database, at one moment. */
async function versionsOf(db: Database, tables: readonly SealedTable[]): Promise<ReadonlyMap<number, number>> {
  const versions = new Map<number, number>()
  const count = (version: number, by: number) => versions.set(version, (versions.get(version) ?? 0) + by)
  await db.snapshot(async (snapshot) => {
    for (const { name, columns, documents } of tables) {
      for (const column of columns) {
        const rows = await snapshot.query<{ version: number; count: number }>(
          `select get_byte(${column}, 0) as version, count(*) as count from ${name} where length(${column}) > 0 group by 1`,
        )
        for (const row of rows) count(row.version, row.count)
      }
      for (const column of documents) {
        const rows = await snapshot.query<{ version: number; count: number }>(
          `select get_byte(decode(found.match[1], 'base64'), 0) as version, count(*) as count
           from (select regexp_matches(${column}::text, '${SEALED_KEY} *"([A-Za-z0-9+/=]+)"', 'g') as match from ${name}
             where ${column}::text ~ '${SEALED_KEY}') as found group by 1`,
        )
        for (const row of rows) count(row.version, row.count)
      }
    }
  })
  return versions
}
