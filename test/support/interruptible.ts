import type { Database } from '../../src/storage/database.ts'

/** A database in whose use something else happens in between: right after the next statement with some words was answered. */
export function interruptible(db: Database) {
  let next: { readonly words: string; readonly happens: () => Promise<unknown> } | undefined
  async function answered<Answer>(sql: readonly string[], answer: Promise<Answer>): Promise<Answer> {
    const rows = await answer
    if (next && sql.some((one) => one.includes(next?.words ?? ''))) {
      const { happens } = next
      next = undefined
      await happens()
    }
    return rows
  }
  const interrupted: Database = {
    ...db,
    query: (sql, parameters) => answered([sql], db.query(sql, parameters)),
    queries: (statements) =>
      answered(
        statements.map(({ sql }) => sql),
        db.queries(statements),
      ),
  }
  return {
    db: interrupted,
    after(words: string, happens: () => Promise<unknown>) {
      next = { words, happens }
    },
    /** Whether it has happened. */
    happened: () => next === undefined,
  }
}
