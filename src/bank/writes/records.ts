import type { SqlValue, Transaction } from '../../storage/database.ts'
import type { RecordChange } from './write.ts'

/** A record that a write must change is not, or no longer, as its condition says. Nothing of the write is left behind. */
export class RecordChanged extends Error {
  override readonly name = 'RecordChanged'
}

/** A record that a write adds collides with another one. Nothing of the write is left behind. */
class RecordTaken extends Error {
  override readonly name = 'RecordTaken'
  /** Name of the unique constraint or index. */
  readonly constraint: string

  constructor(constraint: string, cause: unknown) {
    super(`a record like this exists: ${constraint}`, { cause })
    this.constraint = constraint
  }
}

const UNIQUE_VIOLATION = '23505'

/** Adds and changes records in their order. Throws RecordTaken and RecordChanged. */
export async function changeRecords(tx: Transaction, changes: readonly RecordChange[]): Promise<void> {
  for (const change of changes) {
    if ('insert' in change) await insert(tx, change.insert, change.row)
    else await update(tx, change)
  }
}

async function insert(tx: Transaction, table: string, row: Readonly<Record<string, SqlValue>>): Promise<void> {
  const names = Object.keys(row).map(identifier)
  const blanks = names.map((_, index) => `$${index + 1}`)
  try {
    await tx.query(
      `INSERT INTO ${identifier(table)} (${names.join(', ')}) VALUES (${blanks.join(', ')})`,
      Object.values(row),
    )
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) {
      throw new RecordTaken('constraint' in error ? String(error.constraint) : table, error)
    }
    throw error
  }
}

async function update(
  tx: Transaction,
  { update: table, where, set }: Extract<RecordChange, { readonly update: string }>,
): Promise<void> {
  const parameters: SqlValue[] = []
  const blank = (value: SqlValue): string => `$${parameters.push(value)}`
  const changes = Object.entries(set).map(([name, value]) => `${identifier(name)} = ${blank(value)}`)
  const conditions = Object.entries(where).map(([name, value]) =>
    value === null ? `${identifier(name)} IS NULL` : `${identifier(name)} = ${blank(value)}`,
  )
  if (changes.length === 0 || conditions.length === 0)
    throw new Error(`a change of ${table} without values or condition`)
  const changed = await tx.query(
    `UPDATE ${identifier(table)} SET ${changes.join(', ')} WHERE ${conditions.join(' AND ')} RETURNING 1 AS one`,
    parameters,
  )
  if (changed.length === 0) throw new RecordChanged(`no record of ${table} is as the condition says`)
}

/** Names of tables and columns come from code alone; one that looks otherwise is a fault, not something to escape. */
function identifier(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not the name of a table or column: ${name}`)
  return name
}
