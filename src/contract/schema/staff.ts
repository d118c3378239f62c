import { Type } from 'typebox'
import {
  COMPLAINT_TOPICS,
  CUSTOMER_SEARCHES,
  DOCUMENT_CHECKS,
  IDENTITY_DOCUMENTS,
  MATCH_VERDICTS,
  REPORT_PERIODS,
  RESTRICTION_KINDS,
  STAFF_ROLES,
} from '../choices.ts'
import { NETWORK_IDS } from '../networks.ts'
import { Account } from './accounts.ts'
import { Restriction } from './restrictions.ts'
import { Amount, BusinessDate, coded, Instant, OrderId, Uuid } from './shapes.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/** Why staff looks at a customer, or asks and decides as they do: kept with the record. */
const Reason = coded('REASON_MISSING', Type.String({ pattern: '^\\s*\\S[\\s\\S]{2,198}\\S\\s*$', maxLength: 200 }))

/** A member of staff, as others of the staff see them. */
const Colleague = Type.Object({ id: Type.String(), name: Type.String() })

export const StaffMe = Type.Object({
  id: Type.String(),
  name: Type.String(),
  branch: Type.String(),
  roles: Type.Array(Type.Enum([...STAFF_ROLES])),
  /** The session ends then, or when it lies unused for `idleMinutes`. */
  expiresAt: Instant,
  idleMinutes: Type.Integer(),
})

// Identification at the counter

export const IdentificationLookup = Type.Object({
  code: coded('IDENTIFICATION_CODE_WRONG', Type.String({ pattern: '^\\d{8}$' })),
})
/** Whose code it is, as far as a teller must see to compare with the document in hand. */
export const IdentificationFound = Type.Object({
  codeId: Uuid,
  maskedName: Type.String(),
  maskedMobile: Type.String(),
  maskedIdNumber: Type.String(),
  /** Last day of the document's validity as told at opening; null: for life. */
  idValidUntil: Nullable(Type.String()),
  /** By when the check must be recorded. */
  checkBy: Instant,
})

const documentInHand = {
  codeId: Uuid,
  document: Type.Enum([...IDENTITY_DOCUMENTS]),
  checkedBy: Type.Enum([...DOCUMENT_CHECKS]),
}
/** What a teller found. The last four characters of its number bind a passed check to the document in hand. */
export const IdentificationForm = Type.Union([
  Type.Object({
    ...documentInHand,
    result: Type.Literal('passed'),
    last4: Type.String({ pattern: '^\\d{3}[\\dX]$' }),
  }),
  Type.Object({ ...documentInHand, result: Type.Literal('refused'), reason: Reason }),
])
/** A recorded check, under the id of its code. It names no customer: tellers list their own. */
export const Identification = Type.Object({
  id: Uuid,
  document: Type.Enum([...IDENTITY_DOCUMENTS]),
  checkedBy: Type.Enum([...DOCUMENT_CHECKS]),
  result: Type.Union([Type.Literal('passed'), Type.Literal('refused')]),
  branch: Type.String(),
  at: Instant,
  /** Taken back by four eyes. */
  withdrawn: Type.Boolean(),
})
export const IdentificationList = Type.Object({ identifications: Type.Array(Identification) })

// Customers

export const CustomerSearch = Type.Object({
  by: Type.Enum([...CUSTOMER_SEARCHES]),
  value: Type.String({ pattern: '^[\\dX]{11,19}$' }),
  reason: Reason,
})
const CustomerLine = Type.Object({
  customerId: Uuid,
  maskedName: Type.String(),
  /** Null for a visitor who has told none yet. */
  maskedMobile: Nullable(Type.String()),
  /** Null for an organisation. */
  maskedIdNumber: Nullable(Type.String()),
})
/** Nobody, or the one it is; by mobile whoever shares it with family too. */
export const CustomersFound = Type.Object({ customers: Type.Array(CustomerLine) })

export const Look = Type.Object({ reason: Reason })

