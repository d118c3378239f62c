import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Database } from '../../../../src/storage/database.ts'
import { damage } from './villain.ts'

damage('what is shared in the chat', ({ lived, damaged }) => {
  const CARD_LAWS = {
    hold: 'BROKEN an open share of a card has its hold, and every hold for a card its open share: claimable_shares',
    claim:
      'BROKEN a claimed share is one transfer, or payout to a card, to who claimed it, a taken one a payout that is not decided, and no other share is one: claimable_shares',
    end: 'BROKEN a share ended by an order that was written: writes',
    back: 'BROKEN of a card that was taken back nothing is open, and what its claimants’ banks are asked to pay returns if they refuse: claimable_shares',
  }

  it('a share of a card ends without its hold, or its hold without it', async () => {
    const ended = `UPDATE claimable_shares SET state = 'taken-back', ended_at = 1, ended_by = $1 WHERE id = $1`
    expect(await damaged((db) => db.query(ended, [lived().openShare]))).toEqual(
      expect.arrayContaining([
        `${CARD_LAWS.hold} share_id=${lived().openShare}`,
        `${CARD_LAWS.end} customer_id=${lived().liLei.customerId} share_id=${lived().openShare}`,
      ]),
    )
    const voided = `UPDATE ledger_holds SET state = 'voided', ended_at = 1 WHERE id = $1`
    expect(await damaged((db) => db.query(voided, [lived().openShare]))).toContain(
      `${CARD_LAWS.hold} share_id=${lived().openShare}`,
    )
  })

  it('a share is said to be somebody’s who has not claimed it', async () => {
    const claimed = `UPDATE claimable_shares SET state = 'claimed', claimant_id = customer_id, ended_at = 1, ended_by = $1
      WHERE id = $1`
    expect(await damaged((db) => db.query(claimed, [lived().openShare]))).toContain(
      `${CARD_LAWS.claim} customer_id=${lived().liLei.customerId} share_id=${lived().openShare}`,
    )
  })

  it('a share stays on offer though its card was taken back, or is kept from being claimed though it was not', async () => {
    const broken = [`${CARD_LAWS.back} customer_id=${lived().liLei.customerId} share_id=${lived().openShare}`]
    const takenBack = `UPDATE claimable_shares SET state = 'taken-back', claimant_id = NULL
      WHERE state = 'claimed' AND claimable_id = (SELECT claimable_id FROM claimable_shares WHERE id = $1)`
    expect(await damaged((db) => db.query(takenBack, [lived().openShare]))).toEqual(expect.arrayContaining(broken))
    const recalled = 'UPDATE claimable_shares SET recalled_at = 1 WHERE id = $1'
    expect(await damaged((db) => db.query(recalled, [lived().openShare]))).toEqual(broken)
  })

  const REQUEST_LAWS = {
    paid: 'BROKEN a paid share has its transfer, of its amount and to the account that it was asked for: payment_request_shares',
    taken: 'BROKEN a share on its way has an order that the core has not decided: payment_request_shares',
    split:
      'BROKEN the shares of a request are as many as the others who are asked, and add up to what was asked: payment_requests',
  }
  const request = () => `customer_id=${lived().liLei.customerId} request_id=${lived().asked}`
  const shares = (set: string, nth: number) => (db: Database) =>
    db.query(`UPDATE payment_request_shares SET ${set} WHERE request_id = $1 AND nth = $2`, [lived().asked, nth])

  it('a share is said to be paid that nobody has paid', async () => {
    const claims = `state = 'paid', settled_at = 1, payer_id = '${randomUUID()}', transfer_id = '${randomUUID()}'`
    expect(await damaged(shares(claims, 3))).toEqual([`${REQUEST_LAWS.paid} ${request()} nth=3`])
    expect(await damaged(shares(claims, 2))).toEqual([`${REQUEST_LAWS.paid} ${request()} nth=2`])
  })

  it('a paid share is said to be of another amount, or another transfer’s, or for another account', async () => {
    const broken = [`${REQUEST_LAWS.paid} ${request()} nth=1`]
    expect(await damaged(shares('amount = amount - 1', 1))).toEqual(broken)
    expect(await damaged(shares(`transfer_id = '${randomUUID()}'`, 1))).toEqual(broken)
    const moved = (db: Database) =>
      db.query('UPDATE payment_requests SET account_id = $2 WHERE id = $1', [lived().asked, randomUUID()])
    expect(await damaged(moved)).toEqual(expect.arrayContaining(broken))
  })

  it('a share is kept from others by an order that nobody has made', async () => {
    const taken = `state = 'taken', settled_at = 1, payer_id = '${randomUUID()}', transfer_id = '${randomUUID()}'`
    expect(await damaged(shares(taken, 3))).toEqual([`${REQUEST_LAWS.taken} ${request()} nth=3`])
  })

  it('more is asked of others than was asked for, or of fewer', async () => {
    const broken = [`${REQUEST_LAWS.split} ${request()}`]
    expect(await damaged(shares('amount = amount + 300', 3))).toEqual(broken)
    const deleted = 'DELETE FROM payment_request_shares WHERE request_id = $1 AND nth = 3'
    expect(await damaged((db) => db.query(deleted, [lived().asked]))).toEqual(broken)
    // With the asker no longer among them, the others' shares must be all of it.
    const without = 'UPDATE payment_requests SET asker_counts = false, people = 3 WHERE id = $1'
    expect(await damaged((db) => db.query(without, [lived().asked]))).toEqual(broken)
  })
})
