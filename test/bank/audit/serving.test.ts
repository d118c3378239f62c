/** The audit looks at one moment of a bank that serves: it finds nothing, and nobody waits for it. */
import { expect, it } from 'vitest'
import { audit } from '../../../src/bank/audit/audit.ts'
import { openDatabase } from '../../../src/storage/open.ts'
import { freshPostgresUrl } from '../../support/database.ts'
import { SEAL_KEYS } from '../../support/ledger.ts'
import { sealAll, sealerOf } from '../../support/seals.ts'
import { openTown, yuan } from '../town.ts'

it('a bank is audited again and again while customers pay one another and the chain is sealed', async () => {
  const url = await freshPostgresUrl()
  const [db, auditors] = await Promise.all([openDatabase({ url }), openDatabase({ url, maxConnections: 1 })])
  const town = await openTown(db)
  const sealer = sealerOf(db)
  const people = [await town.settle('李雷'), await town.settle('陈华'), await town.settle('韩梅')]
  for (const person of people) await town.topUp(person, yuan(1_000))
  const payees = new Map<string, string>()
  for (const payer of people)
    for (const payee of people)
      if (payer !== payee) payees.set(payer.name + payee.name, await town.payeeOf(payer, payee))

  let sent = 0
  let serving = true
  const paying = people.map(async (payer, index) => {
    const payee = people[(index + 1) % people.length]
    while (serving) {
      await town.send(payer, payees.get(payer.name + payee?.name) ?? '', 1)
      sent++
    }
  })
  const working = (async () => {
    while (serving) {
      await town.workers.outbox.run()
      await sealer.later()
    }
  })()

  const audits: Awaited<ReturnType<typeof audit>>[] = []
  let between = 0
  try {
    // However slow the machine is: so many audits during which somebody paid.
    while (audits.length < 20 || between < 10) {
      const before = sent
      audits.push(await audit(auditors, SEAL_KEYS))
      if (sent > before) between++
    }
  } finally {
    serving = false
    await Promise.all([...paying, working])
  }
  expect(audits.flatMap(({ findings }) => findings)).toEqual([])
  expect(between).toBeGreaterThanOrEqual(10)
  const [first, last] = [audits[0], audits.at(-1)]
  expect(last?.postings).toBeGreaterThan(first?.postings ?? Number.NaN)
  expect(last?.blocks).toBeGreaterThan(first?.blocks ?? Number.NaN)

  await sealAll(sealer)
  expect(await audit(auditors, SEAL_KEYS)).toMatchObject({ findings: [], unsealed: 0, postings: 6 + 2 * sent })
  await Promise.all([db.close(), auditors.close()])
}, 120_000)
