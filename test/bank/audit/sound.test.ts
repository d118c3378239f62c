import { expect, it } from 'vitest'
import { audit } from '../../../src/bank/audit/audit.ts'
import { reportOf } from '../../../src/bank/audit/report.ts'
import { eachDatabase } from '../../support/database.ts'
import { SEAL_KEYS } from '../../support/ledger.ts'
import { liveIn } from './lived-in.ts'

eachDatabase('a bank that nobody has touched', (database) => {
  it('is sound, and all of it is sealed', async () => {
    await liveIn(database())
    const found = await audit(database(), SEAL_KEYS)
    expect(reportOf(found)).toMatch(
      /^Sound: 10 accounts, 30 postings, 3 blocks, 0 postings not sealed yet, head 3:[0-9a-f]{64}, [\d.]+ s\n$/,
    )
  }, 60_000)
})
