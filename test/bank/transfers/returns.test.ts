/** Money that was sent by mistake goes back by a new transfer with a reason, once; what moved first is never changed. */
import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { eachDatabase } from '../../support/database.ts'
import { auditBank } from '../../support/ledger.ts'
import { allIsSound } from '../sound.ts'
import { MONDAY, openTown, type Town, type Townsman, yuan } from '../town.ts'

type Reason = 'mistaken' | 'twice' | 'cancelled' | 'other'

eachDatabase('giving back', (database) => {
  let town: Town
  let liLei: Townsman
  let hanMei: Townsman
  let sent: string

  beforeAll(async () => {
    town = await openTown(database())
  })
  beforeEach(async () => {
    town.clock.set(MONDAY)
    liLei = await town.settle('李雷')
    hanMei = await town.settle('韩梅')
    await town.topUp(liLei, yuan(1_000))
    sent = (await town.send(liLei, await town.payeeOf(liLei, hanMei), yuan(200), { note: '房租' })).id
  })

  async function giveBack(
    who: Townsman,
    transferId: string,
    { id = randomUUID() as string, reason = 'mistaken' as Reason } = {},
  ) {
    const authorisation = await town.authorise(who, { kind: 'transfer-return', orderId: id, transferId, reason })
    return town.transfers.giveBack(who, transferId, { id, reason, authorisation })
  }
  const balances = async () => [await town.balance(liLei), await town.balance(hanMei)]
  const code = (code: string) => ({ code })

  it('moves the whole of it back, from the account on which it came to the one from which it was paid', async () => {
    const back = await giveBack(hanMei, sent)
    expect(back).toMatchObject({
      direction: 'out',
      state: 'done',
      amount: yuan(200),
      name: '*雷',
      note: '退回：转错了',
      returns: { transferId: sent, reason: 'mistaken' },
      returnedBy: null,
    })
    expect(await balances()).toEqual([yuan(1_000), 0])
    // Both see both, linked; the first one says what it said.
    expect(await town.transfers.get(liLei, back.id)).toMatchObject({
      direction: 'in',
      name: '韩梅',
      returns: { transferId: sent, reason: 'mistaken' },
    })
    for (const person of [liLei, hanMei])
      expect(await town.transfers.get(person, sent)).toMatchObject({ note: '房租', returns: null, returnedBy: back.id })
    expect((await town.accounts.statement(liLei, liLei.accountId, { limit: 1 })).entries).toMatchObject([
      { kind: 'transfer-in', amount: yuan(200), counterparty: '韩梅', note: '退回：转错了' },
    ])
    await allIsSound(town)
  })

  it('happens once, however often it is asked and from how many phones', async () => {
    const ends = await Promise.allSettled([giveBack(hanMei, sent), giveBack(hanMei, sent), giveBack(hanMei, sent)])
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : []))
    expect(refused).toEqual(['TRANSFER_RETURNED', 'TRANSFER_RETURNED'])
    await expect(giveBack(hanMei, sent)).rejects.toMatchObject(code('TRANSFER_RETURNED'))
    expect(await balances()).toEqual([yuan(1_000), 0])
  })

  it('again under the same id is the same return, and with another reason under it none', async () => {
    const id = randomUUID()
    const back = await giveBack(hanMei, sent, { id })
    expect(await giveBack(hanMei, sent, { id })).toEqual(back)
    await expect(giveBack(hanMei, sent, { id, reason: 'twice' })).rejects.toMatchObject(code('ID_REUSED'))
    expect(await balances()).toEqual([yuan(1_000), 0])
  })

  it('is the payee’s alone; what came back is not sent back again', async () => {
    const stranger = await town.settle('陈华')
    for (const who of [liLei, stranger]) await expect(giveBack(who, sent)).rejects.toMatchObject(code('NOT_FOUND'))
    const back = await giveBack(hanMei, sent)
    await expect(giveBack(liLei, back.id)).rejects.toMatchObject(code('TRANSFER_RETURNED'))
    expect(await balances()).toEqual([yuan(1_000), 0])
  })

  it('needs the money and a PIN for this return: else nothing moves', async () => {
    const id = randomUUID()
    const other = await town.authorise(hanMei, {
      kind: 'transfer-return',
      orderId: id,
      transferId: sent,
      reason: 'other',
    })
    await expect(
      town.transfers.giveBack(hanMei, sent, { id, reason: 'mistaken', authorisation: other }),
    ).rejects.toMatchObject(code('AUTHORISATION_INVALID'))
    await town.send(hanMei, await town.payeeOf(hanMei, await town.settle('陈华')), yuan(1))
    await expect(giveBack(hanMei, sent)).rejects.toMatchObject(code('BALANCE_INSUFFICIENT'))
    expect(await balances()).toEqual([yuan(800), yuan(199)])
    expect((await town.transfers.get(hanMei, sent)).returnedBy).toBeNull()
  })

  it('does not reach who was never seen at a branch: their account may not receive from others', async () => {
    const afar = await town.settle('小林', { identified: false })
    await town.topUp(afar, yuan(10))
    const { id } = await town.send(afar, await town.payeeOf(afar, hanMei), yuan(10))
    await expect(giveBack(hanMei, id)).rejects.toMatchObject(code('PAYEE_CANNOT_RECEIVE'))
  })

  it('that is not what it says is found by the audit', async () => {
    const { id } = await giveBack(hanMei, sent)
    await town.topUp(hanMei, yuan(1))
    const another = await town.send(hanMei, await town.payeeOf(hanMei, liLei), yuan(1))
    await database().query('update transfer_returns set return_id = $2 where return_id = $1', [id, another.id])
    expect(await auditBank(database())).toMatchObject([{ table: 'transfer_returns', count: 1 }])
    await database().query('update transfer_returns set return_id = $2 where return_id = $1', [another.id, id])
  })
})
