/**
 * A villain with the rights of the database's owner changes a small lived-in bank by hand. Each time the audit names the
 * law that was broken and the place where.
 */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, inject } from 'vitest'
import { audit } from '../../../../src/bank/audit/audit.ts'
import { reportOf } from '../../../../src/bank/audit/report.ts'
import { derivedId } from '../../../../src/bank/derived-id.ts'
import type { Database } from '../../../../src/storage/database.ts'
import { openDatabase } from '../../../../src/storage/open.ts'
import { freshPostgresUrl } from '../../../support/database.ts'
import { SEAL_KEYS } from '../../../support/ledger.ts'
import { type LivedIn, liveIn } from '../lived-in.ts'

export interface Scene {
  lived(): LivedIn
  /** What the audit says of a copy after the villain was there: a line each, without the summary. */
  damaged(
    villain: (db: Database) => Promise<unknown>,
    look?: (db: Database) => ReturnType<typeof audit>,
  ): Promise<string[]>
  /** Of Li Lei's transfer to Chen Hua. */
  movement(): string
  /** SQL, and how it is told: Li Lei's account. */
  account(): string
  ledgerAccount(): string
  place(): string
}

export function damage(subject: string, tell: (scene: Scene) => void): void {
  describe(`damage to ${subject}`, () => {
    let original: string
    let lived: LivedIn

    beforeAll(async () => {
      const url = await freshPostgresUrl()
      original = new URL(url).pathname.slice(1)
      const db = await openDatabase({ url })
      lived = await liveIn(db)
      await db.close()
    }, 60_000)

    const account = () => `owner = '${lived.liLei.customerId}' AND account_id = '${lived.liLei.accountId}'`
    tell({
      lived: () => lived,
      movement: () => derivedId('transfer', lived.liLei.customerId, lived.transferId),
      account,
      ledgerAccount: () => account().replace('account_id', 'id'),
      place: () => `owner=${lived.liLei.customerId} account_id=${lived.liLei.accountId}`,
      async damaged(villain, look = (db) => audit(db, SEAL_KEYS)) {
        const name = `copy_${process.pid}_${randomUUID().slice(0, 8)}`
        const { admin } = inject('postgres')
        const maker = await openDatabase({ url: admin, maxConnections: 1 })
        await maker.query(`CREATE DATABASE ${name} TEMPLATE ${original}`)
        await maker.close()
        const db = await openDatabase({ url: new URL(`/${name}`, admin).href })
        try {
          // An owner switches the guards off; what is a guard of the table's own falls, too.
          for (const table of ['postings', 'movements', 'seals']) {
            await db.query(`ALTER TABLE ledger_${table} DISABLE TRIGGER USER`)
          }
          await villain(db)
          return reportOf(await look(db))
            .trim()
            .split('\n')
            .slice(0, -1)
        } finally {
          await db.close()
        }
      },
    })
  })
}
