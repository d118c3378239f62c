/**
 * Writes that are sent at the same moment may share one transaction. Nobody may notice: each is answered as if it had
 * been alone, before or after the others. (What goes wrong with one: see batch-faults.test.ts.)
 */
import { createHash, randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AccountRef, Movement } from '../../../src/bank/core.ts'
import { BankError } from '../../../src/bank/errors.ts'
import type { CounterKey, Seen, Write } from '../../../src/bank/writes/write.ts'
import { eachDatabase } from '../../support/database.ts'
import {
  accountWith,
  auditBooks,
  balanceOf,
  ledger,
  openVault,
  payment,
  transferOf,
  writeOf,
} from '../../support/ledger.ts'
import { MORNING, outcomes, sendTogether, writePathOn } from '../../support/write-path.ts'

eachDatabase('writes at the same moment', (database) => {
  let payer: AccountRef
  let payee: AccountRef

  beforeAll(() => openVault(database()))
  beforeEach(async () => {
    payer = await accountWith(database(), 100_00)
    payee = await accountWith(database(), 0)
  })

  const together = (...writes: Write<object>[]) => sendTogether(database(), writes)
  const available = async (account: AccountRef) => (await balanceOf(database(), account)).available

  const pay = (amount: number, given: Partial<Write<object>> = {}, from = payer, to = payee) =>
    transferOf(from, to, amount, given)
  const held = async (amount: number, from = payer, to = payee): Promise<string> => {
    const hold = { ...payment(from, to, amount, 'purchase'), kind: 'hold', expiresAt: null } as const
    await database().transaction(async (tx) => {
      await ledger.lock(tx, [from, to])
      await ledger.apply(tx, [hold], MORNING)
    })
    return hold.id
  }

  it('are answered each with its own answer, from many customers at once', async () => {
    const payers = await Promise.all(Array.from({ length: 60 }, () => accountWith(database(), 1_00)))
    const writes = payers.map((from) => pay(1_00, {}, from))
    const settled = await together(...writes)
    expect(new Set(outcomes(settled))).toEqual(new Set(['done']))
    expect(new Set(settled.map((one) => JSON.stringify(one))).size).toBe(60)
    expect(await available(payee)).toBe(60_00)
    const path = writePathOn(database())
    for (const [index, write] of writes.entries()) {
      expect({ status: 'fulfilled', value: await path.earlier(write) }).toEqual(settled[index])
    }
  })

  it('spend a balance once', async () => {
    const said = outcomes(await together(...Array.from({ length: 6 }, () => pay(40_00))))
    expect(said.sort()).toEqual([...Array(4).fill('BALANCE_INSUFFICIENT'), 'done', 'done'])
    expect(await available(payee)).toBe(80_00)
  })

  it('are refused one by one: a refusal takes nothing from the others', async () => {
    expect(outcomes(await together(pay(100_01), pay(100_00), pay(100_01)))).toEqual([
      'BALANCE_INSUFFICIENT',
      'done',
      'BALANCE_INSUFFICIENT',
    ])
  })

  it('happen once when they are the same, and all get one answer', async () => {
    const order = pay(100_00)
    const settled = await together(order, order, { ...order }, order)
    expect(outcomes(settled)).toEqual(['done', 'done', 'done', 'done'])
    expect(new Set(settled.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(await available(payee)).toBe(100_00)
  })

  it('are told apart when one id says two things: one happens, the other is refused', async () => {
    const id = randomUUID()
    const said = outcomes(await together(pay(10_00, { id }), pay(20_00, { id }), pay(30_00)))
    expect(said.slice(0, 2).sort()).toEqual(['ID_REUSED', 'done'])
    expect(said[2]).toBe('done')
    expect(await available(payee)).toBe(said[0] === 'done' ? 40_00 : 50_00)
  })

  it('may correct each other: the refused one leaves its id to the one that can be done', async () => {
    const id = randomUUID()
    const [tooMuch, corrected] = outcomes(await together(pay(100_01, { id }), pay(100_00, { id })))
    expect(corrected).toBe('done')
    expect(['BALANCE_INSUFFICIENT', 'ID_REUSED']).toContain(tooMuch)
  })

  it('are repeats beside new ones, answered as the first time', async () => {
    const order = pay(60_00)
    const first = await writePathOn(database()).submit(order)
    const [repeat, other, conflict] = await together(order, pay(40_00), { ...order, content: 'something else' })
    expect(repeat).toEqual({ status: 'fulfilled', value: first })
    expect(outcomes([other, conflict] as PromiseSettledResult<object>[])).toEqual(['done', 'ID_REUSED'])
    expect(await available(payee)).toBe(100_00)
  })

  it('use an authorisation once', async () => {
    const authorisation = await bought()
    const said = outcomes(await together(pay(1_00, { authorisation }), pay(1_00, { authorisation }), pay(1_00)))
    expect(said.slice(0, 2).sort()).toEqual(['AUTHORISATION_INVALID', 'done'])
    expect(said[2]).toBe('done')
  })

  it('leave an authorisation to the one that can be done, when another that bears it is refused or fails', async () => {
    for (const other of [
      (authorisation: Write<object>['authorisation']) => pay(100_01, { authorisation }),
      (authorisation: Write<object>['authorisation']) =>
        writeOf({ owner: payer.owner, authorisation }, () => ({
          movements: [{ kind: 'void-hold', id: randomUUID() }],
        })),
    ]) {
      const authorisation = await bought()
      const said = outcomes(await together(other(authorisation), pay(1_00, { authorisation })))
      expect(said[1]).toBe('done')
      expect(said[0]).not.toBe('done')
    }
  })

  async function bought() {
    const token = randomUUID()
    const order = 'transfer|order'
    await database().query(
      'INSERT INTO authorisations (owner, token_hash, order_text, expires_at) VALUES ($1, $2, $3, $4)',
      [payer.owner, createHash('sha256').update(token).digest(), order, MORNING + 1],
    )
    return { token, order }
  }

  it('see an account opened by one of them or do not, and never harm the one that opens it', async () => {
    const opened = { owner: payer.owner, id: randomUUID() }
    const deposit = (account: AccountRef) =>
      writeOf({ owner: payer.owner, accounts: [payer] }, () => ({
        opens: [account],
        movements: [payment(payer, account, 10_00, 'deposit')],
      }))
    const [first, user, second] = outcomes(
      await together(deposit(opened), pay(20_00, {}, payer, opened), deposit({ ...opened, id: randomUUID() })),
    )
    expect([first, second]).toEqual(['done', 'done'])
    expect(['done', 'BookingError']).toContain(user)
    expect(await available(opened)).toBe(user === 'done' ? 30_00 : 10_00)
  })

  it('may open the same account twice without harm', async () => {
    const opened = { owner: payer.owner, id: randomUUID() }
    const opening = () => writeOf({ owner: payer.owner }, () => ({ opens: [opened] }))
    expect(outcomes(await together(opening(), opening(), pay(100_00)))).toEqual(['done', 'done', 'done'])
    expect(await available(opened)).toBe(0)
  })

  describe('that did not ask', () => {
    const day = (account: AccountRef): CounterKey => ({
      owner: account.owner,
      accountId: account.id,
      name: 'out',
      period: '2026-11-23',
    })
    const unasked: Record<string, (seen: Seen) => object> = {
      'that looks at a balance': (seen) => ({ answer: seen.balance(payer) }),
      'that looks at a counter': (seen) => ({ answer: { used: seen.used(day(payer)) } }),
      'that counts on a counter': () => ({ count: [{ counter: day(payer), by: 1 }] }),
      'that moves money of an account': () => ({ movements: [payment(payer, payee, 100_00)] }),
    }
    it.each(Object.keys(unasked))('fail alone, whatever the others asked for: one %s', async (what) => {
      const asked = writeOf({ owner: payer.owner, accounts: [payer, payee], counters: [day(payer)] }, (seen) => ({
        movements: [payment(payer, payee, 100_00)],
        count: [{ counter: day(payer), by: 1 }],
        answer: { used: seen.used(day(payer)) },
      }))
      const nosy = writeOf({ owner: payee.owner, accounts: [payee] }, (seen) => unasked[what]?.(seen) ?? {})
      const settled = await together(asked, nosy, pay(1, {}, payee, payer))
      expect(outcomes(settled)[0]).toBe('done')
      expect(outcomes(settled)[1]).toMatch(/^(Booking)?Error$/)
      expect(await available(payer)).toBe(outcomes(settled)[2] === 'done' ? 1 : 0)
    })
  })

  it('count on a limit what those before them counted, and nothing of one that fails', async () => {
    const counter = { owner: payer.owner, accountId: payer.id, name: 'out', period: '2026-11-23' }
    const spend = (broken = false) =>
      writeOf({ owner: payer.owner, accounts: [payer, payee], counters: [counter] }, (seen) => {
        if (seen.used(counter) + 30_00 > 70_00) throw new BankError('CLASS_LIMIT_DAY')
        return {
          movements: [broken ? { kind: 'void-hold', id: randomUUID() } : payment(payer, payee, 30_00)],
          count: [{ counter, by: 30_00 }],
        }
      })
    const said = outcomes(await together(spend(true), spend(), spend(true), spend(), spend()))
    expect(said.filter((one) => one === 'done')).toHaveLength(2)
    expect(await available(payee)).toBe(60_00)
    expect(await database().query('SELECT used FROM counters WHERE owner = $1', [payer.owner])).toEqual([
      { used: 60_00 },
    ])
  })

  it.each(['post-hold', 'void-hold'] as const)(
    'see what a %s among them left: there is one order that explains all',
    async (kind) => {
      const id = await held(60_00)
      const look = (seen: Seen) => ({ payer: { ...seen.balance(payer) }, payee: { ...seen.balance(payee) } })
      const ended = writeOf({ owner: payer.owner, accounts: [payer, payee], holds: [id] }, (seen) => ({
        movements: [{ kind, id }],
        answer: look(seen),
      }))
      const paid = writeOf({ owner: payer.owner, accounts: [payer, payee] }, (seen) => ({
        movements: [payment(payer, payee, 40_00)],
        answer: look(seen),
      }))
      const settled = await together(ended, paid)
      const [sawEnding, sawPaying] = settled.map((one) => (one.status === 'fulfilled' ? one.value : {})) as [
        ReturnType<typeof look>,
        ReturnType<typeof look>,
      ]
      const moved = kind === 'post-hold' ? 60_00 : 0
      const payingFirst = sawEnding.payer?.posted === 60_00
      expect(outcomes(settled)).toEqual(['done', 'done'])
      expect(sawEnding).toMatchObject(
        payingFirst
          ? { payer: { posted: 60_00, held: 60_00 }, payee: { posted: 40_00 } }
          : { payer: { posted: 100_00 } },
      )
      expect(sawPaying).toMatchObject(
        payingFirst
          ? { payer: { posted: 100_00, held: 60_00 }, payee: { posted: 0 } }
          : { payer: { posted: 100_00 - moved, held: 0 }, payee: { posted: moved } },
      )
    },
  )

  it('keep a balance under its cap, when a hold is posted to it and money is sent to it', async () => {
    const cap = 100_00
    const id = await held(60_00)
    const capped = (movement: Movement) =>
      writeOf({ owner: payer.owner, accounts: [payer, payee], holds: [id] }, (seen) => {
        if (seen.balance(payee).posted + 60_00 > cap) throw new BankError('PAYEE_LIMIT')
        return { movements: [movement] }
      })
    const rich = await accountWith(database(), 60_00)
    const sent = { ...capped(payment(rich, payee, 60_00)), owner: rich.owner, accounts: [rich, payee] }
    const said = outcomes(await together(capped({ kind: 'post-hold', id }), sent))
    expect(said.sort()).toEqual(['PAYEE_LIMIT', 'done'])
    expect(await available(payee)).toBe(60_00)
  })

  it('end a hold once, however many want to', async () => {
    const id = await held(60_00)
    const end = (kind: 'post-hold' | 'void-hold') =>
      writeOf({ owner: payer.owner, accounts: [payer, payee], holds: [id] }, () => ({ movements: [{ kind, id }] }))
    const said = outcomes(await together(end('post-hold'), end('void-hold'), end('post-hold'), pay(40_00)))
    expect(said.slice(0, 3).sort()).toEqual(['BookingError', 'BookingError', 'done'])
    expect(said[3]).toBe('done')
    expect(await available(payee)).toBe(said[1] === 'done' ? 40_00 : 100_00)
  })

  it('may make a hold and post it, in whichever order they come', async () => {
    const hold = { ...payment(payer, payee, 60_00, 'purchase'), kind: 'hold', expiresAt: null } as const
    const write = (movement: Movement) =>
      writeOf({ owner: payer.owner, accounts: [payer, payee], holds: [hold.id] }, () => ({ movements: [movement] }))
    const [made, posted] = outcomes(await together(write(hold), write({ kind: 'post-hold', id: hold.id })))
    expect(made).toBe('done')
    expect(['done', 'BookingError']).toContain(posted)
    expect(await balanceOf(database(), payer)).toMatchObject(
      posted === 'done' ? { posted: 40_00, held: 0 } : { posted: 100_00, held: 60_00 },
    )
  })

  it('are all undone by a power cut before their commit, and all may be sent again', async () => {
    const broken = writePathOn(database(), {
      reach: (point) => {
        if (point === 'write.before-commit') throw new Error('power cut')
      },
    })
    const orders = [pay(50_00), pay(30_00), pay(20_00)]
    for (const one of await Promise.allSettled(orders.map((order) => broken.submit(order)))) {
      expect(one).toMatchObject({ status: 'rejected', reason: { message: 'power cut' } })
    }
    expect(await available(payee)).toBe(0)
    expect(outcomes(await together(...orders))).toEqual(['done', 'done', 'done'])
    expect(await available(payee)).toBe(100_00)
  })

  it('leave sound books behind', async () => {
    expect(await auditBooks(database())).toEqual([])
  })
})
