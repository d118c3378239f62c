import { randomUUID } from 'node:crypto'
import { newAccountNumber, opening } from '../../src/bank/accounts/opening.ts'
import type { Caller, Clock } from '../../src/bank/caller.ts'
import type { CustomerRecords } from '../../src/bank/customers/customers.ts'
import type { WritePath } from '../../src/bank/writes/write.ts'
import type { Database } from '../../src/storage/database.ts'
import type { Sealer } from '../../src/storage/sealing.ts'

/** Who has an account. */
export interface Holder extends Caller {
  readonly name: string
  readonly mobile: string
  readonly accountId: string
}
export interface Townsman extends Holder {
  readonly cardId: string
}

/** Over all towns: several may stand on one database. */
let born = 0

interface Settling {
  readonly db: Database
  readonly sealer: Sealer
  readonly writes: Pick<WritePath, 'submit'>
  readonly people: Pick<CustomerRecords, 'recordIdentification'>
  readonly clock: Clock
}

/** A customer with a bound card and an open, empty account. */
export async function settleIn(
  { db, sealer, writes, people, clock }: Settling,
  name: string,
  {
    identified = true,
    accountClass = 'II' as 'II' | 'III',
    language = 'zh' as 'zh' | 'en',
    agreementNo = randomUUID() as string,
  } = {},
): Promise<Townsman> {
  const now = clock.now()
  const customerId = randomUUID()
  const serial = ++born
  const mobile = `138${String(serial).padStart(8, '0')}`
  await db.query(
    `insert into customers (id, stage, created_at, mobile_sealed, mobile_index, name_sealed, id_number_sealed,
         id_number_index, became_customer_at) values ($1, 'customer', $2, $3, $4, $5, $6, $7, $2)`,
    [
      customerId,
      now,
      sealer.seal(mobile),
      sealer.index('mobile', mobile),
      sealer.seal(name),
      sealer.seal('11010519491231002X'),
      sealer.index('id-number', customerId),
    ],
  )
  const person = { customerId, sessionId: randomUUID(), language, traceId: randomUUID() }
  const accountId = randomUUID()
  const cardId = randomUUID()
  const opened = opening(
    {
      customerId,
      accountId,
      class: accountClass,
      number: await newAccountNumber(db, sealer),
      linkId: null,
      at: now,
      place: 1,
      card: {
        id: cardId,
        number: `622588${String(serial).padStart(10, '0')}`,
        bankCode: '308584000013',
        bankName: '招商银行',
        kind: 'debit',
        agreementNo,
      },
    },
    sealer,
  )
  await writes.submit({
    owner: customerId,
    id: accountId,
    kind: 'open',
    content: '',
    accounts: [],
    counters: [],
    authorisation: null,
    decide: () => ({ ...opened, movements: [], count: [], outbox: [], answer: {} }),
  })
  if (identified) await people.recordIdentification({ customerId, branch: '0001', teller: '42' })
  return { ...person, name, mobile, accountId, cardId }
}
