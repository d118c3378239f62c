/**
 * The sandbox's own memory: one SQLite file, so that a restart, or a gateway that is killed, forgets nothing of what
 * the outside has done. It shares nothing with the bank's database.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'

const VERSION = 6

const SCHEMA = `
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE wechat_codes (code TEXT PRIMARY KEY, kind TEXT NOT NULL, persona TEXT NOT NULL,
    made_at INTEGER NOT NULL, used_at INTEGER) WITHOUT ROWID;
  CREATE TABLE wechat_tokens (token TEXT PRIMARY KEY, made_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    forced INTEGER NOT NULL, void INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
  CREATE TABLE cards (number TEXT PRIMARY KEY, name TEXT NOT NULL, id_number TEXT NOT NULL, mobile TEXT NOT NULL,
    kind TEXT NOT NULL, state TEXT NOT NULL, balance INTEGER NOT NULL CHECK (balance >= 0)) WITHOUT ROWID;
  CREATE TABLE agreements (id TEXT PRIMARY KEY, content TEXT NOT NULL, card TEXT NOT NULL, code TEXT NOT NULL,
    asked_at INTEGER NOT NULL, wrong INTEGER NOT NULL DEFAULT 0, agreement_no TEXT UNIQUE, signed_at INTEGER,
    ended_at INTEGER) WITHOUT ROWID;
  CREATE INDEX agreements_by_card ON agreements (card, asked_at);
  CREATE TABLE money_orders (system TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, content TEXT NOT NULL,
    account TEXT NOT NULL, amount INTEGER NOT NULL, settles_at INTEGER NOT NULL, reason TEXT,
    PRIMARY KEY (system, kind, id)) WITHOUT ROWID;
  CREATE TABLE network_messages (network TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (network, id)) WITHOUT ROWID;
  CREATE TABLE core_accounts (number TEXT PRIMARY KEY, name TEXT NOT NULL, id_number TEXT NOT NULL, mobile TEXT NOT NULL,
    kind TEXT NOT NULL, state TEXT NOT NULL, balance INTEGER NOT NULL CHECK (balance >= 0)) WITHOUT ROWID;
  CREATE TABLE core_entries (number TEXT NOT NULL, sequence INTEGER NOT NULL, amount INTEGER NOT NULL,
    balance_after INTEGER NOT NULL, at INTEGER NOT NULL, said TEXT NOT NULL, PRIMARY KEY (number, sequence)) WITHOUT ROWID;
  CREATE TABLE inbox (id INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL,
    mobile TEXT NOT NULL, sender TEXT NOT NULL, text TEXT NOT NULL, code TEXT, way TEXT NOT NULL DEFAULT 'sms',
    page TEXT);
  CREATE TABLE wechat_permissions (openid TEXT NOT NULL, template TEXT NOT NULL, remaining INTEGER NOT NULL,
    PRIMARY KEY (openid, template)) WITHOUT ROWID;
  CREATE TABLE journal (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, system TEXT NOT NULL,
    operation TEXT NOT NULL, outcome TEXT NOT NULL, ms INTEGER NOT NULL);
`

type Row = Record<string, string | number | null>

export interface Store {
  /** The first row, or undefined. */
  get<T extends object = Row>(sql: string, ...values: SQLInputValue[]): T | undefined
  all<T extends object = Row>(sql: string, ...values: SQLInputValue[]): T[]
  /** Runs a change; returns how many rows it touched. */
  run(sql: string, ...values: SQLInputValue[]): number
  /** All or nothing. Nothing asynchronous may happen inside. */
  atomically<T>(work: () => T): T
  close(): void
}

/** Opens `directory/sandbox.db`, making it when it is not there or is of an older shape. */
export function openStore(directory: string): Store {
  mkdirSync(directory, { recursive: true })
  const db = new DatabaseSync(join(directory, 'sandbox.db'), { timeout: 5000 })
  // Survives a killed process; a power cut may lose the last moments, which a sandbox can bear.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  const found = Number(db.prepare('PRAGMA user_version').get()?.user_version)
  if (found !== VERSION) {
    const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all()
    for (const { name } of tables) db.exec(`DROP TABLE ${name}`)
    db.exec(`${SCHEMA}; PRAGMA user_version = ${VERSION}`)
  }

  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  const statement = (sql: string) => {
    const known = prepared.get(sql)
    if (known) return known
    const made = db.prepare(sql)
    prepared.set(sql, made)
    return made
  }
  let depth = 0
  return {
    get: <T extends object>(sql: string, ...values: SQLInputValue[]) => statement(sql).get(...values) as T | undefined,
    all: <T extends object>(sql: string, ...values: SQLInputValue[]) => statement(sql).all(...values) as T[],
    run: (sql, ...values) => Number(statement(sql).run(...values).changes),
    atomically(work) {
      if (depth > 0) return work()
      db.exec('BEGIN IMMEDIATE')
      depth++
      try {
        const result = work()
        db.exec('COMMIT')
        return result
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      } finally {
        depth--
      }
    },
    close: () => db.close(),
  }
}

/** Forgets everything; whoever seeds the store does so again. */
export function emptyStore(store: Store): void {
  store.atomically(() => {
    for (const table of [
      'settings',
      'wechat_codes',
      'wechat_tokens',
      'wechat_permissions',
      'cards',
      'agreements',
      'money_orders',
      'network_messages',
      'core_accounts',
      'core_entries',
      'inbox',
      'journal',
    ])
      store.run(`DELETE FROM ${table}`)
  })
}
