/** A process that sends what waits in the outbox against a sandbox, says so, and kills itself at the point it was told. */

import { createCustomers } from '../../src/bank/customers/customers.ts'
import { createSmsSender } from '../../src/bank/messages/messages.ts'
import { createSubscribeSender } from '../../src/bank/messages/subscribe.ts'
import { createRules } from '../../src/bank/rules/rules.ts'
import { createConnectors, type OutsideAddresses } from '../../src/connectors/connectors.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { createOutbox } from '../../src/storage/outbox.ts'
import { createSealer } from '../../src/storage/sealing.ts'
import type { Place } from './books.ts'

export interface OneMessage {
  readonly place: Place
  readonly addresses: OutsideAddresses
  readonly sealing: Parameters<typeof createSealer>[0]
  readonly templateId: string
  readonly killAt: string | null
  /** The clock, ms, from which time goes on. */
  readonly now: number
  readonly runs: number
}

if (import.meta.main) {
  const order = JSON.parse(process.argv[2] ?? '') as OneMessage
  const db = await openDatabase(order.place)
  const begun = Date.now()
  const clock = { now: () => order.now + Date.now() - begun }
  const log = { info() {}, warn() {}, error() {} }
  const sealer = createSealer(order.sealing)
  const reach = (point: string) => {
    if (point === order.killAt) process.kill(process.pid, 'SIGKILL')
  }
  const { wechat, sms } = createConnectors(order.addresses, { clock, log })
  const people = createCustomers({ db, sealer, clock, rules: createRules({ db, clock }) })
  const sendSms = createSmsSender({ db, people, sms, sealer, institution: { name: '迷你银行' } })
  const templates = { ids: { arrival: order.templateId }, lasting: false }
  const subscribe = createSubscribeSender({ db, clock, sealer, people, wechat, templates, sendSms, log, reach })
  const outbox = createOutbox({ db, clock, senders: { subscribe, sms: sendSms }, log, reach })
  let sent = 0
  for (let run = 0; run < order.runs; run++) {
    sent += await outbox.run()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  process.stdout.write(JSON.stringify({ sent }))
  await db.close()
}
