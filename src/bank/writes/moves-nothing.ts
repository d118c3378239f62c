import type { Decision, Write, WriteKey } from './write.ts'

/** A write of records and messages alone: it looks at no account and moves nothing. */
export const movesNothing = <Answer extends object>(
  { authorisation = null, ...key }: WriteKey & Partial<Pick<Write<Answer>, 'authorisation'>>,
  {
    records,
    outbox = [],
    answer,
  }: Pick<Decision<Answer>, 'records' | 'answer'> & Partial<Pick<Decision<Answer>, 'outbox'>>,
): Write<Answer> => ({
  ...key,
  accounts: [],
  counters: [],
  authorisation,
  decide: () => ({ opens: [], movements: [], count: [], records, outbox, answer }),
})
