/**
 * Staff's sign-in: a confidential client of the bank's OpenID Connect provider. Authorization code with PKCE, state and
 * nonce; the ID token says who it is, at which branch and in which roles (claims `name`, `branch`, `roles`, scope
 * `staff`). The provider is asked for its addresses and keys at the first sign-in, not at the start.
 */

import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Channel } from '../channel.ts'
import { Failure } from '../failure.ts'
import { exchange } from '../http.ts'
import { OutsideError, type StaffConnector, type StaffIdentity } from '../outside.ts'

export interface StaffAddress {
  /** Null: this gateway has no provider, and nobody of the staff can sign in. */
  readonly issuer: string | null
  readonly clientId: string
  readonly clientSecret: string
}

const isIdentity = Compile(
  Type.Object({
    sub: Type.String({ minLength: 1, maxLength: 100 }),
    name: Type.Optional(Type.String({ maxLength: 100 })),
    branch: Type.Optional(Type.String({ maxLength: 100 })),
    roles: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 })),
  }),
)

/** One request of the library's; a call, which may make two, has the channel's time-out over it. */
const REQUEST_SECONDS = 5

/** Of the provider's refusals only these are the answer to this sign-in; others say that it, or our client, is ill. */
const NOT_OURS = new Set(['server_error', 'temporarily_unavailable', 'invalid_client', 'unauthorized_client'])

export function createStaffConnector(address: StaffAddress, channel: Channel): StaffConnector {
  let provider: Promise<Configuration> | undefined

  /** The provider's addresses and keys, asked once; a failure is nobody's answer, so the next sign-in asks again. */
  function discovered(issuer: string): Promise<Configuration> {
    provider ??= channel
      .call('discover', 'idempotent', () =>
        faultsAsFailures(() =>
          discovery(new URL(issuer), address.clientId, address.clientSecret, undefined, {
            [customFetch]: boundedFetch,
            timeout: REQUEST_SECONDS,
            // The sandbox's provider speaks plain http on loopback; configuration refuses that in production.
            ...(issuer.startsWith('http:') ? { execute: [allowInsecureRequests] } : {}),
          }),
        ),
      )
      .catch((error) => {
        provider = undefined
        throw error
      })
    return provider
  }

  async function configured(): Promise<Configuration> {
    if (address.issuer === null) throw new OutsideError('staff', 'unreached', 'no provider for staff is configured')
    return discovered(address.issuer)
  }

  return {
    async begin(redirectUri) {
      const configuration = await configured()
      const secrets = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: 'openid profile staff',
        state: secrets.state,
        nonce: secrets.nonce,
        code_challenge: await calculatePKCECodeChallenge(secrets.verifier),
        code_challenge_method: 'S256',
        // A terminal at a counter is shared: whoever signs in there proves who they are, each time.
        prompt: 'login',
      })
      return { url: url.href, secrets }
    },

    async finish(returned, { state, nonce, verifier }) {
      const configuration = await configured()
      // A code is good once, so nothing is sent twice.
      return channel.call('redeem', 'not-acted', async () => {
        try {
          const tokens = await authorizationCodeGrant(configuration, new URL(returned), {
            expectedState: state,
            expectedNonce: nonce,
            pkceCodeVerifier: verifier,
            idTokenExpected: true,
          })
          return { ok: true as const, identity: identityOf(tokens.claims()) }
        } catch (error) {
          if (isFault(error)) throw asFailure(error)
          return { ok: false as const }
        }
      })
    },
  }
}

function identityOf(claims: unknown): StaffIdentity {
  if (!isIdentity.Check(claims)) throw new Failure('broken', 'the ID token lacks the agreed claims')
  const { sub, name = '', branch = '', roles = [] } = claims
  return { subject: sub, name, branch, roles }
}

/** The library's requests, within our bounds: size, no redirect, and the time it was given. */
const boundedFetch: CustomFetch = async (url, { method, headers, body, signal }) => {
  const answer = await exchange(
    {
      method: method === 'POST' ? 'POST' : 'GET',
      url: new URL(url),
      headers,
      ...(body === undefined || body === null ? {} : { body: String(body) }),
    },
    signal ?? AbortSignal.timeout(REQUEST_SECONDS * 1000),
  )
  return new Response(answer.body, { status: answer.status, headers: answer.headers })
}

/** What our fetch threw, out of the library's wrapping. */
function failureIn(error: unknown): Failure | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof Failure) return at
  return undefined
}

/** Not the answer to this sign-in, but an illness of the provider or of our being its client. */
function isFault(error: unknown): boolean {
  if (failureIn(error)) return true
  const { error: code, status } = error as { error?: unknown; status?: unknown }
  return (typeof code === 'string' && NOT_OURS.has(code)) || (typeof status === 'number' && status >= 500)
}

const asFailure = (error: unknown): Failure =>
  failureIn(error) ?? new Failure('broken', `the provider answered ${(error as Error).name}`)

async function faultsAsFailures<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asFailure(error)
  }
}
