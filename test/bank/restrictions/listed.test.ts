/** What a list leads to for who is a customer already, from the file that is loaded to the money that stays. */
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { audit } from '../../../src/bank/audit/audit.ts'
import { openHouseAccounts } from '../../../src/bank/house.ts'
import { ledger, SEAL_KEYS } from '../../support/ledger.ts'
import { HAN_MEI, LI_LEI, MINUTE, onEveryDatabase, type People } from '../../support/people.ts'
import { HE, LIN, SUN, staffMember } from '../../support/staff.ts'
import { decide, fileOf, load, waiting, work } from '../screening/lists-of-people.ts'

const DAY = 24 * 60 * MINUTE
async function customers(people: People) {
  await openHouseAccounts({ db: people.db, core: ledger })
  const liLei = await people.wechat('openid-li-lei')
  await people.open(liLei)
  const { accounts } = await people.bank.accounts.list(liLei)
  return { liLei, accountId: accounts[0]?.id ?? '' }
}

async function listLiLei(people: People, list: 'fraud' | 'sanctions') {
  const who = { id: 'X-1', name: LI_LEI.name, idNumber: LI_LEI.idNumber, from: '2026-11-01' }
  await load(
    people,
    list,
    fileOf([list === 'fraud' ? { ...who, grounds: 'identified' as const, until: '2026-12-01' } : who]),
  )
  people.clock.forward(2 * MINUTE)
  await work(people, 'rescreening')
}

onEveryDatabase('a customer whom a list means', (open) => {
  it('for fraud neither pays nor is paid until its last day, and is not told why', async () => {
    const people = await open()
    const { bank, clock } = people
    const { liLei, accountId } = await customers(people)
    await listLiLei(people, 'fraud')
    await work(people, 'list-stops')
    const topUp = () =>
      people.pin(liLei, 'authorise').then(async (pin) =>
        bank.topups.make(liLei, {
          id: v7(),
          accountId,
          cardId: (await bank.accounts.list(liLei)).cards[0]?.id ?? '',
          amount: 10_000,
          authorisation: { pin },
        }),
      )
    expect(await people.refusal(topUp())).toMatchObject({ code: 'ACCOUNT_SUSPENDED' })
    const shown = await bank.accounts.get(liLei, accountId)
    expect(shown.restrictions).toMatchObject([{ kind: 'suspended', endsOn: null, authority: null }])
    expect(JSON.stringify(shown)).not.toMatch(/fraud|list/)
    const lin = await staffMember(people, LIN)
    const file = await bank.staff.customers.look(lin, liLei.customerId, '核对名单')
    expect(file.restrictions).toMatchObject([
      { kind: 'fraud-list', endsOn: '2026-11-30', begunBy: 'list', releasedBy: 'risk' },
    ])
    // Again, by another process, it is the same restriction.
    await work(people, 'list-stops')
    expect(await people.db.query('select 1 as one from restrictions')).toHaveLength(1)

    clock.forward(8 * DAY)
    expect((await topUp()).state).toBe('done')
    expect((await bank.accounts.get(liLei, accountId)).restrictions).toEqual([])
    expect((await audit(people.db, SEAL_KEYS)).findings).toEqual([])
  })

  it('for sanctions is stopped until two officers of risk let go', async () => {
    const people = await open()
    const { bank } = people
    const { liLei, accountId } = await customers(people)
    await people.open(await people.wechat('openid-han-mei'), HAN_MEI)
    await listLiLei(people, 'sanctions')
    const [match] = await waiting(people)
    await decide(people, match?.id ?? '', 'confirm')
    await work(people, 'list-stops')
    const lin = await staffMember(people, LIN)
    const { restrictions } = await bank.staff.customers.look(lin, liLei.customerId, '核对名单')
    const [restriction] = restrictions
    expect(restriction).toMatchObject({ kind: 'sanctions-list', endsOn: null })
    const order = {
      ...{ id: v7(), customerId: liLei.customerId, restrictionId: restriction?.id ?? '' },
      note: '已从名单移除',
    }
    await expect(bank.restrictions.requestRelease(await staffMember(people, HE), order)).rejects.toThrow(
      'STAFF_ROLE_MISSING',
    )
    const { id } = await bank.restrictions.requestRelease(lin, order)
    const approval = { verdict: 'approved', note: '名单已核对' } as const
    await expect(bank.staff.tasks.decide(lin, id, approval)).rejects.toThrow('TASK_OWN')
    const sun = await staffMember(people, SUN)
    expect((await bank.staff.tasks.look(sun, id)).facts).toMatchObject({ restriction: 'sanctions-list' })
    await bank.staff.tasks.decide(sun, id, approval)
    expect((await bank.accounts.get(liLei, accountId)).restrictions).toEqual([])
  })
})
