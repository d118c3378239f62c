/** Whoever is paid is told, by WeChat or by SMS, whatever dies and whoever else sends. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findPersona } from '../../src/sandbox/personas.ts'
import { TEMPLATES } from '../../src/sandbox/wechat/templates.ts'
import type { Database } from '../../src/storage/database.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { answer, twoFriends } from '../bank/messages/between.ts'
import { freshPostgresUrl } from '../support/database.ts'
import { type Outside, startOutside } from '../support/outside.ts'
import { MINUTE, type People, peopleOn, SEALING } from '../support/people.ts'
import { run } from './books.ts'
import type { OneMessage } from './one-message.ts'

const HAN_MEI = findPersona('han-mei')
const TEMPLATE = TEMPLATES[0]?.id ?? ''

let outside: Outside
let db: Database
let people: People
let friends: Awaited<ReturnType<typeof twoFriends>>
let order: Omit<OneMessage, 'killAt' | 'now'>
beforeEach(async () => {
  outside = await startOutside()
  const place = { url: await freshPostgresUrl() }
  db = await openDatabase(place)
  people = peopleOn(db)
  friends = await twoFriends(people, HAN_MEI?.openid)
  order = { place, addresses: outside.addresses, sealing: SEALING, templateId: TEMPLATE, runs: 1 }
}, 60_000)
afterEach(async () => {
  await db.close()
  await outside.close()
})

async function allow(): Promise<void> {
  await outside.control('POST', '/wechat/subscriptions', { persona: 'han-mei', answers: { [TEMPLATE]: 'accept' } })
  await answer(people, friends.hanMei, 'accept')
}
/** What is on 韩梅's phone. */
async function reached(): Promise<{ wechat: string[]; sms: string[] }> {
  const all = (await outside.inbox(HAN_MEI?.mobile ?? '')) as { text: string; way?: string }[]
  const amounts = (way: string) =>
    all.filter((one) => one.way === way).map(({ text }) => /([\d.]+)元/.exec(text.replace('尾号', ''))?.[1] ?? text)
  return { wechat: amounts('wechat').sort(), sms: amounts('sms').sort() }
}
const send = (killAt: string | null, laterMs = 0, runs = 1) =>
  run('one-message.ts', { ...order, runs, killAt, now: people.clock.now() + laterMs } satisfies OneMessage)

describe('a gateway killed with kill -9 while it sends', () => {
  it.each([
    ['when it has taken the message on: the SMS goes', 'outbox.after-claim', { wechat: [], sms: ['1.00'] }],
    ['before it asks WeChat: the SMS goes', 'subscribe.asked', { wechat: [], sms: ['1.00'] }],
    [
      'when WeChat has answered and it has told nobody: the SMS goes too, and WeChat is not asked again',
      'subscribe.answered',
      { wechat: ['1.00'], sms: ['1.00'] },
    ],
    ['when it has noted the answer: that was it', 'outbox.after-send', { wechat: ['1.00'], sms: [] }],
  ])(
    '%s',
    async (_, point, expected) => {
      await allow()
      await allow()
      await friends.pay(100)
      expect(await send(point)).toMatchObject({ signal: 'SIGKILL' })
      // Its lease is over, and somebody else takes it on.
      expect(await send(null, MINUTE + 1_000)).toMatchObject({ code: 0 })
      expect(await reached()).toEqual(expected)
      expect(await send(null, 3 * MINUTE)).toMatchObject({ code: 0, said: '{"sent":0}' })
      expect(await reached()).toEqual(expected)
    },
    120_000,
  )
})

it('two gateways tell everything once, and WeChat never sees two at once to one person', async () => {
  const amounts: string[] = []
  for (let n = 0; n < 24; n++) {
    await allow()
    await friends.pay(100 + n)
    amounts.push(((100 + n) / 100).toFixed(2))
  }
  const ended = await Promise.all([send(null, 0, 60), send(null, 0, 60)])
  expect(ended.map(({ code }) => code)).toEqual([0, 0])
  expect(await reached()).toEqual({ wechat: amounts.sort(), sms: [] })
  expect((await outside.asked()).filter((line) => line.includes('43108'))).toEqual([])
  const sent = ended.map(({ said }) => (JSON.parse(said) as { sent: number }).sent)
  expect(sent.reduce((sum, one) => sum + one, 0)).toBe(24)
}, 120_000)
