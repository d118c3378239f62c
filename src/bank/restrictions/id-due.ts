/**
 * Once so much has gone through a person's Class III accounts, both ways together, their valid ID is asked for, with
 * occupation and area; who has not given it within the days of the rule is suspended until it is there (银发〔2018〕16号).
 * It is there once Class II's due diligence was told, in the mini-program or with an account of that class, once a teller
 * has seen the card, or when a Class I account here shows that a branch has.
 */
import { addDays, businessDate } from '../../contract/dates.ts'
import type { Database } from '../../storage/database.ts'
import type { Log } from '../bank.ts'
import type { Clock } from '../caller.ts'
import type { Worker } from '../capabilities.ts'
import { derivedId } from '../derived-id.ts'
import { smsEntry } from '../messages/messages.ts'
import type { Rules } from '../rules/rules.ts'
import { movesNothing } from '../writes/moves-nothing.ts'
import type { RecordChange, WritePath } from '../writes/write.ts'
import { restrictionsOf } from './records.ts'
import type { Restricting } from './restricting.ts'

const BATCH = 100
/** Reading what went through all Class III accounts takes a while: it is done so often. */
const EVERY_MS = 3_600_000

const NOT_THERE = `c.stage = 'customer' and not c.diligence_full and c.identified_at is null
  and not exists (select from class_one_accounts o where o.customer_id = c.id)`

interface IdDueDependencies {
  readonly db: Database
  readonly writes: WritePath
  readonly clock: Clock
  readonly rules: Rules
  readonly log: Log
  readonly restricting: Restricting
}

interface Due {
  readonly id: string
  /** Null: not asked yet. */
  readonly id_due_on: string | null
}

/** Lets a customer's accounts go again once the ID is there. Whoever brings it calls this; a second call does nothing. */
export type IdCollected = (customerId: string, by: string) => Promise<void>

export function createIdCollected({
  db,
  clock,
  restricting,
}: Pick<IdDueDependencies, 'db' | 'clock' | 'restricting'>): IdCollected {
  return async (customerId, by) => {
    const record = (await restrictionsOf(db, customerId)).find(({ kind }) => kind === 'id-due')
    if (!record) return
    const missing = await db.query(`select from customers c where c.id = $1 and ${NOT_THERE}`, [customerId])
    if (missing.length === 0) await restricting.end(record, () => ({ at: clock.now(), by }))
  }
}

/** Asks for the ID, suspends who has not given it in time, and lets go whom a process that ended had left suspended. */
export function createIdDueWorker(deps: IdDueDependencies & { readonly idCollected: IdCollected }): Worker {
  const { db, writes, clock, rules, log, restricting, idCollected } = deps
  let next = 0

  /** Who is to be asked, and who was and has let the last day go by. */
  const due = (today: string, limit: number): Promise<Due[]> =>
    db.query<Due>(
      `select c.id, c.id_due_on from customers c
       where ${NOT_THERE} and c.id_due_on < $1
         and exists (select from accounts a
           where a.customer_id = c.id and a.class = 'III' and a.status <> 'closed')
         and not exists (select from restrictions r
           where r.customer_id = c.id and r.kind = 'id-due' and r.ended_at is null)
       union all
       select c.id, c.id_due_on from customers c
       join (
         select a.customer_id, sum((k.used->>'turnover open')::bigint) as through
         from accounts a left join account_counters k on k.owner = a.customer_id and k.account_id = a.id
         where a.class = 'III' group by 1 having bool_or(a.status <> 'closed')
       ) as light on light.customer_id = c.id and light.through >= $2
       where ${NOT_THERE} and c.id_due_on is null
       limit $3`,
      [today, limit, BATCH],
    )
  const leftSuspended = (): Promise<{ id: string }[]> =>
    db.query(
      `select r.customer_id as id from restrictions r join customers c on c.id = r.customer_id
       where r.kind = 'id-due' and r.ended_at is null and not (${NOT_THERE}) limit $1`,
      [BATCH],
    )

  async function take({ id: owner, id_due_on: asked }: Due, today: string): Promise<void> {
    if (asked !== null) {
      const id = derivedId(`id-due-${asked}`, owner, owner)
      // The ID may come at this very moment: seen as it was read, or not suspended.
      const still: RecordChange = {
        update: 'customers',
        where: { id: owner, id_due_on: asked, diligence_full: false, identified_at: null },
        set: { id_due_on: asked },
      }
      await restricting.begin(
        { customerId: owner, id, accountId: null, kind: 'id-due', endsOn: null, by: 'clock', grounds: null },
        '',
        { records: [still], outbox: [smsEntry(id, { about: 'id-due', to: owner })] },
      )
      return
    }
    const days = await rules.on('turnover.id-within', 'III', today)
    const dueOn = addDays(today, days)
    const id = derivedId(`id-asked-${dueOn}`, owner, owner)
    await writes.submit(
      movesNothing(
        { owner, id, kind: 'id-due.asked', content: '' },
        {
          records: [
            {
              update: 'customers',
              where: { id: owner, id_due_on: null, diligence_full: false, identified_at: null },
              set: { id_due_on: dueOn },
            },
          ],
          outbox: [smsEntry(id, { about: 'id-asked', to: owner, dueOn })],
          answer: {},
        },
      ),
    )
  }

  /** Answers how many it went well with. */
  async function each<Person extends { readonly id: string }>(
    people: readonly Person[],
    work: (person: Person) => Promise<void>,
  ): Promise<number> {
    let failed = 0
    for (const person of people) {
      try {
        await work(person)
      } catch (error) {
        failed++
        // Another process, or the holder, was at the same row: whoever comes next sees how it stands.
        log.error({ err: error, customerId: person.id }, 'whether an ID is to be asked for could not be looked at')
      }
    }
    return people.length - failed
  }

  return {
    name: 'IDs to be asked for',
    plenty: BATCH,
    async run() {
      const now = clock.now()
      // A clock that went back (a reset) is no reason to wait.
      if (now < next && next - now <= EVERY_MS) return 0
      const today = businessDate(now)
      const left = await leftSuspended()
      const people = await due(today, await rules.on('turnover.id', 'III', today))
      // Less than a batch is all that there is; what it did not go well with is tried again then.
      if (left.length < BATCH && people.length < BATCH) next = now + EVERY_MS
      const ended = await each(left, ({ id }) => idCollected(id, 'clock'))
      return ended + (await each(people, (person) => take(person, today)))
    },
  }
}
