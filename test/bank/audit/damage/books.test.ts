import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { damage } from './villain.ts'

damage('the books', ({ lived, damaged, movement, account, ledgerAccount, place }) => {
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
      `BROKEN a transfer moved its amount between its accounts: transfers customer_id=${lived().liLei.customerId} order_id=${lived().transferId}`,
    )
    expect(lines).toContain(
      'BROKEN the postings of a block are those that were sealed: ledger_postings block=1 after_number=0 up_to_number=6',
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
      `BROKEN an entry has its posting: entries customer_id=${lived().liLei.customerId} movement_id=${movement()}`,
    )
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
        lived().hold,
      ]),
    )
    expect(lines).toEqual([
      `BROKEN a hold has its movement and its accounts: ledger_holds hold_id=${lived().hold} owner=${lived().chenHua.customerId} account_id=${gone}`,
    ])
  })

  it('a hold is called posted without having moved anything', async () => {
    const lines = await damaged((db) =>
      db.query(`UPDATE ledger_holds SET state = 'posted', ended_at = 1 WHERE id = $1`, [lived().hold]),
    )
    expect(lines).toContain(
      `BROKEN a posted hold moved what it held, and no other moved anything: ledger_holds hold_id=${lived().hold}`,
    )
  })

  it('an account is deleted', async () => {
    const lines = await damaged((db) => db.query(`DELETE FROM ledger_accounts WHERE ${ledgerAccount()}`))
    expect(lines.join('\n')).toContain(`BROKEN a posting lies on an account: ledger_postings ${place()} postings=`)
    expect(lines.join('\n')).toContain('BROKEN an account of a customer’s is opened in the ledger')
  })
})
