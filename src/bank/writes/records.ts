import type { SqlValue, Transaction } from '../../storage/database.ts'
import { together } from '../../storage/transactions.ts'
import type { RecordChange } from './write.ts'

/** A record that a write must change is not, or no longer, as its condition says. Nothing of the write is left behind. */
export class RecordChanged extends Error {
  override readonly name = 'RecordChanged'
  /** Whose record it is, where a table's condition was not met. */
  readonly table: string | undefined

  constructor(message: string, table?: string) {
    super(message)
    this.table = table
  }
}

/** A record that a write adds or changes collides with another one. Nothing of the write is left behind. */
export class RecordTaken extends Error {
  override readonly name = 'RecordTaken'
  /** Name of the unique constraint or index. */
  readonly constraint: string

  constructor(constraint: string, cause: unknown) {
    super(`a record like this exists: ${constraint}`, { cause })
    this.constraint = constraint
  }
}

const UNIQUE_VIOLATION = '23505'

/** Adds and changes records: one statement for all of one shape. Throws RecordTaken and RecordChanged. */
export async function changeRecords(tx: Transaction, changes: readonly RecordChange[]): Promise<void> {
  const shapes = new Map<string, RecordChange[]>()
  for (const change of changes) {
    const shape = shapeOf(change)
    const alike = shapes.get(shape)
    if (alike) alike.push(change)
    else shapes.set(shape, [change])
  }
  const groups = [...shapes.values()]
  await together(groups.filter(([first]) => first && !('updateAll' in first)).map((alike) => write(tx, alike)))
  // Last: whoever the changes above had to wait for has committed by now, and what they left is seen.
  await together(groups.filter(([first]) => first && 'updateAll' in first).map((alike) => write(tx, alike)))
}

const tableOf = (change: RecordChange): string =>
  'insert' in change ? change.insert : 'updateAll' in change ? change.updateAll : change.update

/** Changes of one shape differ in their values alone, so that one statement serves them all. */
function shapeOf(change: RecordChange): string {
  if ('insert' in change) return `insert ${change.insert} ${Object.keys(change.row)}`
  const conditions = Object.entries(change.where).map(([name, value]) => (value === null ? `${name} null` : name))
  // Whatever rows there are: rare, and each by itself.
  if ('updateAll' in change) return `all ${JSON.stringify(change)}`
  return `update ${change.update} ${conditions} set ${Object.keys(change.set)}`
}

async function write(tx: Transaction, alike: readonly RecordChange[]): Promise<void> {
  const [first] = alike
  if (!first) return
  try {
    if ('insert' in first) {
      const rows = alike.flatMap((change) => ('insert' in change ? [change.row] : []))
      await insert(tx, first.insert, Object.keys(first.row), rows)
    } else if ('updateAll' in first) {
      await updateAll(tx, first)
    } else {
      await update(
        tx,
        first,
        alike.flatMap((change) => ('update' in change ? [change] : [])),
      )
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) {
      throw new RecordTaken('constraint' in error ? String(error.constraint) : tableOf(first), error)
    }
    throw error
  }
}

type Row = Readonly<Record<string, SqlValue>>

async function insert(tx: Transaction, table: string, names: readonly string[], rows: readonly Row[]): Promise<void> {
  const given = await columnsOf(tx, table, names)
  await tx.query(
    `INSERT INTO ${identifier(table)} (${names.map(identifier).join(', ')})
     SELECT ${given.map(({ alias }) => `n.${alias}`).join(', ')}
     FROM ${unnested(given)}`,
    given.map(({ name }) => rows.map((row) => row[name] ?? null)),
  )
}

type Update = Extract<RecordChange, { readonly update: string }>

async function update(
  tx: Transaction,
  { update: table, where, set }: Update,
  changes: readonly Update[],
): Promise<void> {
  const isNull = Object.keys(where).filter((name) => where[name] === null)
  const equal = Object.keys(where).filter((name) => where[name] !== null)
  const names = Object.keys(set)
  if (names.length === 0 || isNull.length + equal.length === 0)
    throw new Error(`a change of ${table} without values or condition`)
  // A column may stand on both sides: where it is 'running', set it to 'matured'.
  const conditions = await columnsOf(tx, table, equal, 'was_')
  const values = await columnsOf(tx, table, names)
  const given = [...conditions, ...values]
  const changed = await tx.query<{ n: number }>(
    `UPDATE ${identifier(table)} AS t SET ${values.map(({ name, alias }) => `${identifier(name)} = n.${alias}`).join(', ')}
     FROM ${unnested(given)}
     WHERE ${[
       ...conditions.map(({ name, alias }) => `t.${identifier(name)} = n.${alias}`),
       ...isNull.map((name) => `t.${identifier(name)} IS NULL`),
     ].join(' AND ')}
     RETURNING n.n`,
    [
      ...conditions.map(({ name }) => changes.map((change) => change.where[name] ?? null)),
      ...values.map(({ name }) => changes.map((change) => change.set[name] ?? null)),
    ],
  )
  // Two changes of one row cannot both be done by one statement: then the batch is halved, and each is done by its own.
  if (new Set(changed.map(({ n }) => n)).size < changes.length)
    throw new RecordChanged(`no record of ${table} is as the condition says`, table)
}

type UpdateAll = Extract<RecordChange, { readonly updateAll: string }>

async function updateAll(tx: Transaction, { updateAll: table, where, except = {}, set }: UpdateAll): Promise<void> {
  const parameters: SqlValue[] = []
  const place = (value: SqlValue): string => `$${parameters.push(value)}`
  const changes = Object.entries(set).map(([name, value]) => `${identifier(name)} = ${place(value)}`)
  const conditions = [
    ...Object.entries(where).map(([name, value]) =>
      value === null ? `${identifier(name)} IS NULL` : `${identifier(name)} = ${place(value)}`,
    ),
    ...Object.entries(except).map(([name, value]) => `${identifier(name)} <> ${place(value)}`),
  ]
  await tx.query(`UPDATE ${identifier(table)} SET ${changes.join(', ')} WHERE ${conditions.join(' AND ')}`, parameters)
}

interface Column {
  readonly name: string
  /** Name in the unnested rows. */
  readonly alias: string
  readonly type: string
}

const unnested = (columns: readonly Column[]): string =>
  `unnest(${columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')})
   WITH ORDINALITY AS n (${columns.map(({ alias }) => alias).join(', ')}, n)`

async function columnsOf(
  tx: Transaction,
  table: string,
  names: readonly string[],
  prefix = '',
): Promise<readonly Column[]> {
  const known = typesByTable.get(table) ?? (await readTypes(tx, table))
  return names.map((name) => {
    const type = known.get(identifier(name))
    if (type === undefined) throw new Error(`table ${table} has no column ${name}`)
    return { name, alias: `${prefix}${name}`, type }
  })
}

/** Name of a table → name of a column → its type. The code's own tables, which do not change while a process runs. */
const typesByTable = new Map<string, ReadonlyMap<string, string>>()

async function readTypes(tx: Transaction, table: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
    [identifier(table)],
  )
  const found = new Map(rows.map(({ name, type }) => [name, type]))
  typesByTable.set(table, found)
  return found
}

/** Names of tables and columns come from code alone; one that looks otherwise is a fault, not something to escape. */
function identifier(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not the name of a table or column: ${name}`)
  return name
}