/** What keeps or kept a customer's accounts from being used, with what is not for the customer to see. */
export const StaffRestriction = Type.Object({
  ...Restriction.properties,
  kind: Type.Enum([...RESTRICTION_KINDS]),
  /** What staff wrote down when it began. */
  note: Nullable(Type.String()),
  /** A member of staff's number; 'self', 'clock', 'list'. */
  begunBy: Type.String(),
  endedBy: Nullable(Type.String()),
  /** Who may ask that it be let go: one role's work. */
  releasedBy: Type.Union([Type.Literal('service'), Type.Literal('risk')]),
})
/** Freezes all accounts at a caller's wish; the note says how the caller was recognised. */
export const TelephoneFreeze = Type.Object({ id: OrderId, note: Reason })
const OfDocument = coded('AUTHORITY_DOCUMENT_MISSING', Type.String({ minLength: 1, maxLength: 100 }))
/** An order of police or court; `accountId` null: all accounts. */
export const AuthorityOrder = Type.Object({
  id: OrderId,
  accountId: Nullable(Uuid),
  /** freeze: money comes in but is not used, deposits included. stop: no payment leaves. */
  kind: Type.Union([Type.Literal('authority-freeze'), Type.Literal('authority-stop')]),
  authority: OfDocument,
  documentNumber: OfDocument,
  /** The last day (Asia/Shanghai) on which it holds. */
  endsOn: BusinessDate,
  note: Type.Optional(Reason),
})
/** Asks that a restriction be let go before its time; an authority's order only on a document of the authority's. */
export const ReleaseRequest = Type.Object({
  id: OrderId,
  restrictionId: Uuid,
  documentNumber: Type.Optional(OfDocument),
  note: Reason,
})

export const CustomerSeen = Type.Object({
  ...CustomerLine.properties,
  organisation: Type.Boolean(),
  since: Instant,
  idValidUntil: Nullable(Type.String()),
  /** How the customer was identified face to face; null: not, or taken back. `id` null: before checks were recorded here. */
  identified: Nullable(Type.Object({ id: Nullable(Uuid), at: Instant, branch: Type.String(), teller: Type.String() })),
  accounts: Type.Array(
    Type.Object({
      id: Uuid,
      class: Account.properties.class,
      maskedNumber: Type.String(),
      status: Account.properties.status,
      openedAt: Instant,
      /** Null for roles that do not need it. */
      balance: Nullable(Amount),
    }),
  ),
  cards: Type.Array(
    Type.Object({
      bankName: Type.String(),
      kind: Type.Union([Type.Literal('debit'), Type.Literal('credit')]),
      last4: Type.String(),
    }),
  ),
  /** All that ever was, newest first. */
  restrictions: Type.Array(StaffRestriction),
})

// Complaints

const ComplaintLine = Type.Object({
  /** Quoted on the telephone: 8 digits. */
  number: Type.String(),
  topic: Type.Enum([...COMPLAINT_TOPICS]),
  state: Type.Union([Type.Literal('received'), Type.Literal('answered')]),
  createdAt: Instant,
  answerBy: Instant,
  answeredAt: Nullable(Instant),
})
/** It names nobody and tells no text: that is a look of its own. */
export const ComplaintLineList = Type.Object({ complaints: Type.Array(ComplaintLine) })
export const ComplaintSeen = Type.Object({
  ...ComplaintLine.properties,
  customer: CustomerLine,
  text: Type.String(),
  answer: Nullable(Type.String()),
  /** Who answered. */
  answeredBy: Nullable(Colleague),
})
export const ComplaintAnswer = Type.Object({
  text: coded('COMPLAINT_ANSWER_SHORT', Type.String({ pattern: '^\\s*\\S[\\s\\S]{3,998}\\S\\s*$', maxLength: 1000 })),
})

// Four eyes

