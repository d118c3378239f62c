/**
 * A villain with the rights of the database's owner changes a small lived-in bank by hand. Each time the audit names the
 * law that was broken and the place where.
 */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { audit } from '../../../src/bank/audit/audit.ts'
import { headOf, reportOf } from '../../../src/bank/audit/report.ts'
import { derivedId } from '../../../src/bank/derived-id.ts'
import { CARD_CLEARING, INTEREST_EXPENSE } from '../../../src/bank/house.ts'
import { digestsOf, sealsAfter } from '../../../src/ledger/chain.ts'
import type { Database } from '../../../src/storage/database.ts'
import { openDatabase } from '../../../src/storage/open.ts'
import { eachDatabase, freshPostgresUrl } from '../../support/database.ts'
import { ledger, payment, SEAL_KEYS } from '../../support/ledger.ts'
import { sealAll, sealerOf } from '../../support/seals.ts'
import { type LivedIn, liveIn } from './lived-in.ts'

eachDatabase('a bank that nobody has touched', (database) => {
  it('is sound, and all of it is sealed', async () => {
    await liveIn(database())
    const found = await audit(database(), SEAL_KEYS)
    expect(reportOf(found)).toMatch(
      /^Sound: 10 accounts, 28 postings, 3 blocks, 0 postings not sealed yet, head 3:[0-9a-f]{64}, [\d.]+ s\n$/,
    )
  }, 60_000)
})

