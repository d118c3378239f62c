/** 李雷 with money, and 韩梅, whom others may pay. */
import { v7 } from 'uuid'
import type { Caller } from '../../../src/bank/caller.ts'
import { openHouseAccounts } from '../../../src/bank/house.ts'
import { ledger } from '../../support/ledger.ts'
import { HAN_MEI, type People } from '../../support/people.ts'

export const HAN_MEI_WECHAT = 'openid-han-mei'

export async function twoFriends(people: People, wechat = HAN_MEI_WECHAT) {
  const { bank, db } = people
  await openHouseAccounts({ db, core: ledger })
  const liLei = await people.wechat('openid-li-lei')
  const hanMei = await people.wechat(wechat)
  await people.open(liLei)
  await people.open(hanMei, HAN_MEI)
  await bank.customers.recordIdentification({ customerId: hanMei.customerId, branch: '朝阳支行', teller: 'T0017' })
  const { accounts, cards } = await bank.accounts.list(liLei)
  const authorisation = async () => ({ pin: await people.pin(liLei, 'authorise') })
  const accountId = accounts[0]?.id ?? ''
  await bank.topups.make(liLei, {
    id: v7(),
    accountId,
    cardId: cards[0]?.id ?? '',
    amount: 500_000,
    authorisation: await authorisation(),
  })
  const payeeId = await people.payee(liLei, HAN_MEI.mobile)
  await sendOut(people)
  people.outside.inbox.length = 0

  return {
    liLei,
    hanMei,
    /** 李雷 pays 韩梅; answers the transfer's id. */
    async pay(amount: number): Promise<string> {
      const id = v7()
      await bank.transfers.make(liLei, { id, accountId, payeeId, amount, authorisation: await authorisation() })
      return id
    },
  }
}

/** The worker that sends what waits runs once. */
export const sendOut = async ({ bank }: People): Promise<void> => {
  await bank.workers.find(({ name }) => name === 'outbox')?.run()
}

/** Somebody answers WeChat's question, and the bank hears of it. */
export async function answer(people: People, caller: Caller, said: 'accept' | 'reject' | 'ban', id = v7()) {
  return people.bank.messagePermissions.record(caller, { id, answers: [{ template: 'arrival', answer: said }] })
}
