import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { onEveryDatabase, type People } from '../../support/people.ts'
import { fileOf, load } from './lists-of-people.ts'

const [ANNE, BO, CAO] = [{ id: 'risk-anne' }, { id: 'risk-bo' }, { id: 'risk-cao' }]

async function matchIn(people: People): Promise<string> {
  await load(people, 'sanctions', fileOf([{ id: 'S-1', name: '李雷', from: '2020-01-01' }]))
  await people.bank.bindings.submit(await people.wechat('openid-li-lei'), people.form())
  return (await people.bank.screening.open())[0]?.id ?? ''
}

onEveryDatabase('a match is decided by four eyes', (open) => {
  it('one officer proposes, another confirms; who, when and why is kept', async () => {
    const people = await open()
    const id = await matchIn(people)
    const { screening } = people.bank
    expect(await screening.decideMatch(ANNE, id, 'clear', ' 年龄相差三十岁 ')).toEqual({ state: 'proposed' })
    expect((await screening.open())[0]?.opinions).toEqual([
      { officer: 'risk-anne', verdict: 'clear', note: '年龄相差三十岁', at: people.clock.now() },
    ])
    expect(await screening.decideMatch(BO, id, 'clear', '同意')).toEqual({ state: 'cleared' })
    expect(await people.db.query('select officer, verdict from list_opinions order by n')).toEqual([
      { officer: 'risk-anne', verdict: 'clear' },
      { officer: 'risk-bo', verdict: 'clear' },
    ])
  })

  it('never by the same one twice', async () => {
    const people = await open()
    const id = await matchIn(people)
    const { screening } = people.bank
    await screening.decideMatch(ANNE, id, 'clear', '不是同一人')
    expect(await people.refusal(screening.decideMatch(ANNE, id, 'clear', '确认'))).toMatchObject({
      code: 'MATCH_FOUR_EYES',
    })
    expect((await screening.open())[0]?.opinions).toHaveLength(1)
  })

  it('who disagrees makes it a new proposal, and one may change one’s own mind', async () => {
    const people = await open()
    const id = await matchIn(people)
    const { screening } = people.bank
    expect(await screening.decideMatch(ANNE, id, 'clear', '不是')).toEqual({ state: 'proposed' })
    expect(await screening.decideMatch(BO, id, 'confirm', '是')).toEqual({ state: 'proposed' })
    expect(await screening.decideMatch(BO, id, 'clear', '看错了')).toEqual({ state: 'proposed' })
    expect(await screening.decideMatch(BO, id, 'confirm', '还是')).toEqual({ state: 'proposed' })
    expect(await screening.decideMatch(CAO, id, 'confirm', '照片相同')).toEqual({ state: 'confirmed' })
  })

  it('two at once: the first proposes, the second confirms; three at once decide once', async () => {
    const people = await open()
    const id = await matchIn(people)
    const { screening } = people.bank
    const said = await Promise.allSettled(
      [ANNE, BO, CAO].map((officer) => screening.decideMatch(officer, id, 'clear', '不是同一人')),
    )
    const states = said.map((one) => (one.status === 'fulfilled' ? one.value.state : one.reason.code)).sort()
    expect(states).toEqual(['MATCH_DECIDED', 'cleared', 'proposed'])
    expect(await people.db.query('select n from list_opinions')).toHaveLength(2)
  })

  it('the same officer in two windows at once proposes once', async () => {
    const people = await open()
    const id = await matchIn(people)
    const { screening } = people.bank
    const said = await Promise.allSettled([1, 2].map(() => screening.decideMatch(ANNE, id, 'clear', '不是同一人')))
    expect(said.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await screening.open())[0]?.opinions).toHaveLength(1)
  })

  it('a reason is given; what is decided stays decided; what is not there is not found', async () => {
    const people = await open()
    const id = await matchIn(people)
    const { screening } = people.bank
    for (const note of ['', '   ', '长'.repeat(501)]) {
      const refusal = await people.refusal(screening.decideMatch(ANNE, id, 'clear', note))
      expect(refusal).toMatchObject({ code: 'REQUEST_INVALID', field: 'note' })
    }
    await screening.decideMatch(ANNE, id, 'clear', '不是')
    await screening.decideMatch(BO, id, 'clear', '同意')
    expect(await people.refusal(screening.decideMatch(CAO, id, 'confirm', '是'))).toMatchObject({
      code: 'MATCH_DECIDED',
    })
    expect(await people.refusal(screening.decideMatch(CAO, v7(), 'clear', '不是'))).toMatchObject({ code: 'NOT_FOUND' })
  })
})
