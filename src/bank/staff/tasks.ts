/**
 * Four eyes: one member of staff asks, another one decides. A capability brings a kind of task: who may ask for it, who
 * decides it, what whoever decides is shown, and what happens on approval, in one transaction with the decision. A new
 * kind is one file that says so and one entry of `taskKinds` in bank.ts; identification/correction.ts and
 * restrictions/release.ts are the two sorts of it.
 */
import { timingSafeEqual } from 'node:crypto'
import type { StaffRole } from '../../contract/choices.ts'
import type { StaffAnswer, StaffBody, StaffQuery } from '../../contract/schema/staff-routes.ts'
import type { Database, Transaction } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { sqlState } from '../../storage/transactions.ts'
import type { Clock } from '../caller.ts'
import { BankError } from '../errors.ts'
import { changeRecords, RecordChanged } from '../writes/records.ts'
import type { RecordChange } from '../writes/write.ts'
import type { StaffCaller } from './caller.ts'
import type { CustomerFile } from './customers.ts'
import type { LookAt, Looks } from './looks.ts'

type Task = StaffAnswer<'POST /console/api/tasks/:taskId/decision'>
type TaskSeen = StaffAnswer<'POST /console/api/tasks/:taskId/looks'>

/** A request that is being approved. */
export interface Approval<Payload extends object> {
  readonly id: string
  readonly subject: string
  readonly payload: Payload
  readonly at: number
  readonly note: string
  readonly requestedBy: string
  readonly decidedBy: string
}

interface AnyKind<Payload extends object> {
  readonly kind: string
  readonly requestedBy: readonly StaffRole[]
  readonly decidedBy: readonly StaffRole[]
  /** What a look at it is recorded as; 'task' when nothing is said. */
  readonly occasion?: LookAt['occasion']
  /** Whom it is about, when that may be somebody who is no customer yet. */
  person?(payload: Payload): Promise<TaskSeen['customer']>
  /** What whoever decides must know of it beside the customer and the note. */
  facts(payload: Payload): Promise<TaskSeen['facts']>
}

/**
 * What was asked is done in the transaction of the decision: the kind's own SQL (`approved`), or, when accounts are touched,
 * a write through the write path that takes the decision along as one of its records (`written`). Either throws BankError
 * when it can no longer be done, TASK_STALE for one: then nothing is decided.
 */
export type TaskKind<Payload extends object> = AnyKind<Payload> &
  (
    | { approved(tx: Transaction, task: Approval<Payload>): Promise<void> }
    | { written(task: Approval<Payload>, decision: RecordChange): Promise<void> }
  )

/** What is asked for, by whoever calls. */
export interface TaskRequest<Payload extends object> {
  /** Made by the caller: the same request again gets the same answer. */
  readonly id: string
  /** The person it is about. */
  readonly subject: string
  /** What of theirs is decided on: of a kind there is one open request about it. */
  readonly matter: string
  readonly payload: Payload
  readonly note: string
}

export interface Tasks {
  /** Throws STAFF_ROLE_MISSING, ID_REUSED, TASK_OPEN. */
  request<Payload extends object>(
    caller: StaffCaller,
    kind: TaskKind<Payload>,
    request: TaskRequest<Payload>,
  ): Promise<Task>
  /** What the caller asked for or may decide; open ones oldest first, decided ones newest first. */
  list(caller: StaffCaller, query: StaffQuery<'GET /console/api/tasks'>): Promise<StaffAnswer<'GET /console/api/tasks'>>
  /** With the customer, masked; recorded as a look. Throws NOT_FOUND, for somebody else's affair too. */
  look(caller: StaffCaller, id: string): Promise<TaskSeen>
  /** Throws NOT_FOUND, STAFF_ROLE_MISSING, TASK_OWN, TASK_DECIDED, TASK_STALE, and what the kind throws. */
  decide(
    caller: StaffCaller,
    id: string,
    decision: StaffBody<'POST /console/api/tasks/:taskId/decision'>,
  ): Promise<Task>
}

interface TaskRow {
  readonly id: string
  readonly kind: string
  readonly subject: string
  readonly payload_sealed: Uint8Array
  readonly note_sealed: Uint8Array
  readonly content_hash: Uint8Array
  readonly requested_by: string
  readonly requester_sealed: Uint8Array
  readonly requested_branch: string
  readonly requested_at: number
  readonly state: Task['state']
  readonly decided_by: string | null
  readonly decider_sealed: Uint8Array | null
  readonly decided_at: number | null
  readonly decision_note_sealed: Uint8Array | null
}

const TASKS = `select t.*, r.name_sealed as requester_sealed, d.name_sealed as decider_sealed
  from staff_tasks t join staff r on r.id = t.requested_by left join staff d on d.id = t.decided_by`
const LISTED = 200
const UNIQUE_VIOLATION = '23505'

