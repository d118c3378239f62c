import { createRules } from '../../../src/bank/rules/rules.ts'
import type { FileEntry, List } from '../../../src/bank/screening/list-file.ts'
import { loadList } from '../../../src/bank/screening/lists.ts'
import type { People } from '../../support/people.ts'

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
