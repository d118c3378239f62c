import { expect, it } from 'vitest'
import { createStopping, type Listed } from '../../../src/bank/screening/stopping.ts'
import { HAN_MEI, HOUR, LI_LEI, MINUTE, onEveryDatabase, type People } from '../../support/people.ts'
import { decide, fileOf, load, waiting, work } from './lists-of-people.ts'

const ON_FRAUD_LIST = {
  id: 'F-1',
  name: '韩梅',
  idNumber: HAN_MEI.idNumber,
  grounds: 'convicted' as const,
  from: '2026-11-01',
}
const NAMESAKE = { id: 'S-1', name: '李雷', from: '2020-01-01' }

async function customers(people: People) {
  const liLei = await people.wechat('openid-li-lei')
  const hanMei = await people.wechat('openid-han-mei')
  await people.open(liLei)
  await people.open(hanMei, HAN_MEI)
  return { liLei, hanMei }
}

/** Lets a new version settle, and screens everybody against it. */
async function screenAll(people: People): Promise<void> {
  people.clock.forward(2 * MINUTE)
  await work(people, 'rescreening')
}

onEveryDatabase('after a new version of a list', (open) => {
  it('customers are screened: who is on the fraud list, and whom an entry may mean', async () => {
    const people = await open()
    const { liLei, hanMei } = await customers(people)
    await load(people, 'fraud', fileOf([ON_FRAUD_LIST]))
    await load(people, 'sanctions', fileOf([NAMESAKE]))
    await work(people, 'rescreening')
    expect(await waiting(people)).toEqual([])
    await screenAll(people)
    const found = await waiting(people)
    expect(found.toSorted((a, b) => a.list.localeCompare(b.list))).toMatchObject([
      { list: 'fraud', state: 'listed', about: 'customer', matchedBy: 'id-number', answerBy: null },
      {
        list: 'sanctions',
        state: 'open',
        about: 'customer',
        matchedBy: 'name',
        answerBy: people.clock.now() + 48 * HOUR,
      },
    ])
    const owners = await people.db.query('select list, customer_id from list_matches order by list')
    expect(owners).toEqual([
      { list: 'fraud', customer_id: hanMei.customerId },
      { list: 'sanctions', customer_id: liLei.customerId },
    ])
    expect(await people.db.query('select list from list_versions where screened_at is null')).toEqual([])
  })

  it('who was found before is not found twice, by the next version or by two processes at once', async () => {
    const people = await open()
    await customers(people)
    await load(people, 'sanctions', fileOf([NAMESAKE]))
    people.clock.forward(2 * MINUTE)
    await Promise.all([work(people, 'rescreening'), work(people, 'rescreening')])
    await load(people, 'sanctions', fileOf([NAMESAKE, { ...NAMESAKE, id: 'S-2', name: '韩梅梅' }]))
    await screenAll(people)
    expect(await waiting(people)).toHaveLength(1)
  })

  it('who was cleared at the opening is not asked about again', async () => {
    const people = await open()
    await load(people, 'sanctions', fileOf([NAMESAKE]))
    const liLei = await people.wechat('openid-li-lei')
    const form = people.form()
    await people.bank.bindings.submit(liLei, form)
    const [match] = await waiting(people)
    await decide(people, match?.id ?? '', 'clear')
    await people.bank.bindings.resend(liLei, form.id)
    await people.bank.bindings.confirm(
      liLei,
      form.id,
      await people.confirmation(liLei, people.outside.codeFor(LI_LEI.mobile)),
    )
    await load(people, 'sanctions', fileOf([NAMESAKE, { ...NAMESAKE, id: 'S-2', name: '别人' }]))
    await screenAll(people)
    expect(await waiting(people)).toEqual([])
  })

  it('an opening that was under way is among those who are screened', async () => {
    const people = await open()
    const liLei = await people.wechat('openid-li-lei')
    const { id } = await people.bank.bindings.submit(liLei, people.form())
    const confirmation = await people.confirmation(liLei, people.outside.codeFor(LI_LEI.mobile))
    // The list comes after the last look at it, before the account stands.
    people.outside.whileAsked('cards.signAgreement', () => load(people, 'sanctions', fileOf([NAMESAKE])))
    expect((await people.bank.bindings.confirm(liLei, id, confirmation)).state).toBe('opened')
    expect(await waiting(people)).toEqual([])
    await screenAll(people)
    expect(await waiting(people)).toMatchObject([{ about: 'customer', state: 'open' }])
  })

  it('all are screened, however many batches they make', async () => {
    const people = await open()
    await customers(people)
    await people.db.query(
      `insert into customers (id, stage, created_at, mobile_index, name_sealed, id_number_sealed, id_number_index)
       select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'customer', 0, decode(md5('m' || n), 'hex'),
         (select name_sealed from customers where name_sealed is not null limit 1),
         (select id_number_sealed from customers where name_sealed is not null limit 1), decode(md5('i' || n), 'hex')
       from generate_series(1, 450) as n`,
    )
    await load(people, 'fraud', fileOf([ON_FRAUD_LIST]))
    await screenAll(people)
    expect(await waiting(people)).toMatchObject([{ list: 'fraud' }])
  })

  it('what waits is told to whoever watches', async () => {
    const people = await open()
    await customers(people)
    const depth = () => people.bank.workers.find(({ name }) => name === 'rescreening')?.depth?.()
    expect(await depth()).toEqual({ open: 0, unstopped: 0, versions: 0 })
    await load(people, 'fraud', fileOf([ON_FRAUD_LIST]))
    await load(people, 'sanctions', fileOf([NAMESAKE]))
    expect(await depth()).toEqual({ open: 0, unstopped: 0, versions: 2 })
    await screenAll(people)
    expect(await depth()).toEqual({ open: 1, unstopped: 1, versions: 0 })
  })
})

