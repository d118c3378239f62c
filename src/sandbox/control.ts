/**
 * What testers do to the outside, as a Fastify plugin: mounted under /sandbox on the development gateway, or served
 * alone. Never part of a production start. Errors are `{ error }` in words.
 */
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { recogniseCard } from '../contract/banks.ts'
import type { Outside } from './answering.ts'
import type { Registry } from './cards/registry.ts'
import { MAX_OFFSET_MS } from './clock.ts'
import type { CoreAccounts } from './core/accounts.ts'
import { picturesOf } from './ocr/pictures.ts'
import { bankOf, findPersona, isClassOne, PERSONAS } from './personas.ts'
import { FAULT_MODES, MESSAGES_STATES, SYSTEMS, speaksMode, USUAL_DELAY_MS } from './settings.ts'
import { createMember, MemberQuestion } from './verification/member.ts'
import type { Codes } from './wechat/codes.ts'
import type { Subscriptions } from './wechat/subscribe.ts'
import { TEMPLATES } from './wechat/templates.ts'
import type { Tokens } from './wechat/tokens.ts'

const PersonaChoice = Type.Object({ id: Type.String({ maxLength: 40 }) })
const CodeOrder = Type.Object({ persona: Type.String({ maxLength: 40 }) })
const ClockMove = Type.Object({ forwardMs: Type.Integer({ minimum: 0, maximum: MAX_OFFSET_MS }) })
const FaultOrder = Type.Object({
  system: Type.Enum([...SYSTEMS]),
  mode: Type.Enum([...FAULT_MODES]),
  delayMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 * 60_000 })),
})
const CardOrder = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 70 }),
  idNumber: Type.String({ pattern: '^\\d{17}[\\dX]$' }),
  mobile: Type.String({ pattern: '^1\\d{10}$' }),
  number: Type.String({ pattern: '^\\d{16,19}$' }),
  kind: Type.Enum(['class-I', 'class-II', 'credit']),
  /** Fen. */
  balance: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
})
const CardOrders = Type.Object({ cards: Type.Array(CardOrder, { minItems: 1, maxItems: 1000 }) })
const Quota = Type.Object({ left: Type.Integer({ minimum: 0, maximum: 1_000_000 }) })
const Away = Type.Object({ persona: Type.String({ maxLength: 40 }), away: Type.Boolean() })
const Lasting = Type.Object({ lasting: Type.Boolean() })
const Messages = Type.Object({ state: Type.Enum([...MESSAGES_STATES]) })
const Subscribed = Type.Object({
  persona: Type.String({ maxLength: 40 }),
  answers: Type.Record(Type.String({ maxLength: 64 }), Type.Enum(['accept', 'reject'])),
})
const InboxQuestion = Type.Object({
  mobile: Type.Optional(Type.String({ pattern: '^1\\d{10}$' })),
  after: Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })),
})

/** A thousand cards. */
const CARDS_BODY_LIMIT = 256 * 1024

export interface ControlParts {
  readonly outside: Outside
  readonly registry: Registry
  /** In the bank's own core. */
  readonly accounts: CoreAccounts
  readonly codes: Codes
  readonly tokens: Tokens
  readonly subscriptions: Subscriptions
  /** Clears the sandbox and runs whoever listens for it. */
  reset(): Promise<void>
}

class Refusal extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** A reader of bodies and queries that says what is wrong with them. */
function reader<S extends TSchema>(schema: S): (value: unknown) => Static<S> {
  const compiled = Compile(schema)
  return (value) => {
    if (compiled.Check(value)) return value as Static<S>
    const [first] = compiled.Errors(value)
    throw new Refusal(400, `${first?.instancePath || 'body'} ${first?.message ?? 'is invalid'}`)
  }
}

const readPersonaChoice = reader(PersonaChoice)
const readCodeOrder = reader(CodeOrder)
const readClockMove = reader(ClockMove)
const readFault = reader(FaultOrder)
const readCardOrders = reader(CardOrders)
const readMemberQuestion = reader(MemberQuestion)
const readQuota = reader(Quota)
const readAway = reader(Away)
const readLasting = reader(Lasting)
const readMessages = reader(Messages)
const readSubscribed = reader(Subscribed)
const readInboxQuestion = reader(InboxQuestion)

const existing = (id: string) => {
  const persona = findPersona(id)
  if (!persona) throw new Refusal(404, 'no such persona')
  return persona
}

