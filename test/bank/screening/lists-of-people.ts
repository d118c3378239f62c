import { v7 } from 'uuid'
import { createRules } from '../../../src/bank/rules/rules.ts'
import type { FileEntry, List } from '../../../src/bank/screening/list-file.ts'
import { loadList } from '../../../src/bank/screening/lists.ts'
import type { MATCH_VERDICTS } from '../../../src/contract/choices.ts'
import type { People } from '../../support/people.ts'
import { LIN, SUN, staffMember } from '../../support/staff.ts'

/** A list's file as its owner sends it. */
export const fileOf = (entries: readonly FileEntry[], published = '2026-11-20'): string =>
  JSON.stringify({ source: '测试名单', published, entries })

/** Loads a list into a story's bank. */
export const load = ({ db, sealer, clock }: People, list: List, text: string, shrunk = false) =>
  loadList({ db, sealer, clock, rules: createRules({ db, clock }) }, list, text, shrunk)

/** Runs one of the bank's workers until it finds nothing more to do. */
export async function work({ bank }: People, name: string): Promise<void> {
  const worker = bank.workers.find((each) => each.name === name)
  if (!worker) throw new Error(`no worker ${name}`)
  while ((await worker.run()) > 0);
}

/** What waits for officers, as they see it before they look at anybody. */
export const waiting = async ({ bank }: People) => (await bank.screening.open()).matches

/** 孙涛 proposes what a match is. */
export async function propose(people: People, matchId: string, verdict: (typeof MATCH_VERDICTS)[number]) {
  const proposal = { id: v7(), verdict, note: '出生地和年龄都不同' }
  return people.bank.screening.propose(await staffMember(people, SUN), matchId, proposal)
}

/** 孙涛 proposes and 林悦 approves. */
export async function decide(people: People, matchId: string, verdict: (typeof MATCH_VERDICTS)[number]) {
  const { id } = await propose(people, matchId, verdict)
  const approval = { verdict: 'approved', note: '已核对，同意' } as const
  return people.bank.staff.tasks.decide(await staffMember(people, LIN), id, approval)
}
