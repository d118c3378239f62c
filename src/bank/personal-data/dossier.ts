import { maskName } from '../../contract/masks.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { describePostings } from '../accounts/entries.ts'
import type { People } from '../accounts/people.ts'
import { accountsOf, refOf } from '../accounts/records.ts'
import type { Caller, Clock } from '../caller.ts'
import { accountKey, type Core } from '../core.ts'
import type { Desk } from './reading.ts'
import type { Row, Section } from './sections/section.ts'
import { SECTIONS } from './sections.ts'

type Dossier = Answer<'POST /v1/me/data'>

/** Most records of one section; older movements are on the statements. */
const MOST = 5_000
/** Postings that are described together. */
const PAGE = 500

export interface DossierDependencies {
  readonly db: Database
  readonly core: Core
  readonly clock: Clock
  readonly sealer: Sealer
  readonly people: People
  readonly institution: { readonly name: string; readonly nameEn: string }
}

/**
 * Everything the bank knows of a person, section by section as sections.ts says, in the caller's language. The caller has
 * been let through before.
 */
export function createDossier({ db, core, clock, sealer, people, institution }: DossierDependencies) {
  const read = (section: Section, { customerId }: Caller): Promise<Row[]> =>
    db.query<Row>(`${section.sql} limit ${MOST + 1}`, [customerId])

  /** Rows with what stands elsewhere: an account's balance is the core's, a payee's name is the payee's. */
  async function completed(section: Section, caller: Caller, rows: Row[]): Promise<Row[]> {
    if (section.id === 'accounts') {
      const refs = rows.map((row) => ({ owner: caller.customerId, id: String(row.id) }))
      const balances = refs.length === 0 ? new Map() : await core.balances(db, refs)
      return rows.map((row, n) => ({ ...row, balance: balances.get(accountKey(refs[n] as never))?.posted ?? 0 }))
    }
    if (section.id === 'payees') {
      return Promise.all(
        rows.map(async (row) => ({ ...row, payee: (await people.person(String(row.payee_id))) ?? null })),
      )
    }
    return rows
  }

  /** What moved on all accounts, the newest first within each. */
  async function movements(caller: Caller): Promise<Row[]> {
    const found: Row[] = []
    for (const account of await accountsOf(db, caller.customerId)) {
      let before: number | undefined
      while (found.length <= MOST) {
        const page = { limit: PAGE, ...(before === undefined ? {} : { before }) }
        const postings = await core.postings(db, refOf(account), page)
        const entries = await describePostings(db, sealer, caller, postings)
        for (const { counterparty, ...entry } of entries) {
          // Of who paid, a statement has the name in full: it goes no further.
          const other = entry.kind === 'transfer-in' ? maskName(counterparty) : counterparty
          found.push({ ...entry, counterparty: other, last4: account.last4 })
        }
        before = postings.at(-1)?.sequence
        if (postings.length < PAGE) break
      }
    }
    return found
  }

  return async function tell(caller: Caller): Promise<Dossier> {
    const desk: Desk = { language: caller.language, open: (sealed) => sealer.open(sealed) }
    const sections: Dossier['sections'] = []
    for (const section of SECTIONS) {
      const rows =
        section.id === 'movements'
          ? await movements(caller)
          : await completed(section, caller, await read(section, caller))
      sections.push({
        id: section.id,
        title: section.title[desk.language],
        about: section.about[desk.language],
        records: rows.slice(0, MOST).map((row) => recordOf(section, row, desk)),
        more: rows.length > MOST,
      })
    }
    const name = caller.language === 'zh' ? institution.name : institution.nameEn
    return { madeAt: clock.now(), institution: name, sections }
  }
}

/** What a row says, without what it says nothing of. */
function recordOf({ fields }: Section, row: Row, desk: Desk): Record<string, string> {
  const told: Record<string, string> = {}
  for (const [column, zh, en, reader] of fields) {
    const value = row[column]
    const text = value === null || value === undefined ? null : reader(value, desk)
    if (text !== null && text !== '') told[desk.language === 'zh' ? zh : en] = text
  }
  return told
}