onEveryDatabase('a customer who is meant', (open) => {
  async function stopped(people: People, fail = false) {
    const asked: [string, Listed][] = []
    const worker = createStopping({
      db: people.db,
      clock: people.clock,
      stop: async (customerId, why) => {
        asked.push([customerId, why])
        if (fail) throw new Error('not now')
      },
    })
    await worker.run().catch(() => {})
    return asked
  }

  it('is handed once to whoever stops business, with the day on which it ends; again after a failure', async () => {
    const people = await open()
    const { hanMei } = await customers(people)
    await load(people, 'fraud', fileOf([ON_FRAUD_LIST]))
    await screenAll(people)
    const [match] = await waiting(people)
    const once = [[hanMei.customerId, { list: 'fraud', matchId: match?.id, until: '2029-11-01' }]]
    expect(await stopped(people, true)).toEqual(once)
    expect(await stopped(people)).toEqual(once)
    expect(await stopped(people)).toEqual([])
    expect(await waiting(people)).toEqual([])
  })

  it('by the sanctions list, once two officers have confirmed it', async () => {
    const people = await open()
    const { liLei } = await customers(people)
    await load(people, 'sanctions', fileOf([NAMESAKE]))
    await screenAll(people)
    expect(await stopped(people)).toEqual([])
    const [match] = await waiting(people)
    await decide(people, match?.id ?? '', 'confirm')
    expect(await waiting(people)).toMatchObject([{ state: 'confirmed', about: 'customer' }])
    expect(await stopped(people)).toEqual([[liLei.customerId, { list: 'sanctions', matchId: match?.id, until: null }]])
  })

  it('whose term has ended meanwhile is not stopped any more', async () => {
    const people = await open()
    await customers(people)
    await load(people, 'fraud', fileOf([{ ...ON_FRAUD_LIST, until: '2026-11-25' }]))
    await screenAll(people)
    people.clock.forward(48 * HOUR)
    expect(await stopped(people)).toEqual([])
    expect(await waiting(people)).toEqual([])
  })
})