export function createTasks(deps: {
  db: Database
  sealer: Sealer
  clock: Clock
  looks: Looks
  customers: Pick<CustomerFile, 'line'>
  kinds: readonly TaskKind<object>[]
}): Tasks {
  const { db, sealer, clock, looks, customers } = deps
  const kinds = new Map(deps.kinds.map((kind) => [kind.kind, kind]))

  const decides = (caller: StaffCaller, kind: string): boolean =>
    kinds.get(kind)?.decidedBy.some((role) => caller.roles.includes(role)) ?? false

  const shown = (caller: StaffCaller, row: TaskRow): Task => ({
    id: row.id,
    kind: row.kind,
    state: row.state,
    requestedBy: { id: row.requested_by, name: sealer.open(row.requester_sealed) },
    requestedBranch: row.requested_branch,
    requestedAt: row.requested_at,
    decidedBy:
      row.decided_by === null || row.decider_sealed === null
        ? null
        : { id: row.decided_by, name: sealer.open(row.decider_sealed) },
    decidedAt: row.decided_at,
    own: row.requested_by === caller.staffId,
    decidable: decides(caller, row.kind),
  })

  async function read(caller: StaffCaller, id: string): Promise<TaskRow> {
    const [row] = await db.query<TaskRow>(`${TASKS} where t.id = $1`, [id])
    if (!row || !(row.requested_by === caller.staffId || decides(caller, row.kind))) throw new BankError('NOT_FOUND')
    return row
  }

  /** The decision and, on approval, what it does, in one transaction. Throws RecordChanged when it was decided before. */
  async function carryOut(
    kind: TaskKind<object>,
    row: TaskRow,
    verdict: TaskRow['state'],
    decision: RecordChange,
    { at, decidedBy }: Pick<Approval<object>, 'at' | 'decidedBy'>,
  ): Promise<void> {
    const task: Approval<object> = {
      id: row.id,
      subject: row.subject,
      payload: JSON.parse(sealer.open(row.payload_sealed)) as object,
      at,
      note: sealer.open(row.note_sealed),
      requestedBy: row.requested_by,
      decidedBy,
    }
    if (verdict === 'approved' && 'written' in kind) return kind.written(task, decision)
    await db.transaction(async (tx) => {
      await changeRecords(tx, [decision])
      if (verdict === 'approved' && 'approved' in kind) await kind.approved(tx, task)
    })
  }

  return {
    async request(caller, { kind, requestedBy }, { id, subject, matter, payload, note }) {
      if (!requestedBy.some((role) => caller.roles.includes(role))) throw new BankError('STAFF_ROLE_MISSING')
      const content = sealer.index('task', JSON.stringify([caller.staffId, kind, subject, matter, payload, note]))
      let taken = false
      try {
        await db.query(
          `insert into staff_tasks (id, kind, subject, matter, payload_sealed, note_sealed, content_hash, requested_by,
             requested_branch, requested_at, state) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open')
           on conflict (id) do nothing`,
          [
            id,
            kind,
            subject,
            matter,
            sealer.seal(JSON.stringify(payload)),
            sealer.seal(note),
            content,
            caller.staffId,
            caller.branch,
            clock.now(),
          ],
        )
      } catch (error) {
        if (sqlState(error) !== UNIQUE_VIOLATION) throw error
        taken = true
      }
      const [row] = await db.query<TaskRow>(`${TASKS} where t.id = $1`, [id])
      // Its matter is taken: by another request, or by this one's twin of the same moment.
      if (taken && !row) throw new BankError('TASK_OPEN')
      if (!row || !timingSafeEqual(row.content_hash, content)) throw new BankError('ID_REUSED')
      return shown(caller, row)
    },

    async list(caller, { state = 'open' }) {
      const mine = [...kinds.keys()].filter((kind) => decides(caller, kind))
      const rows = await db.query<TaskRow>(
        `${TASKS} where (t.state = 'open') = $1 and (t.requested_by = $2 or t.kind = any($3::text[]))
         order by ${state === 'open' ? 't.requested_at, t.id' : 't.decided_at desc, t.id desc'} limit $4`,
        [state === 'open', caller.staffId, mine, LISTED],
      )
      return { tasks: rows.map((row) => shown(caller, row)) }
    },

    async look(caller, id) {
      const row = await read(caller, id)
      const kind = kinds.get(row.kind)
      const payload = JSON.parse(sealer.open(row.payload_sealed)) as object
      const facts = (await kind?.facts(payload)) ?? {}
      await looks.record(caller, {
        customerId: row.subject,
        occasion: kind?.occasion ?? 'task',
        fields: ['name', 'mobile', 'id-number', 'note', ...Object.keys(facts)],
        reason: `${row.kind} ${row.id}`,
      })
      return {
        ...shown(caller, row),
        customer: await (kind?.person?.(payload) ?? customers.line(row.subject)),
        note: sealer.open(row.note_sealed),
        decisionNote: row.decision_note_sealed && sealer.open(row.decision_note_sealed),
        facts,
      }
    },

    async decide(caller, id, { verdict, note }) {
      const row = await read(caller, id)
      const kind = kinds.get(row.kind)
      if (!kind || !decides(caller, row.kind)) throw new BankError('STAFF_ROLE_MISSING')
      if (row.requested_by === caller.staffId) throw new BankError('TASK_OWN')
      if (row.state === 'open') {
        const at = clock.now()
        const decision: RecordChange = {
          update: 'staff_tasks',
          where: { id, state: 'open' },
          set: { state: verdict, decided_by: caller.staffId, decided_at: at, decision_note_sealed: sealer.seal(note) },
        }
        await carryOut(kind, row, verdict, decision, { at, decidedBy: caller.staffId }).catch((error) => {
          // Somebody has decided it meanwhile: which is told below.
          if (!(error instanceof RecordChanged)) throw error
        })
      }
      const decided = await read(caller, id)
      if (decided.state === 'open') throw new BankError('TASK_STALE')
      // The same decision of the same person, whose answer was lost, is no second decision.
      if (decided.decided_by !== caller.staffId || decided.state !== verdict) throw new BankError('TASK_DECIDED')
      return shown(caller, decided)
    },
  }
}
