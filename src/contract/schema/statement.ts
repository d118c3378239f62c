/** Looking back over what moved: search, months, and files to keep. */
import { Type } from 'typebox'
import { Entry } from './accounts.ts'
import { Amount, BusinessDate, coded, Instant } from './shapes.ts'

export const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: 'month in Asia/Shanghai' })
/** Position in an account’s history. */
const Position = Type.String({ pattern: '^\\d{1,19}$' })

/** What somebody looks for: every part narrows. In a body, because what is looked for may be a name. */
export const EntrySearch = Type.Object({
  /** Of names, aliases and notes; or an amount in yuan, which must be it exactly. */
  text: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
  month: Type.Optional(Month),
  direction: Type.Optional(Type.Enum(['in', 'out'])),
  group: Type.Optional(Type.Enum(['people', 'card', 'deposit'])),
  /** Whole fen, whichever the direction. */
  atLeast: Type.Optional(Type.Integer({ minimum: 0 })),
  atMost: Type.Optional(Type.Integer({ minimum: 0 })),
  before: Type.Optional(Position),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})
export const EntriesFound = Type.Object({
  entries: Type.Array(Entry),
  /** Pass as `before` to look further back; null: everything was looked at. */
  next: Type.Union([Type.String(), Type.Null()]),
  /** How far back was looked: one search looks at a bounded number of lines. Null when there was nothing to look at. */
  lookedTo: Type.Union([Instant, Type.Null()]),
})

export const MonthList = Type.Object({
  /** Newest first; months in which nothing moved are absent. */
  months: Type.Array(
    Type.Object({
      month: Month,
      /** Whole fen, both as positive numbers. */
      in: Amount,
      out: Amount,
      lines: Type.Integer(),
    }),
  ),
  /** Pass as `before` for earlier months; null at the end. */
  next: Type.Union([Month, Type.Null()]),
})

export const StatementFileOrder = Type.Object({
  from: coded('PERIOD_INVALID', BusinessDate),
  /** The last day that is in it. */
  to: coded('PERIOD_INVALID', BusinessDate),
  format: Type.Enum(['csv', 'pdf']),
})
/** A file that waits to be fetched, by GET and without a token: the address is good once and not for long. */
export const FileReady = Type.Object({
  path: Type.String({ description: 'on this host: /downloads/…' }),
  name: Type.String({ description: 'of the file, with its ending' }),
  expiresAt: Instant,
})
