import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { BankError } from '../../../src/bank/errors.ts'
import { createRules } from '../../../src/bank/rules/rules.ts'
import { createStaff } from '../../../src/bank/staff/staff.ts'
import type { TaskKind } from '../../../src/bank/staff/tasks.ts'
import { createLedger } from '../../../src/ledger/ledger.ts'
import { createSealer } from '../../../src/storage/sealing.ts'
import { warmUp } from '../../support/database.ts'
import { onEveryDatabase, type People } from '../../support/people.ts'
import { HE, LIN, SUN, staffMember, TANG } from '../../support/staff.ts'

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')

/** A kind as any capability would bring it: service asks, risk decides; what is done is noted in the complaints' table. */
function thawing(fits: () => boolean): TaskKind<{ accountId: string }> {
  return {
    kind: 'thawing-for-this-story',
    requestedBy: ['service', 'risk'],
    decidedBy: ['risk'],
    facts: async ({ accountId }) => ({ account: accountId.slice(-4) }),
    async approved(tx, { subject, payload, at }) {
      await tx.query(`insert into links (id, customer_id, product_id, created_at) values ($1, $2, 'thawed', $3)`, [
        payload.accountId.slice(-10),
        subject,
        at,
      ])
      if (!fits()) throw new BankError('TASK_STALE')
    },
  }
}

async function stage(people: People) {
  let fits = true
  const { db, clock, outside } = people
  const sealer = createSealer({ keys: { 1: key(1) }, current: 1, indexKey: key(2) })
  const kind = thawing(() => fits)
  const staff = createStaff({
    db,
    clock,
    sealer,
    core: createLedger(),
    rules: createRules({ db, clock }),
    connectors: outside.connectors,
    taskKinds: [kind],
  })
  const caller = await people.wechat('openid-li-lei')
  await people.open(caller)
  const request = {
    id: v7(),
    subject: caller.customerId,
    matter: v7(),
    payload: { accountId: v7() },
    note: '客户来电，已核实本人',
  }
  return {
    ...staff,
    kind,
    request,
    customerId: caller.customerId,
    setFits: (value: boolean) => {
      fits = value
    },
    done: async () => (await db.query(`select id from links where product_id = 'thawed'`)).length,
  }
}

const yes = { verdict: 'approved', note: '同意，已核对' } as const
const no = { verdict: 'refused', note: '材料不全，退回' } as const