describe('damage', () => {
  let original: string
  let lived: LivedIn

  beforeAll(async () => {
    const url = await freshPostgresUrl()
    original = new URL(url).pathname.slice(1)
    const db = await openDatabase({ url })
    lived = await liveIn(db)
    await db.close()
  }, 60_000)

  /** What the audit says of a copy after the villain was there: a line each, without the summary. */
  async function damaged(
    villain: (db: Database) => Promise<unknown>,
    look: (db: Database) => Promise<Awaited<ReturnType<typeof audit>>> = (db) => audit(db, SEAL_KEYS),
  ): Promise<string[]> {
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
  }

  /** SQL with the names of the story: a movement's id and the like. */
  const movement = () => derivedId('transfer', lived.liLei.customerId, lived.transferId)
  const account = () => `owner = '${lived.liLei.customerId}' AND account_id = '${lived.liLei.accountId}'`
  const ledgerAccount = () => account().replace('account_id', 'id')
  const place = () => `owner=${lived.liLei.customerId} account_id=${lived.liLei.accountId}`

  it('none: a copy is as sound as its original', async () => {
    expect(await damaged(async () => {})).toEqual([])
  })

  it('an amount is changed', async () => {
    const lines = await damaged((db) =>
      db.query(`UPDATE ledger_postings SET amount = amount - 100 WHERE movement_id = $1 AND ${account()}`, [
        movement(),
      ]),
    )
    expect(lines).toContain(`BROKEN the legs of a movement sum to zero: ledger_postings movement_id=${movement()}`)
    expect(lines).toContain('BROKEN all postings sum to zero: ledger_postings off_by_fen=-100')
    expect(lines).toContain(
      `BROKEN the postings of an account are numbered without a gap, each with the balance that it leaves: ledger_postings ${place()} sequence=2`,
    )
    expect(lines).toContain(
      `BROKEN the balance and sequence of an account are those of its postings: ledger_accounts ${place()}`,
    )
    expect(lines).toContain(
      `BROKEN a transfer moved its amount between its accounts: transfers customer_id=${lived.liLei.customerId} order_id=${lived.transferId}`,
    )
    expect(lines).toContain(
      'BROKEN the postings of a block are those that were sealed: ledger_postings block=1 after_number=0 up_to_number=6',
    )
  })

  const CARD_LAWS = {
    hold: 'BROKEN an open share of a card has its hold, and every hold for a card its open share: claimable_shares',
    claim:
      'BROKEN a claimed share is one transfer, or payout to a card, to who claimed it, a taken one a payout that is not decided, and no other share is one: claimable_shares',
    end: 'BROKEN a share ended by an order that was written: writes',
  }

  it('a share of a card ends without its hold, or its hold without it', async () => {
    const ended = `UPDATE claimable_shares SET state = 'taken-back', ended_at = 1, ended_by = $1 WHERE id = $1`
    expect(await damaged((db) => db.query(ended, [lived.openShare]))).toEqual(
      expect.arrayContaining([
        `${CARD_LAWS.hold} share_id=${lived.openShare}`,
        `${CARD_LAWS.end} customer_id=${lived.liLei.customerId} share_id=${lived.openShare}`,
      ]),
    )
    const voided = `UPDATE ledger_holds SET state = 'voided', ended_at = 1 WHERE id = $1`
    expect(await damaged((db) => db.query(voided, [lived.openShare]))).toContain(
      `${CARD_LAWS.hold} share_id=${lived.openShare}`,
    )
  })

  it('a share is said to be somebody’s who has not claimed it', async () => {
    const claimed = `UPDATE claimable_shares SET state = 'claimed', claimant_id = customer_id, ended_at = 1, ended_by = $1
      WHERE id = $1`
    expect(await damaged((db) => db.query(claimed, [lived.openShare]))).toContain(
      `${CARD_LAWS.claim} customer_id=${lived.liLei.customerId} share_id=${lived.openShare}`,
    )
  })

  it('a posting is deleted', async () => {
    const lines = await damaged((db) =>
      db.query(`DELETE FROM ledger_postings WHERE movement_id = $1 AND ${account()}`, [movement()]),
    )
    expect(lines).toContain(`BROKEN the legs of a movement sum to zero: ledger_postings movement_id=${movement()}`)
    expect(lines).toContain(
      `BROKEN the postings of an account are numbered without a gap, each with the balance that it leaves: ledger_postings ${place()} sequence=3`,
    )
    expect(lines).toContain(
      `BROKEN an entry has its posting: entries customer_id=${lived.liLei.customerId} movement_id=${movement()}`,
    )
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
      await db.query('UPDATE transfers SET at = at - 60000 WHERE id = $1', [lived.transferId])
    })
    expect(lines).toEqual([
      'BROKEN the postings of a block are those that were sealed: ledger_postings block=1 after_number=0 up_to_number=6',
    ])
  })

  it('both legs of a transfer, its record, balances and counters are changed consistently: only the chain sees it', async () => {
    const lines = await damaged(async (db) => {
      const { liLei, chenHua } = lived
      await db.query(`UPDATE ledger_postings SET amount = sign(amount) * 10000 WHERE movement_id = $1`, [movement()])
      await db.query('UPDATE transfers SET amount = 10000 WHERE id = $1', [lived.transferId])
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

  it('a movement is deleted', async () => {
    const lines = await damaged((db) => db.query('DELETE FROM ledger_movements WHERE id = $1', [movement()]))
    expect(lines).toContain(
      `BROKEN a posting has its movement, of the same code: ledger_postings ${place()} sequence=2 movement_id=${movement()}`,
    )
  })

  it('a movement is added that moves nothing and belongs to nobody', async () => {
    const id = randomUUID()
    const lines = await damaged((db) => db.query("INSERT INTO ledger_movements VALUES ($1, 'transfer', 0)", [id]))
    expect(lines).toEqual([
      `BROKEN a movement has its postings, or its hold: ledger_movements movement_id=${id}`,
      `BROKEN a movement of a customer’s order has its order: ledger_movements movement_id=${id} code=transfer`,
    ])
  })

  it('a balance is changed', async () => {
    const lines = await damaged((db) =>
      db.query(`UPDATE ledger_accounts SET posted = posted + 1 WHERE ${ledgerAccount()}`),
    )
    expect(lines).toEqual([
      `BROKEN the balance and sequence of an account are those of its postings: ledger_accounts ${place()}`,
    ])
  })

  it('somebody is overdrawn', async () => {
    const lines = await damaged(async (db) => {
      await db.query('ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_overdraft')
      await db.query(`UPDATE ledger_accounts SET posted = -1 WHERE ${ledgerAccount()}`)
    })
    expect(lines).toContain(`BROKEN nobody is overdrawn: ledger_accounts ${place()}`)
  })

  it('what is held is changed', async () => {
    const lines = await damaged((db) => db.query(`UPDATE ledger_accounts SET held = 0 WHERE ${ledgerAccount()}`))
    expect(lines).toEqual([
      `BROKEN what is held on an account is what pending holds take from it: ledger_accounts ${place()}`,
    ])
  })

  it('a hold is left whose account is gone', async () => {
    const gone = randomUUID()
    const lines = await damaged((db) =>
      db.query(`UPDATE ledger_holds SET legs = jsonb_set(legs, '{1,account,id}', to_jsonb($1::text)) WHERE id = $2`, [
        gone,
        lived.hold,
      ]),
    )
    expect(lines).toEqual([
      `BROKEN a hold has its movement and its accounts: ledger_holds hold_id=${lived.hold} owner=${lived.chenHua.customerId} account_id=${gone}`,
    ])
  })

  it('a hold is called posted without having moved anything', async () => {
    const lines = await damaged((db) =>
      db.query(`UPDATE ledger_holds SET state = 'posted', ended_at = 1 WHERE id = $1`, [lived.hold]),
    )
    expect(lines).toContain(
      `BROKEN a posted hold moved what it held, and no other moved anything: ledger_holds hold_id=${lived.hold}`,
    )
  })

  it('an account is deleted', async () => {
    const lines = await damaged((db) => db.query(`DELETE FROM ledger_accounts WHERE ${ledgerAccount()}`))
    expect(lines.join('\n')).toContain(`BROKEN a posting lies on an account: ledger_postings ${place()} postings=`)
    expect(lines.join('\n')).toContain('BROKEN an account of a customer’s is opened in the ledger')
  })

  it('the record of a transfer is changed', async () => {
    const lines = await damaged((db) =>
      db.query('UPDATE transfers SET amount = amount + 1 WHERE id = $1', [lived.transferId]),
    )
    const order = `customer_id=${lived.liLei.customerId} order_id=${lived.transferId}`
    expect(lines).toContain(`BROKEN a transfer moved its amount between its accounts: transfers ${order}`)
    expect(lines).toContain(
      `BROKEN a movement of code transfer is that of a transfer, and nothing more: ledger_postings movement_id=${movement()}`,
    )
    expect(lines.join('\n')).toContain(
      `BROKEN a counter of a limit is the sum of what counts: account_counters ${place()} name=out period=2026-11-23`,
    )
  })

  it('the record of a transfer is deleted', async () => {
    const lines = await damaged((db) => db.query('DELETE FROM transfers WHERE id = $1', [lived.transferId]))
    expect(lines).toContain(
      `BROKEN a movement of code transfer is that of a transfer, and nothing more: ledger_postings movement_id=${movement()}`,
    )
    expect(lines).toContain(
      `BROKEN a stored answer has its order: writes owner=${lived.liLei.customerId} id=${lived.transferId} kind=transfer`,
    )
  })

  it('a transfer is booked a second time, under an id of its own', async () => {
    const again = randomUUID()
    const lines = await damaged(async (db) => {
      await db.query("INSERT INTO ledger_movements VALUES ($1, 'transfer', 0)", [again])
      await db.query(
        `INSERT INTO entries SELECT customer_id, $1, kind, order_id, text_sealed FROM entries WHERE movement_id = $2`,
        [again, movement()],
      )
    })
    expect(lines.join('\n')).toContain(
      `BROKEN the id of a movement follows from its order: entries customer_id=${lived.liLei.customerId} movement_id=${again}`,
    )
  })

  it('a stored answer is deleted', async () => {
    const lines = await damaged((db) => db.query('DELETE FROM writes WHERE id = $1', [lived.transferId]))
    expect(lines).toEqual([
      `BROKEN an order has its stored answer: writes owner=${lived.liLei.customerId} id=${lived.transferId} kind=transfer`,
      `BROKEN a used authorisation belongs to a written order: authorisations owner=${lived.liLei.customerId} kind=transfer order_id=${lived.transferId}`,
    ])
  })

  it('an entry on a statement is deleted', async () => {
    const lines = await damaged((db) =>
      db.query('DELETE FROM entries WHERE movement_id = $1 AND customer_id = $2', [
        movement(),
        lived.chenHua.customerId,
      ]),
    )
    expect(lines).toContain(
      `BROKEN a transfer stands on both statements: transfers payer_id=${lived.liLei.customerId} transfer_id=${lived.transferId}`,
    )
    expect(lines.join('\n')).toContain(
      `BROKEN a posting of a customer’s has its entry: ledger_postings owner=${lived.chenHua.customerId}`,
    )
  })

  it('a message is taken out of the outbox', async () => {
    const id = derivedId('transfer-sms', lived.liLei.customerId, lived.transferId)
    const lines = await damaged((db) => db.query('DELETE FROM outbox WHERE id = $1', [id]))
    expect(lines).toEqual([
      `BROKEN an order of which somebody is told has its message in the outbox: outbox customer_id=${lived.liLei.customerId} order_id=${lived.transferId} id=${id}`,
    ])
  })

  it('a message was sent at no time', async () => {
    const id = derivedId('transfer-sms', lived.liLei.customerId, lived.transferId)
    const lines = await damaged((db) => db.query('UPDATE outbox SET ended_at = NULL WHERE id = $1', [id]))
    expect(lines).toEqual([
      `BROKEN an outbox entry waits within its tries, or was sent or given up at some time: outbox id=${id} state=sent`,
    ])
  })

  it('a counter is changed', async () => {
    const lines = await damaged((db) =>
      db.query(`UPDATE account_counters SET used = (used::jsonb || '{"out 2026": 0}')::json WHERE ${account()}`),
    )
    expect(lines).toEqual([
      `BROKEN a counter of a limit is the sum of what counts: account_counters ${place()} name=out period=2026`,
    ])
  })

  it('a top-up that was refused is called done', async () => {
    const lines = await damaged((db) => db.query("UPDATE topups SET state = 'done' WHERE state = 'refused'"))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(
      `BROKEN a done top-up moved its amount between its accounts: topups customer_id=${lived.chenHua.customerId}`,
    )
  })

  it('a running deposit is called smaller', async () => {
    const lines = await damaged((db) =>
      db.query('UPDATE deposits SET principal = principal - 1 WHERE id = $1', [lived.runningDeposit]),
    )
    expect(lines.join('\n')).toContain(
      `BROKEN a running deposit has its principal on its ledger account, a closed one nothing: deposits customer_id=${lived.liLei.customerId} deposit_id=${lived.runningDeposit}`,
    )
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

  it('a transfer for later that was cancelled is made one that ran, and one that ran is made one that waits', async () => {
    const ran = `BROKEN a scheduled transfer that ran is a transfer of its amount from its account, and one that did not is none: scheduled_transfers customer_id=${lived.liLei.customerId} order_id=`
    const lines = await damaged((db) =>
      db.query("UPDATE scheduled_transfers SET state = 'done' WHERE state = 'cancelled'"),
    )
    expect(lines).toContainEqual(expect.stringContaining(ran))
    expect(lines).toContainEqual(expect.stringMatching(/an order has its stored answer: .*kind=scheduled-transfer.run/))
    const again = "UPDATE scheduled_transfers SET state = 'waiting', due_at = 0, ended_at = null WHERE state = 'done'"
    expect(await damaged((db) => db.query(again))).toContainEqual(expect.stringContaining(ran))
  })

  it('in more places than anybody would read: the first are told, and how many there are', async () => {
    const lines = await damaged((db) =>
      db.query(
        `INSERT INTO outbox (id, channel, payload, state, at, due_at)
         SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'sms', '{}', 'sent', 0, 0
         FROM generate_series(1, 50) AS n`,
      ),
    )
    expect(lines).toHaveLength(21)
    expect(lines.at(-1)).toBe(
      'BROKEN an outbox entry waits within its tries, or was sent or given up at some time: outbox, 50 places in all',
    )
  })
})
