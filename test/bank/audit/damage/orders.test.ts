import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { derivedId } from '../../../../src/bank/derived-id.ts'
import { damage } from './villain.ts'

damage('orders and what they left', ({ lived, damaged, movement, account, place }) => {
  it('the record of a transfer is changed', async () => {
    const lines = await damaged((db) =>
      db.query('UPDATE transfers SET amount = amount + 1 WHERE id = $1', [lived().transferId]),
    )
    const order = `customer_id=${lived().liLei.customerId} order_id=${lived().transferId}`
    expect(lines).toContain(`BROKEN a transfer moved its amount between its accounts: transfers ${order}`)
    expect(lines).toContain(
      `BROKEN a movement of code transfer is that of a transfer, and nothing more: ledger_postings movement_id=${movement()}`,
    )
    expect(lines.join('\n')).toContain(
      `BROKEN a counter of a limit is the sum of what counts: account_counters ${place()} name=out period=2026-11-23`,
    )
  })

  it('the record of a transfer is deleted', async () => {
    const lines = await damaged((db) => db.query('DELETE FROM transfers WHERE id = $1', [lived().transferId]))
    expect(lines).toContain(
      `BROKEN a movement of code transfer is that of a transfer, and nothing more: ledger_postings movement_id=${movement()}`,
    )
    expect(lines).toContain(
      `BROKEN a stored answer has its order: writes owner=${lived().liLei.customerId} id=${lived().transferId} kind=transfer`,
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
      `BROKEN the id of a movement follows from its order: entries customer_id=${lived().liLei.customerId} movement_id=${again}`,
    )
  })

  it('a stored answer is deleted', async () => {
    const lines = await damaged((db) => db.query('DELETE FROM writes WHERE id = $1', [lived().transferId]))
    expect(lines).toEqual([
      `BROKEN an order has its stored answer: writes owner=${lived().liLei.customerId} id=${lived().transferId} kind=transfer`,
      `BROKEN a used authorisation belongs to a written order: authorisations owner=${lived().liLei.customerId} kind=transfer order_id=${lived().transferId}`,
    ])
  })

  it('an entry on a statement is deleted', async () => {
    const lines = await damaged((db) =>
      db.query('DELETE FROM entries WHERE movement_id = $1 AND customer_id = $2', [
        movement(),
        lived().chenHua.customerId,
      ]),
    )
    expect(lines).toContain(
      `BROKEN a transfer stands on both statements: transfers payer_id=${lived().liLei.customerId} transfer_id=${lived().transferId}`,
    )
    expect(lines.join('\n')).toContain(
      `BROKEN a posting of a customer’s has its entry: ledger_postings owner=${lived().chenHua.customerId}`,
    )
  })

  it('a message is taken out of the outbox', async () => {
    const id = derivedId('transfer-sms', lived().liLei.customerId, lived().transferId)
    const lines = await damaged((db) => db.query('DELETE FROM outbox WHERE id = $1', [id]))
    expect(lines).toEqual([
      `BROKEN an order of which somebody is told has its message in the outbox: outbox customer_id=${lived().liLei.customerId} order_id=${lived().transferId} id=${id}`,
    ])
  })

  it('a message was sent at no time', async () => {
    const id = derivedId('transfer-sms', lived().liLei.customerId, lived().transferId)
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
      `BROKEN a done top-up moved its amount between its accounts: topups customer_id=${lived().chenHua.customerId}`,
    )
  })

  it('a running deposit is called smaller', async () => {
    const lines = await damaged((db) =>
      db.query('UPDATE deposits SET principal = principal - 1 WHERE id = $1', [lived().runningDeposit]),
    )
    expect(lines.join('\n')).toContain(
      `BROKEN a running deposit has its principal on its ledger account, a closed one nothing: deposits customer_id=${lived().liLei.customerId} deposit_id=${lived().runningDeposit}`,
    )
  })

  it('a transfer for later that was cancelled is made one that ran, and one that ran is made one that waits', async () => {
    const ran = `BROKEN a scheduled transfer that ran is a transfer of its amount from its account, and one that did not is none: scheduled_transfers customer_id=${lived().liLei.customerId} order_id=`
    const lines = await damaged((db) =>
      db.query("UPDATE scheduled_transfers SET state = 'done' WHERE state = 'cancelled'"),
    )
    expect(lines).toContainEqual(expect.stringContaining(ran))
    expect(lines).toContainEqual(expect.stringMatching(/an order has its stored answer: .*kind=scheduled-transfer.run/))
    const again = "UPDATE scheduled_transfers SET state = 'waiting', due_at = 0, ended_at = null WHERE state = 'done'"
    expect(await damaged((db) => db.query(again))).toContainEqual(expect.stringContaining(ran))
  })

  it('a transfer for later that ran is made one of a Class I account, of which the core never heard', async () => {
    const lines = await damaged((db) =>
      db.query("UPDATE scheduled_transfers SET card_id = gen_random_uuid() WHERE state = 'done'"),
    )
    expect(lines).toEqual([
      expect.stringContaining(
        `BROKEN a scheduled transfer from a Class I account has become one that the core is asked for, and ends with it: scheduled_transfers customer_id=${lived().liLei.customerId} order_id=`,
      ),
    ])
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
