import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { warmUp } from '../../support/database.ts'
import { LI_LEI, onEveryDatabase, type People } from '../../support/people.ts'
import { HE, LIN, SUN, staffMember } from '../../support/staff.ts'
import { fileOf, load, waiting } from './lists-of-people.ts'

const CAO = { subject: 'R0019', name: '曹敏', branch: '风险管理部', roles: ['risk'] }
const yes = { verdict: 'approved', note: '同意，已核对' } as const
const no = { verdict: 'refused', note: '照片相同，不同意' } as const
const clear = (note = '年龄相差三十岁') => ({ id: v7(), verdict: 'clear', note }) as const
const confirm = (note = '照片和籍贯都相同') => ({ id: v7(), verdict: 'confirm', note }) as const

async function matchIn(people: People) {
  await load(people, 'sanctions', fileOf([{ id: 'S-1', name: '李雷', from: '2020-01-01' }]))
  const visitor = await people.wechat('openid-li-lei')
  await people.bank.bindings.submit(visitor, people.form())
  const [match] = await waiting(people)
  const [sun, lin, cao] = [
    await staffMember(people, SUN),
    await staffMember(people, LIN),
    await staffMember(people, CAO),
  ]
  const state = async () => (await people.db.query<{ state: string }>('select state from list_matches'))[0]?.state
  return { ...people.bank.staff, screening: people.bank.screening, visitor, id: match?.id ?? '', sun, lin, cao, state }
}

onEveryDatabase('a match is decided by four eyes', (open) => {
  it('one officer proposes, another approves; who, when and why is kept', async () => {
    const people = await open()
    const { screening, tasks, id, sun, lin, state } = await matchIn(people)
    const task = await screening.propose(sun, id, clear())
    expect(task).toMatchObject({ kind: 'list-match', state: 'open', requestedBy: { id: 'R0012', name: '孙涛' } })
    expect(await waiting(people)).toMatchObject([{ id, state: 'open', proposed: true }])
    expect(await state()).toBe('open')
    expect(await tasks.decide(lin, task.id, yes)).toMatchObject({
      state: 'approved',
      decidedBy: { id: 'R0015' },
      decidedAt: people.clock.now(),
    })
    expect([await state(), await waiting(people)]).toEqual(['cleared', []])
    expect(await tasks.look(lin, task.id)).toMatchObject({ note: '年龄相差三十岁', decisionNote: yes.note })
  })

  it('never by the same one, nor by anybody without the role', async () => {
    const people = await open()
    const { screening, tasks, id, sun, state } = await matchIn(people)
    const { id: taskId } = await screening.propose(sun, id, clear())
    await expect(tasks.decide(sun, taskId, yes)).rejects.toThrow('TASK_OWN')
    const he = await staffMember(people, HE)
    await expect(tasks.decide(he, taskId, yes)).rejects.toThrow('NOT_FOUND')
    await expect(screening.propose(he, id, clear())).rejects.toThrow('STAFF_ROLE_MISSING')
    expect(await state()).toBe('open')
  })

  it('who disagrees refuses and may propose the other verdict, for somebody else to approve', async () => {
    const people = await open()
    const { screening, tasks, id, sun, lin, cao, state } = await matchIn(people)
    const first = await screening.propose(sun, id, clear())
    await expect(screening.propose(lin, id, confirm())).rejects.toThrow('TASK_OPEN')
    await tasks.decide(lin, first.id, no)
    expect(await state()).toBe('open')
    const second = await screening.propose(lin, id, confirm())
    await expect(tasks.decide(lin, second.id, yes)).rejects.toThrow('TASK_OWN')
    await tasks.decide(cao, second.id, yes)
    expect(await state()).toBe('confirmed')
  })

  it('three who propose at once make one proposal, two who approve at once one decision', async () => {
    const people = await open()
    const { screening, tasks, id, sun, lin, cao, state } = await matchIn(people)
    await warmUp(people.db)
    const said = await Promise.allSettled([sun, lin, cao].map((officer) => screening.propose(officer, id, clear())))
    const codes = said.map((one) => (one.status === 'fulfilled' ? one.value.state : one.reason.code)).sort()
    expect(codes).toEqual(['TASK_OPEN', 'TASK_OPEN', 'open'])
    const [task] = (await tasks.list(sun, {})).tasks
    const others = [sun, lin, cao].filter(({ staffId }) => staffId !== task?.requestedBy.id)
    const ends = await Promise.allSettled(others.map((officer) => tasks.decide(officer, task?.id ?? '', yes)))
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await state()).toBe('cleared')
  })

  it('the same proposal sent twice is one', async () => {
    const people = await open()
    const { screening, tasks, id, sun } = await matchIn(people)
    const proposal = clear()
    const said = await Promise.all([screening.propose(sun, id, proposal), screening.propose(sun, id, proposal)])
    expect(said[0]).toEqual(said[1])
    expect((await tasks.list(sun, {})).tasks).toHaveLength(1)
  })

  it('what is decided stays decided; what is not there is not found', async () => {
    const people = await open()
    const { screening, tasks, id, sun, lin, cao, state } = await matchIn(people)
    const task = await screening.propose(sun, id, clear())
    await tasks.decide(lin, task.id, yes)
    await expect(tasks.decide(cao, task.id, no)).rejects.toThrow('TASK_DECIDED')
    await expect(screening.propose(cao, id, confirm())).rejects.toThrow('TASK_STALE')
    await expect(screening.propose(cao, v7(), clear())).rejects.toThrow('NOT_FOUND')
    await expect(screening.look(cao, id)).rejects.toThrow('NOT_FOUND')
    expect(await state()).toBe('cleared')
  })
})

onEveryDatabase('whom a match is about', (open) => {
  it('is not in the list of what waits; whoever opens one sees them masked, and is recorded', async () => {
    const people = await open()
    const { screening, looks, visitor, id, sun } = await matchIn(people)
    const line = {
      id,
      list: 'sanctions',
      state: 'open',
      about: 'opening',
      matchedBy: 'name',
      source: '测试名单',
      proposed: false,
    }
    const [listed] = await waiting(people)
    expect(listed).toMatchObject(line)
    expect(JSON.stringify(listed)).not.toMatch(/雷|1\*+8/)
    expect((await looks.list({})).looks).toEqual([])

    expect(await screening.look(sun, id)).toMatchObject({
      ...line,
      customer: { customerId: visitor.customerId, maskedName: '*雷', maskedIdNumber: `1${'*'.repeat(16)}8` },
      bornOn: '1995-05-15',
      entry: { id: 'S-1', name: '李雷', birthDate: null, from: '2020-01-01' },
    })
    expect((await looks.list({})).looks).toMatchObject([
      { occasion: 'list-match', customerId: visitor.customerId, staff: { id: 'R0012' }, reason: `list-match ${id}` },
    ])
  })

  it('is told to whoever decides, with what matched; that look is recorded too', async () => {
    const people = await open()
    const { screening, tasks, looks, visitor, id, sun, lin } = await matchIn(people)
    const task = await screening.propose(sun, id, clear())
    expect(await tasks.look(lin, task.id)).toMatchObject({
      customer: { customerId: visitor.customerId, maskedName: '*雷' },
      note: '年龄相差三十岁',
      facts: { verdict: 'clear', list: 'sanctions', matchedBy: 'name', entry: LI_LEI.name, bornOn: '1995-05-15' },
    })
    expect((await looks.list({ staffId: 'R0015' })).looks).toMatchObject([
      { occasion: 'list-match', customerId: visitor.customerId, reason: `list-match ${task.id}` },
    ])
  })
})