export function createControl({
  outside,
  registry,
  accounts,
  codes,
  tokens,
  subscriptions,
  reset,
}: ControlParts): FastifyPluginAsync {
  const { settings, clock, inbox, journal } = outside
  const member = createMember(clock)
  const personas = () => ({
    current: settings.currentPersona(),
    personas: PERSONAS.map((persona) => ({
      ...persona,
      cards: persona.cards.map((card) => ({
        ...card,
        bankName: bankOf(card.number).zh,
        balance: (registry.find(card.number) ?? accounts.find(card.number))?.balance ?? card.balance,
      })),
    })),
  })
  const time = () => ({ now: clock.now(), offset: clock.offset })
  const faults = () => ({ faults: SYSTEMS.map((system) => ({ system, ...settings.fault(system) })) })
  const templates = () => ({
    templates: TEMPLATES.map(({ id, title }) => ({ id, title, lasting: settings.lastingTemplates() })),
  })
  const quota = () => ({ left: settings.phoneQuota() })
  const messages = () => ({ state: settings.messages() })

  return async (server) => {
    // Tester's tools are no part of the gateway's published API.
    server.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, hide: true } as typeof route.schema & object
    })
    server.setErrorHandler((error: Error & { statusCode?: number }, request, reply: FastifyReply) => {
      const status = error instanceof Refusal ? error.status : (error.statusCode ?? 500)
      if (status >= 500) request.log.error({ err: error }, 'the sandbox failed')
      return reply.code(status).send({ error: status < 500 ? error.message : 'the sandbox failed' })
    })

    server.get('/personas', personas)
    server.post('/persona', ({ body }) => {
      settings.setCurrentPersona(existing(readPersonaChoice(body).id).id)
      return { current: settings.currentPersona() }
    })
    server.post('/wechat/codes', ({ body }) => ({
      code: codes.make('login', existing(readCodeOrder(body).persona).id),
    }))
    server.put('/wechat/away', ({ body }) => {
      const { persona, away } = readAway(body)
      settings.setAway(existing(persona).id, away)
      return { persona, away }
    })
    server.post('/wechat/phone-codes', ({ body }) => {
      const persona = existing(readCodeOrder(body).persona)
      // With no quota left the button itself fails, and no code comes of it.
      if (settings.phoneQuota() <= 0) return { code: null, errno: 1400001 }
      return { code: codes.make('phone', persona.id) }
    })
    server.get('/pictures/:persona', ({ params }) => {
      const persona = existing((params as { persona: string }).persona)
      const address = (id: string) => `/pictures/${persona.id}/${id}.svg`
      return { pictures: picturesOf(persona).map(({ id, title }) => ({ id, title, path: address(id) })) }
    })
    server.get('/pictures/:persona/:file', ({ params }, reply) => {
      const { persona, file } = params as { persona: string; file: string }
      const picture = picturesOf(existing(persona)).find(({ id }) => file === `${id}.svg`)
      if (!picture) throw new Refusal(404, 'no such picture')
      return reply.type('image/svg+xml; charset=utf-8').send(picture.svg)
    })
    server.get('/wechat/phone-quota', quota)
    server.put('/wechat/phone-quota', ({ body }) => {
      settings.setPhoneQuota(readQuota(body).left)
      return quota()
    })
    server.get('/wechat/templates', templates)
    server.put('/wechat/templates', ({ body }) => {
      settings.setLastingTemplates(readLasting(body).lasting)
      return templates()
    })
    server.get('/wechat/messages', messages)
    server.put('/wechat/messages', ({ body }) => {
      settings.setMessages(readMessages(body).state)
      return messages()
    })
    // What the phone tells WeChat that a person answered to wx.requestSubscribeMessage.
    server.post('/wechat/subscriptions', ({ body }) => {
      const { persona, answers } = readSubscribed(body)
      for (const [template, answer] of Object.entries(answers)) {
        if (!TEMPLATES.some(({ id }) => id === template)) throw new Refusal(404, 'no such template')
        subscriptions.answered(existing(persona).id, template, answer === 'accept')
      }
      return { ok: true }
    })
    server.post('/wechat/void-tokens', () => {
      tokens.voidAll()
      return { ok: true }
    })
    server.get('/inbox', ({ query }) => {
      const { mobile, after } = readInboxQuestion(query)
      return { messages: inbox.read({ mobile, after: after === undefined ? undefined : Number(after) }) }
    })
    server.get('/clock', time)
    server.post('/clock', ({ body }) => {
      const { forwardMs } = readClockMove(body)
      if (clock.offset + forwardMs > MAX_OFFSET_MS)
        throw new Refusal(422, 'the clock goes forward twenty years at most')
      clock.forward(forwardMs)
      return time()
    })
    server.post('/cards', { bodyLimit: CARDS_BODY_LIMIT }, ({ body }) => {
      const { cards } = readCardOrders(body)
      if (cards.some(({ number }) => !recogniseCard(number) && !isClassOne(number)))
        throw new Refusal(422, 'a card of a bank that nobody knows')
      for (const { name, idNumber, mobile, ...card } of cards) {
        const [holder, issued] = [{ name, idNumber, mobile }, { ...card, state: 'normal' } as const]
        if (isClassOne(card.number)) accounts.open(holder, issued, clock.now())
        else registry.issue(holder, issued)
      }
      return { issued: cards.length }
    })
    server.post('/member/questions', ({ body }) => member(readMemberQuestion(body)))
    server.get('/faults', faults)
    server.put('/faults', ({ body }) => {
      const { system, mode, delayMs } = readFault(body)
      if (!speaksMode(system, mode)) throw new Refusal(400, `${system} cannot misbehave like that`)
      settings.setFault(system, { mode, delayMs: mode === 'late' ? (delayMs ?? USUAL_DELAY_MS) : 0 })
      return faults()
    })
    server.get('/log', ({ query }) => {
      const { after } = readInboxQuestion(query)
      return { entries: journal.read(after === undefined ? 0 : Number(after)) }
    })
    server.post('/reset', async () => {
      await reset()
      return { ok: true }
    })
  }
}
