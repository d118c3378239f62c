/**
 * bank/statement/: looking back over what moved: search, months, and files to keep. It reads postings through the core and
 * its own sums; of Class I accounts, whose money is in the bank's core, it knows nothing.
 */
import { ownAccount, refOf } from '../accounts/records.ts'
import type { StatementLooks } from '../capabilities.ts'
import { createStatementFiles, type StatementFiles, type StatementFilesDependencies } from './files.ts'
import { createMonths } from './months.ts'
import { createSearch } from './search.ts'

/** Months of a page. */
const PAGE = 12

export function createStatement(
  deps: Omit<StatementFilesDependencies, 'months'>,
): StatementLooks & { readonly makeFile: StatementFiles['make'] } {
  const months = createMonths(deps)
  const files = createStatementFiles({ ...deps, months })
  return {
    search: createSearch({ ...deps, months }),
    async months(caller, accountId, { before, limit = PAGE }) {
      const account = refOf(await ownAccount(deps.db, caller.customerId, accountId))
      return months.list(account, { limit, ...(before === undefined ? {} : { before }) })
    },
    orderFile: files.order,
    makeFile: files.make,
  }
}
