/** A person opens an account while networks fail: the whole bank, and the sandbox's networks over the wire. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { eachDatabase } from '../../support/database.ts'
import { holderOf } from '../../support/outside.ts'
import { MINUTE, peopleOn } from '../../support/people.ts'
import { type Networks, openNetworks } from './networks.ts'

const LI_LEI = holderOf('li-lei')

eachDatabase('an opening', (database) => {
  let networks: Networks
  beforeEach(async () => {
    networks = await openNetworks(database())
    await networks.usualPatience()
  })
  afterEach(() => networks.close())

  it('takes less than 3 s, though one network never answers and the next only after 5 s', async () => {
    const clients = networks.outside.connect({ timeoutMs: 8_000 }).networks
    const people = peopleOn(database(), {}, clients)
    // What this machine needs when every network is well.
    const usualBegun = performance.now()
    await people.open(await people.wechat('openid-han-mei'), holderOf('han-mei'))
    const usual = performance.now() - usualBegun
    await networks.cover('city-banks', '622588')
    await networks.outside.fault('city-banks', 'silent')
    await networks.outside.fault('joint-stock', 'late', 5_000)
    people.clock.forward(MINUTE)
    const caller = await people.wechat('openid-li-lei')
    const begun = performance.now()
    const { state, account } = await people.open(caller, LI_LEI)
    // A machine that is busy with other things is given their time.
    expect(performance.now() - begun).toBeLessThan(Math.max(3_000, 2_000 + 2 * usual))
    expect(state).toBe('opened')
    await networks.becomes([
      'unionpay answered',
      'city-banks timed-out timeout',
      'joint-stock late',
      'unionpay answered',
    ])
    // What came late has changed nothing of it.
    expect(await people.bank.accounts.list(caller)).toMatchObject({ accounts: [{ id: account?.id }], cards: [{}] })
  }, 30_000)

  it('is told of a card that no network of ours covers, and may go on with another', async () => {
    await networks.term('unionpay', 'member', 0)
    const people = peopleOn(database(), {}, networks.outside.connect().networks)
    const chenHua = await people.wechat('openid-chen-hua')
    const refused = await people.refusal(people.bank.bindings.submit(chenHua, people.form(holderOf('chen-hua'))))
    expect(refused).toMatchObject({ code: 'CARD_NOT_COVERED', field: 'cardNumber' })
    const credit = people.form(holderOf('chen-hua', 1))
    expect((await people.bank.bindings.submit(chenHua, credit)).state).toBe('code-sent')
  })
})
