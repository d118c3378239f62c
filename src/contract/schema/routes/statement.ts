/** Looking back: search, months, files to keep. */
import { Type } from 'typebox'
import { Uuid } from '../shapes.ts'
import { EntriesFound, EntrySearch, FileReady, Month, MonthList, StatementFileOrder } from '../statement.ts'
import { by, route } from './route.ts'

export const STATEMENT_ROUTES = {
  'POST /v1/accounts/:accountId/entry-searches': route({
    summary: 'Look for lines of the statement, newest first',
    auth: 'session',
    params: by('accountId', Uuid),
    body: EntrySearch,
    answer: EntriesFound,
    errors: ['NOT_FOUND'],
  }),
  'GET /v1/accounts/:accountId/months': route({
    summary: 'What came in and went out, by month',
    auth: 'session',
    params: by('accountId', Uuid),
    query: Type.Object({
      before: Type.Optional(Month),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 24 })),
    }),
    answer: MonthList,
    errors: ['NOT_FOUND'],
  }),
  'POST /v1/accounts/:accountId/statement-files': route({
    summary: 'Make a period of the statement ready as a file to keep',
    auth: 'session',
    params: by('accountId', Uuid),
    body: StatementFileOrder,
    answer: FileReady,
    errors: ['NOT_FOUND', 'PERIOD_INVALID', 'PERIOD_TOO_LONG', 'STATEMENT_TOO_LONG', 'EXPORT_LIMIT'],
  }),
} as const
