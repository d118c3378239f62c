import type { Database } from './database.ts'
import { openPglite } from './pglite.ts'
import { openPostgres } from './postgres.ts'

/**
 * Opens the bank's database: a PostgreSQL by `url`, or PGlite in `directory`.
 * Throws StartError with one line: out of reach, older than PostgreSQL 15, folder in use.
 */
export function openDatabase(
  place: { url: string; maxConnections?: number } | { directory: string },
): Promise<Database> {
  return 'url' in place ? openPostgres(place.url, place.maxConnections) : openPglite(place)
}
