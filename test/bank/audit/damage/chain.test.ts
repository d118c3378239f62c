import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { audit } from '../../../../src/bank/audit/audit.ts'
import { headOf } from '../../../../src/bank/audit/report.ts'
import { CARD_CLEARING, INTEREST_EXPENSE } from '../../../../src/bank/house.ts'
import { digestsOf, sealsAfter } from '../../../../src/ledger/chain.ts'
import type { Database } from '../../../../src/storage/database.ts'
import { ledger, payment, SEAL_KEYS } from '../../../support/ledger.ts'
import { sealAll, sealerOf } from '../../../support/seals.ts'
import { damage } from './villain.ts'

damage('the chain, and beside it', ({ lived, damaged, movement, account, ledgerAccount }) => {
  it('none: a copy is as sound as its original', async () => {
    expect(await damaged(async () => {})).toEqual([])
  })

  it('the newest posting of an account is deleted, and its balance and sequence are made to fit', async () => {
    const lines = await damaged(async (db) => {
      const [newest] = await db.query<{ amount: number; movement_id: string }>(
        `DELETE FROM ledger_postings WHERE ${account()} AND sequence = (SELECT max(sequence) FROM ledger_postings
           WHERE ${account()}) RETURNING amount, movement_id`,
      )
      await db.query(
        `UPDATE ledger_accounts SET posted = posted - $1, sequence = sequence - 1 WHERE ${ledgerAccount()}`,
        [newest?.amount ?? 0],
      )
    })
    expect(lines.join('\n')).not.toContain('the balance and sequence of an account')
    expect(lines.join('\n')).toMatch(
      /BROKEN the legs of a movement sum to zero: ledger_postings movement_id=[0-9a-f-]{36}/,
    )
    expect(lines.join('\n')).toMatch(/BROKEN the postings of a block are those that were sealed: .* block=3 /)
  })

  it('the minute of a transfer is changed in every place that says it: only the chain remembers', async () => {
    const lines = await damaged(async (db) => {
      await db.query('UPDATE ledger_postings SET at = at - 60000 WHERE movement_id = $1', [movement()])
      await db.query('UPDATE ledger_movements SET at = at - 60000 WHERE id = $1', [movement()])
      await db.query('UPDATE transfers SET at = at - 60000 WHERE id = $1', [lived().transferId])
    })
    expect(lines).toEqual([
      'BROKEN the postings of a block are those that were sealed: ledger_postings block=1 after_number=0 up_to_number=6',
    ])
  })

  it('both legs of a transfer, its record, balances and counters are changed consistently: only the chain sees it', async () => {
    const lines = await damaged(async (db) => {
      const { liLei, chenHua } = lived()
      await db.query(`UPDATE ledger_postings SET amount = sign(amount) * 10000 WHERE movement_id = $1`, [movement()])
      await db.query('UPDATE transfers SET amount = 10000 WHERE id = $1', [lived().transferId])
      for (const { customerId, accountId } of [liLei, chenHua]) {
        await db.query(
          `UPDATE ledger_postings p SET balance_after = (SELECT sum(amount) FROM ledger_postings q
             WHERE q.owner = p.owner AND q.account_id = p.account_id AND q.sequence <= p.sequence)
           WHERE p.owner = $1 AND p.account_id = $2`,
          [customerId, accountId],
        )
        await db.query(
          `UPDATE ledger_accounts a SET posted = (SELECT sum(amount) FROM ledger_postings p
             WHERE p.owner = a.owner AND p.account_id = a.id) WHERE a.owner = $1 AND a.id = $2`,
          [customerId, accountId],
        )
      }
      await db.query(
        `UPDATE account_counters a SET used = (
             SELECT json_object_agg(c.name || ' ' || c.period, c.used - CASE
               WHEN c.used >= 30000 AND (c.owner, c.name) IN (($1, 'out'), ($2, 'in')) THEN 20000 ELSE 0 END)
             FROM counters c WHERE c.owner = a.owner AND c.account_id = a.account_id)`,
        [liLei.customerId, chenHua.customerId],
      )
    })
    expect(lines.join('\n')).toMatch(
      /^(BROKEN the postings of a block are those that were sealed: .* block=\d .*\n?)+$/,
    )
    expect(lines[0]).toContain('block=1 ')
  })

  it('a seal is deleted', async () => {
    const lines = await damaged((db) => db.query('DELETE FROM ledger_seals WHERE block = 2'))
    expect(lines).toEqual(
      expect.arrayContaining([
        'BROKEN the chain has every block: ledger_seals block=2',
        'BROKEN a seal bears our mac: ledger_seals block=3 key_version=1',
      ]),
    )
  })

  it('a seal is made to fit changed postings, by somebody without the key', async () => {
    const lines = await damaged(async (db) => {
      await db.query('UPDATE ledger_postings SET at = at + 1 WHERE number = 1')
      // The digest anybody can compute.
      const [block] = await sealsAfter(db, 0, 1)
      const [forged] = await digestsOf(db, 0, [block?.last ?? 0])
      await db.query(`UPDATE ledger_seals SET digest = decode($1, 'hex') WHERE block = 1`, [forged?.digest ?? ''])
    })
    expect(lines).toEqual(['BROKEN a seal bears our mac: ledger_seals block=1 key_version=1'])
  })

  it('a seal bears the version of a key that we never had', async () => {
    const lines = await damaged((db) => db.query('UPDATE ledger_seals SET key_version = 9 WHERE block = 3'))
    expect(lines).toEqual(['BROKEN a seal bears our mac: ledger_seals block=3 key_version=9'])
  })

  it('the newest block vanishes with all that it covers: seen by whoever kept the head, and by nobody else', async () => {
    let head = ''
    const cut = async (db: Database) => {
      const id = randomUUID()
      await db.transaction((tx) => ledger.apply(tx, [payment(CARD_CLEARING, INTEREST_EXPENSE, 1, 'correction', id)], 0))
      await sealAll(sealerOf(db))
      const before = await audit(db, SEAL_KEYS)
      expect(before).toMatchObject({ blocks: 4, unsealed: 0, findings: [] })
      head = `${before.head?.block}:${before.head?.mac}`
      expect(await audit(db, SEAL_KEYS, headOf(head))).toMatchObject({ findings: [] })

      await db.query('DELETE FROM ledger_seals WHERE block = 4')
      await db.query('DELETE FROM ledger_postings WHERE movement_id = $1', [id])
      await db.query('DELETE FROM ledger_movements WHERE id = $1', [id])
    }
    expect(await damaged(cut)).toEqual([])
    expect(await damaged(cut, (db) => audit(db, SEAL_KEYS, headOf(head)))).toEqual([
      'BROKEN the chain reaches the head that was kept elsewhere: ledger_seals block=4',
    ])
  })
})