export const CorrectionRequest = Type.Object({ id: OrderId, identificationId: Uuid, note: Reason })
export const Task = Type.Object({
  id: Uuid,
  /** 'identification-correction' … : each kind says what happens when it is approved. */
  kind: Type.String({ pattern: '^[a-z-]{3,40}$' }),
  state: Type.Union([Type.Literal('open'), Type.Literal('approved'), Type.Literal('refused')]),
  requestedBy: Colleague,
  requestedBranch: Type.String(),
  requestedAt: Instant,
  decidedBy: Nullable(Colleague),
  decidedAt: Nullable(Instant),
  /** Asked for by who is calling: another one decides. */
  own: Type.Boolean(),
  /** Of a kind that the caller's roles decide. */
  decidable: Type.Boolean(),
})
export const TaskList = Type.Object({ tasks: Type.Array(Task) })
export const TaskSeen = Type.Object({
  ...Task.properties,
  customer: CustomerLine,
  note: Type.String(),
  decisionNote: Nullable(Type.String()),
  /** What the kind tells of itself to whoever decides: instants, codes, amounts. */
  facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer()])),
})
export const TaskDecision = Type.Object({
  verdict: Type.Union([Type.Literal('approved'), Type.Literal('refused')]),
  note: Reason,
})

// List matches

const ListMatch = Type.Object({
  id: Uuid,
  list: Type.Union([Type.Literal('fraud'), Type.Literal('sanctions')]),
  /** open: people decide. listed, confirmed: it is them, and their business is not stopped yet. */
  state: Type.Union([Type.Literal('open'), Type.Literal('listed'), Type.Literal('confirmed')]),
  /** `opening`: holds or refuses an application. `customer`: somebody who has accounts. */
  about: Type.Union([Type.Literal('opening'), Type.Literal('customer')]),
  /** What of the entry is this person's. */
  matchedBy: Type.Union([Type.Literal('id-number'), Type.Literal('name-and-birth-date'), Type.Literal('name')]),
  source: Type.String(),
  foundAt: Instant,
  /** Of an open one: by when the person is to be told. */
  answerBy: Nullable(Instant),
  /** A verdict is proposed and waits for another member's decision. */
  proposed: Type.Boolean(),
})
/** It names nobody: who it is, is a look of its own. */
export const ListMatchList = Type.Object({ matches: Type.Array(ListMatch) })
export const ListMatchSeen = Type.Object({
  ...ListMatch.properties,
  customer: CustomerLine,
  bornOn: Type.String(),
  entry: Type.Object({
    id: Type.String(),
    name: Type.String(),
    birthDate: Nullable(Type.String()),
    from: Type.String(),
  }),
})
export const MatchProposal = Type.Object({ id: OrderId, verdict: Type.Enum([...MATCH_VERDICTS]), note: Reason })

// The verification networks

export const NetworkReportQuery = Type.Object({ period: Type.Enum([...REPORT_PERIODS]) })
export const NetworkReport = Type.Object({
  /** First and last day. */
  from: BusinessDate,
  to: BusinessDate,
  networks: Type.Array(
    Type.Object({
      network: Type.Enum([...NETWORK_IDS]),
      queries: Type.Integer(),
      /** Fen, of all that the network will charge. */
      cost: Amount,
      /** Answers that decided; `refused` counts the refusals among them and among late ones. */
      answered: Type.Integer(),
      refused: Type.Integer(),
      late: Type.Integer(),
      timedOut: Type.Integer(),
      failed: Type.Integer(),
      medianMs: Nullable(Type.Integer()),
      p99Ms: Nullable(Type.Integer()),
    }),
  ),
})

// The record of looks

const LookRecord = Type.Object({
  id: Uuid,
  at: Instant,
  staff: Colleague,
  branch: Type.String(),
  /** Null: the search found nobody. */
  customerId: Nullable(Uuid),
  occasion: Type.Union([
    Type.Literal('search'),
    Type.Literal('customer'),
    Type.Literal('identification'),
    Type.Literal('complaint'),
    Type.Literal('list-match'),
    Type.Literal('task'),
  ]),
  fields: Type.Array(Type.String()),
  reason: Type.String(),
})
export const LookRecordList = Type.Object({
  looks: Type.Array(LookRecord),
  /** Pass as `before` for the next page; null at the end. */
  next: Nullable(Uuid),
})