onEveryDatabase('four eyes', (open) => {
  it('one asks, another one decides, and it is done with the decision', async () => {
    const people = await open()
    const { tasks, kind, request, done } = await stage(people)
    const he = await staffMember(people, HE)
    const sun = await staffMember(people, SUN)
    const task = await tasks.request(he, kind, request)
    expect(task).toMatchObject({
      state: 'open',
      own: true,
      decidable: false,
      requestedBy: { id: 'S0031', name: '何静' },
    })
    expect((await tasks.list(sun, {})).tasks).toMatchObject([{ id: task.id, own: false, decidable: true }])
    expect((await tasks.list(he, {})).tasks).toMatchObject([{ id: task.id, own: true }])
    expect(await done()).toBe(0)
    const decided = await tasks.decide(sun, task.id, yes)
    expect(decided).toMatchObject({ state: 'approved', decidedBy: { id: 'R0012', name: '孙涛' } })
    expect(await done()).toBe(1)
    expect((await tasks.list(sun, {})).tasks).toEqual([])
    expect((await tasks.list(he, { state: 'decided' })).tasks).toEqual([{ ...decided, own: true, decidable: false }])
  })

  it('nobody decides what they asked for, though they have the role', async () => {
    const people = await open()
    const { tasks, kind, request, done } = await stage(people)
    const sun = await staffMember(people, SUN)
    const task = await tasks.request(sun, kind, request)
    expect(task).toMatchObject({ own: true, decidable: true })
    for (const verdict of [yes, no]) await expect(tasks.decide(sun, task.id, verdict)).rejects.toThrow('TASK_OWN')
    expect(await done()).toBe(0)
    await tasks.decide(await staffMember(people, LIN), task.id, yes)
    expect(await done()).toBe(1)
    // Not even a fault of ours could: the database itself refuses such a row.
    await expect(people.db.query('update staff_tasks set decided_by = requested_by')).rejects.toThrow(/check/i)
  })

  it('two who decide at once give one decision, done once', async () => {
    const people = await open()
    const { tasks, kind, request, done } = await stage(people)
    const [he, sun, lin] = [
      await staffMember(people, HE),
      await staffMember(people, SUN),
      await staffMember(people, LIN),
    ]
    const task = await tasks.request(he, kind, request)
    await warmUp(people.db)
    const ends = await Promise.allSettled([
      tasks.decide(sun, task.id, yes),
      tasks.decide(lin, task.id, yes),
      tasks.decide(lin, task.id, no),
    ])
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'TASK_DECIDED' })
    const state = (await tasks.list(he, { state: 'decided' })).tasks[0]?.state
    expect(await done()).toBe(state === 'approved' ? 1 : 0)
  })

  it('what is decided stays decided; the same decision sent again is no second one', async () => {
    const people = await open()
    const { tasks, kind, request, done } = await stage(people)
    const sun = await staffMember(people, SUN)
    const lin = await staffMember(people, LIN)
    const task = await tasks.request(await staffMember(people, HE), kind, request)
    const decided = await tasks.decide(sun, task.id, no)
    expect(await tasks.decide(sun, task.id, no)).toEqual(decided)
    await expect(tasks.decide(sun, task.id, yes)).rejects.toThrow('TASK_DECIDED')
    await expect(tasks.decide(lin, task.id, no)).rejects.toThrow('TASK_DECIDED')
    expect(await done()).toBe(0)
  })

  it('what no longer fits cannot be approved: nothing is done and it stays open to be refused', async () => {
    const people = await open()
    const { tasks, kind, request, done, setFits } = await stage(people)
    const sun = await staffMember(people, SUN)
    const task = await tasks.request(await staffMember(people, HE), kind, request)
    setFits(false)
    await expect(tasks.decide(sun, task.id, yes)).rejects.toThrow('TASK_STALE')
    expect(await done()).toBe(0)
    expect((await tasks.list(sun, {})).tasks).toHaveLength(1)
    expect(await tasks.decide(sun, task.id, no)).toMatchObject({ state: 'refused' })
  })

  it('a request is made once, one of a kind about a matter at a time', async () => {
    const people = await open()
    const { tasks, kind, request } = await stage(people)
    const he = await staffMember(people, HE)
    const task = await tasks.request(he, kind, request)
    expect(await tasks.request(he, kind, request)).toEqual(task)
    await expect(tasks.request(he, kind, { ...request, note: '另一个说法' })).rejects.toThrow('ID_REUSED')
    await expect(tasks.request(he, kind, { ...request, id: v7() })).rejects.toThrow('TASK_OPEN')
    expect(await tasks.request(he, kind, { ...request, id: v7(), matter: v7() })).toMatchObject({ state: 'open' })
    await tasks.decide(await staffMember(people, SUN), task.id, no)
    expect(await tasks.request(he, kind, { ...request, id: v7() })).toMatchObject({ state: 'open' })
  })

  it('is the affair of who asked and of who decides, and of nobody else', async () => {
    const people = await open()
    const { tasks, kind, request, looks, customerId } = await stage(people)
    const tang = await staffMember(people, TANG)
    await expect(tasks.request(tang, kind, request)).rejects.toThrow('STAFF_ROLE_MISSING')
    const he = await staffMember(people, HE)
    const task = await tasks.request(he, kind, request)
    expect((await tasks.list(tang, {})).tasks).toEqual([])
    await expect(tasks.look(tang, task.id)).rejects.toThrow('NOT_FOUND')
    await expect(tasks.decide(tang, task.id, yes)).rejects.toThrow('NOT_FOUND')
    await expect(tasks.decide(he, task.id, yes)).rejects.toThrow('STAFF_ROLE_MISSING')

    const sun = await staffMember(people, SUN)
    expect(await tasks.look(sun, task.id)).toMatchObject({
      customer: { customerId, maskedName: '*雷', maskedMobile: '138****8000' },
      note: request.note,
      decisionNote: null,
      facts: { account: request.payload.accountId.slice(-4) },
    })
    expect((await looks.list({ customerId })).looks).toMatchObject([
      { staff: { id: 'R0012' }, occasion: 'task', reason: `${kind.kind} ${task.id}` },
    ])
    await tasks.decide(sun, task.id, yes)
    expect(await tasks.look(he, task.id)).toMatchObject({ decisionNote: yes.note, state: 'approved' })
  })

  it('keeps payload and notes sealed', async () => {
    const people = await open()
    const { tasks, kind, request } = await stage(people)
    await tasks.request(await staffMember(people, HE), kind, request)
    const [row] = await people.db.query(
      `select encode(payload_sealed, 'escape') as payload, encode(note_sealed, 'escape') as note from staff_tasks`,
    )
    expect(JSON.stringify(row)).not.toContain(request.payload.accountId)
    expect(JSON.stringify(row)).not.toContain('accountId')
  })
})
