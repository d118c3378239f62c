/**
 * demo/: gives the sandbox's customers their accounts and a little history, as clients of the gateway's own API would.
 * Development only. It may be run at every start: what is there already is left as it is, what broke off is finished.
 */
import { v7 as uuidv7 } from 'uuid'
import type { Bank } from '../bank/bank.ts'
import { type Client, createClient, Refused } from './client.ts'

/** What the sandbox tells of a persona. */
interface Persona {
  readonly id: string
  readonly name: string
  readonly mobile: string
  readonly idNumber: string
  readonly cards: readonly { readonly number: string }[]
  readonly pin: string | null
}

export interface DemoParts {
  /** Address of the gateway. */
  readonly gateway: string
  /** Address of the sandbox's control API, without a slash at the end. */
  readonly control: string
  readonly customers: Pick<Bank['customers'], 'recordIdentification'>
}

/** Orders have fixed ids, so that another run asks for the same ones and moves nothing twice. */
const orderId = (number: number): string => `01930000-0000-7000-8000-${String(number).padStart(12, '0')}`

/** Opens the accounts and writes the history. Throws what the gateway refuses. */
export async function openDemo({ gateway, control, customers }: DemoParts): Promise<void> {
  const personas = ((await ask(`${control}/personas`)) as { personas: Persona[] }).personas
  const enter = async (id: string): Promise<Customer | null> => {
    const persona = personas.find((each) => each.id === id)
    return persona?.pin ? arrive(gateway, control, persona, persona.pin) : null
  }
  const [chen, xiuying, mei] = await Promise.all(['chen-hua', 'li-xiuying', 'han-mei'].map(enter))
  if (!chen || !xiuying || !mei) throw new Error('the sandbox lacks one of the customers')

  for (const { customerId } of [chen, xiuying]) {
    await customers.recordIdentification({ customerId, branch: '中关村支行', teller: '0001' })
  }
  // Chen Hua ends with 28,640.52 in all, 8,420.52 of it free.
  await Promise.all([
    chen.topUp(orderId(1), 28_754_52),
    xiuying.topUp(orderId(2), 12_000_00),
    mei.topUp(orderId(3), 5_000_00),
    mei.share('meiShare1', 'anxin-12m'),
  ])
  await mei.send(orderId(4), chen.persona, 86_00, '晚饭AA')
  await chen.send(orderId(5), xiuying.persona, 200_00, '给妈妈买水果')
  await chen.deposit(orderId(6), 'anxin-12m', 20_220_00)
  await Promise.all([chen, xiuying, mei].map((customer) => customer.leave()))
}

type Customer = Awaited<ReturnType<typeof arrive>>

/** Signs a persona in by WeChat and opens their account if they have none. */
async function arrive(gateway: string, control: string, persona: Persona, pin: string) {
  const client = createClient(gateway)
  const { code } = (await ask(`${control}/wechat/codes`, { persona: persona.id })) as { code: string }
  const { me } = await client.signIn({ by: 'wechat', code })
  if (me.stage === 'visitor') await bind(client, control, persona, pin)
  const { customerId } = await client.call('GET /v1/me', {})
  const { accounts, cards } = await client.call('GET /v1/accounts', {})
  const [account, card] = [accounts[0], cards[0]]
  if (!account || !card) throw new Error(`${persona.id} has no account`)

  return {
    customerId,
    persona,
    async topUp(id: string, amount: number) {
      if (await known(client.call('GET /v1/topups/:topupId', { params: { topupId: id } }))) return
      const authorisation = { pin: await client.pin(pin, 'authorise') }
      await client.call('POST /v1/topups', {
        body: { id, accountId: account.id, cardId: card.id, amount, authorisation },
      })
      for (let tries = 0; tries < 20; tries++) {
        const { state } = await client.call('GET /v1/topups/:topupId', { params: { topupId: id } })
        if (state === 'done') return
        await new Promise((go) => setTimeout(go, 250))
      }
      throw new Error(`the top-up of ${persona.id} did not come through`)
    },
    async send(id: string, payee: Pick<Persona, 'name' | 'mobile'>, amount: number, note: string) {
      if (await known(client.call('GET /v1/transfers/:transferId', { params: { transferId: id } }))) return
      const payeeId = await client.payee(payee)
      const authorisation = { pin: await client.pin(pin, 'authorise') }
      await client.call('POST /v1/transfers', {
        body: { id, accountId: account.id, payeeId, amount, note, authorisation },
      })
    },
    async deposit(id: string, productId: string, amount: number) {
      if (await known(client.call('GET /v1/deposits/:depositId', { params: { depositId: id } }))) return
      const authorisation = { pin: await client.pin(pin, 'authorise') }
      await client.call('POST /v1/deposits', { body: { id, accountId: account.id, productId, amount, authorisation } })
    },
    share: (id: string, productId: string) => client.call('POST /v1/links', { body: { id, productId } }),
    leave: () => client.call('DELETE /v1/sessions/:sessionId', { params: { sessionId: 'current' } }),
  }
}

async function bind(client: Client, control: string, persona: Persona, pin: string): Promise<void> {
  const binding = await client.call('POST /v1/bindings', {
    body: {
      id: uuidv7(),
      class: 'II',
      cardNumber: persona.cards[0]?.number ?? '',
      name: persona.name,
      idNumber: persona.idNumber,
      mobile: persona.mobile,
      occupation: 'employee',
      area: '110108',
      idValidUntil: null,
      taxResidency: 'mainland',
      consents: { agreement: true, sensitiveData: true, version: '1' },
    },
  })
  const inbox = (await ask(`${control}/inbox?mobile=${persona.mobile}`)) as { messages: { code: string | null }[] }
  const smsCode = inbox.messages.find(({ code }) => code !== null)?.code ?? ''
  await client.call('POST /v1/bindings/:bindingId/confirmation', {
    params: { bindingId: binding.id },
    body: { smsCode, pin: await client.pin(pin, 'set'), pinAgain: await client.pin(pin, 'set') },
  })
}

/** Whether an order was made before. */
async function known(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer
    return true
  } catch (error) {
    if (error instanceof Refused && error.code === 'NOT_FOUND') return false
    throw error
  }
}

async function ask(url: string, body?: object): Promise<unknown> {
  const answer = await fetch(
    url,
    body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  )
  if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} at ${new URL(url).pathname}`)
  return answer.json()
}
