/**
 * The provider of staff's sign-in: OpenID Connect by a kept library, with a plain page to choose who one is. What it
 * keeps lives for minutes and in memory: a sign-in that a restart cuts off begins again.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Adapter, type AdapterPayload, interactionPolicy, Provider } from 'oidc-provider'
import { findMember } from './members.ts'
import { signInPage } from './page.ts'

export interface StaffClient {
  readonly clientId: string
  readonly clientSecret: string
}

export interface StaffProvider {
  /** Listens on loopback and answers the issuer. */
  listen(port: number): Promise<string>
  close(): Promise<void>
}

/** Where the gateway's browsers come back to, on whatever port of loopback it listens (RFC 8252, 7.3). */
const REDIRECTS = ['127.0.0.1', 'localhost', '[::1]'].map((host) => `http://${host}/console/sign-in/callback`)
const MINUTE = 60
const BODY_LIMIT = 4096

export function createStaffProvider({ clientId, clientSecret }: StaffClient): StaffProvider {
  let server: Server | undefined

  function providerAt(issuer: string): Provider {
    const provider: Provider = new Provider(issuer, {
      adapter: memory(),
      clients: [
        {
          client_id: clientId,
          client_secret: clientSecret,
          // For the port: what a native application may leave open on loopback.
          application_type: 'native',
          redirect_uris: REDIRECTS,
          grant_types: ['authorization_code'],
          response_types: ['code'],
          id_token_signed_response_alg: 'ES256',
        },
      ],
      jwks: { keys: [signingKey()] },
      cookies: { keys: [randomBytes(32).toString('hex')] },
      scopes: ['openid', 'profile', 'staff'],
      claims: { openid: ['sub'], profile: ['name'], staff: ['branch', 'roles'] },
      // What the scopes ask for stands in the ID token itself: the gateway needs no second request.
      conformIdTokenClaims: false,
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
      interactions: { policy: signInAlone(), url: (_context, { uid }) => `/sign-in/${uid}` },
      ttl: {
        AccessToken: MINUTE,
        AuthorizationCode: MINUTE,
        IdToken: 10 * MINUTE,
        Grant: 10 * MINUTE,
        Interaction: 10 * MINUTE,
        Session: 10 * MINUTE,
      },
      findAccount: (_context, id) => {
        const member = findMember(id)
        if (!member) return undefined
        const { name, branch, roles } = member
        return { accountId: id, claims: () => ({ sub: id, name, branch, roles: [...roles] }) }
      },
      loadExistingGrant: async ({ oidc }) => {
        const grant = new provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.account?.accountId })
        grant.addOIDCScope('openid profile staff')
        await grant.save()
        return grant
      },
      renderError: (context, { error, error_description }) => {
        context.type = 'text/plain; charset=utf-8'
        context.body = [error, error_description].filter(Boolean).join(': ')
      },
    })
    provider.use(async (context, next) => {
      // Nobody is remembered from one sign-in to the next: a terminal at a counter is shared.
      context.req.headers.cookie = (context.req.headers.cookie ?? '').replace(/_session[^;]*(;\s*|$)/g, '')
      const uid = /^\/sign-in\/([\w-]+)$/.exec(context.path)?.[1]
      if (uid === undefined) return next()
      context.set('cache-control', 'no-store')
      if (context.method === 'POST') await choose(provider, context.req, context.res)
      else context.body = signInPage(uid)
    })
    return provider
  }

  return {
    async listen(port) {
      const listening = createServer()
      server = listening
      await new Promise<void>((resolve, reject) => {
        listening.once('error', reject).listen(port, '127.0.0.1', resolve)
      })
      const address = listening.address()
      const issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`
      // The issuer is known only now: its port may have been a free one.
      listening.on('request', providerAt(issuer).callback())
      return issuer
    },
    async close() {
      const closing = server
      if (!closing?.listening) return
      closing.closeAllConnections()
      await new Promise((closed) => closing.close(closed))
    },
  }
}

async function choose(provider: Provider, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const member = findMember(new URLSearchParams(await bodyOf(req)).get('member') ?? '')
  await provider.interactionFinished(
    req,
    res,
    member ? { login: { accountId: member.id } } : { error: 'access_denied', error_description: 'nobody was chosen' },
    { mergeWithLastSubmission: false },
  )
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) {
    body += String(chunk)
    if (body.length > BODY_LIMIT) throw new Error('a form of the sandbox is small')
  }
  return body
}

/** Staff signs in at their own bank: nobody is asked for consent. */
function signInAlone() {
  const policy = interactionPolicy.base()
  policy.remove('consent')
  return policy
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: randomBytes(8).toString('hex') }
}

/** What the provider keeps, by model and id, for as long as it says. */
function memory(): (model: string) => Adapter {
  const kept = new Map<string, { readonly payload: AdapterPayload; readonly until: number }>()
  const alive = (key: string): AdapterPayload | undefined => {
    const found = kept.get(key)
    return found && found.until > Date.now() ? found.payload : undefined
  }
  return (model) => {
    const keyOf = (id: string) => `${model} ${id}`
    const where = (is: (payload: AdapterPayload) => boolean) =>
      [...kept.keys()]
        .filter((key) => key.startsWith(`${model} `))
        .map(alive)
        .find((payload) => payload && is(payload))
    return {
      async upsert(id, payload, expiresIn) {
        for (const [key, { until }] of kept) if (until <= Date.now()) kept.delete(key)
        kept.set(keyOf(id), { payload, until: Date.now() + (expiresIn || 10 * MINUTE) * 1000 })
      },
      find: async (id) => alive(keyOf(id)),
      findByUid: async (uid) => where((payload) => payload.uid === uid),
      findByUserCode: async (code) => where((payload) => payload.userCode === code),
      async consume(id) {
        const payload = alive(keyOf(id))
        if (payload) payload.consumed = Math.floor(Date.now() / 1000)
      },
      async destroy(id) {
        kept.delete(keyOf(id))
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key)
      },
    }
  }
}
