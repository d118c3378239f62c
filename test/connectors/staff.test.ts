/** Staff's sign-in from end to end: our client, the sandbox's provider, and a browser between them. */
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffSignInSecrets } from '../../src/connectors/outside.ts'
import { MEMBERS } from '../../src/sandbox/staff/members.ts'
import { type Outside, startOutside } from '../support/outside.ts'

const CALLBACK = 'http://127.0.0.1:18787/console/sign-in/callback'

let outside: Outside
beforeAll(async () => {
  outside = await startOutside()
})
afterAll(() => outside.close())

/** A browser as far as it matters: it follows redirects within the provider and keeps its cookies. */
function browser() {
  const jar = new Map<string, string>()
  return async function go(url: string, form?: Record<string, string>): Promise<{ url: string; body: string }> {
    for (let at = url, body = form; ; body = undefined) {
      if (at.startsWith(CALLBACK)) return { url: at, body: '' }
      const answer = await fetch(at, {
        redirect: 'manual',
        headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(body ? { method: 'POST', body: new URLSearchParams(body) } : {}),
      })
      for (const cookie of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = cookie.split(';', 1)[0]?.split('=', 2) ?? []
        jar.set(name, value)
      }
      const to = answer.headers.get('location')
      if (to === null) return { url: at, body: await answer.text() }
      at = new URL(to, at).href
    }
  }
}

/** An address of this machine where nothing listens. */
async function nobodyAt(): Promise<string> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

/** From the console's door to the way back, as somebody. */
async function signIn(member: string, changed: (url: URL) => void = () => {}) {
  const { staff } = outside.connect()
  const { url, secrets } = await staff.begin(CALLBACK)
  const go = browser()
  const asked = new URL(url)
  changed(asked)
  const page = await go(asked.href)
  const back = page.body.includes('name="member"') ? await go(page.url, { member }) : page
  return { staff, secrets, page, returned: back.url, body: back.body }
}

describe('a member of staff', () => {
  it.each(MEMBERS)('$id is told with name, branch and roles', async ({ id, name, branch, roles }) => {
    const { staff, secrets, returned } = await signIn(id)
    expect(await staff.finish(returned, secrets)).toEqual({
      ok: true,
      identity: { subject: id, name, branch, roles: [...roles] },
    })
  })

  it('proves who they are each time, on a terminal that others use', async () => {
    const { staff } = outside.connect()
    const go = browser()
    for (const member of ['T0101', 'R0012']) {
      const { url, secrets } = await staff.begin(CALLBACK)
      const page = await go(url)
      expect(page.body).toContain('name="member"')
      const back = await go(page.url, { member })
      expect(await staff.finish(back.url, secrets)).toMatchObject({ ok: true, identity: { subject: member } })
    }
  })

  it('may change their mind', async () => {
    const { staff, secrets, returned } = await signIn('nobody')
    expect(returned).toContain('error=access_denied')
    expect(await staff.finish(returned, secrets)).toEqual({ ok: false })
  })
})

describe('an answer of the provider', () => {
  it('is good once', async () => {
    const { staff, secrets, returned } = await signIn('T0101')
    expect(await staff.finish(returned, secrets)).toMatchObject({ ok: true })
    expect(await staff.finish(returned, secrets)).toEqual({ ok: false })
  })

  it.each(['state', 'nonce', 'verifier'] as const)('is refused when the %s is another one’s', async (what) => {
    const { staff, secrets, returned } = await signIn('T0101')
    const other: StaffSignInSecrets = { ...secrets, [what]: 'x'.repeat(43) }
    expect(await staff.finish(returned, other)).toEqual({ ok: false })
  })

  it('is given to nobody but our own pages on loopback, and only with a proof key', async () => {
    const elsewhere = await signIn('T0101', ({ searchParams }) => {
      searchParams.set('redirect_uri', 'http://evil.example/console/sign-in/callback')
    })
    expect(elsewhere.body).toContain('redirect_uri')
    const without = await signIn('T0101', ({ searchParams }) => {
      searchParams.delete('code_challenge')
      searchParams.delete('code_challenge_method')
    })
    expect(without.returned).toContain('error=invalid_request')
  })
})

describe('a provider that is away', () => {
  it('is an outside system that did not answer, and is asked again the next time', async () => {
    const issuer = await nobodyAt()
    const { staff, calls } = outside.connect({ retries: 0 }, { staff: { ...outside.addresses.staff, issuer } })
    for (let times = 0; times < 2; times++) {
      await expect(staff.begin(CALLBACK)).rejects.toMatchObject({ system: 'staff', effect: 'unreached' })
    }
    expect(calls.map(({ operation, outcome }) => `${operation}: ${outcome}`)).toEqual([
      'discover: unreached',
      'discover: unreached',
    ])
  })

  it('or that there is none at all, is told as such', async () => {
    const { staff } = outside.connect({}, { staff: { ...outside.addresses.staff, issuer: null } })
    await expect(staff.begin(CALLBACK)).rejects.toThrow('no provider for staff is configured')
  })

  it('or that does not know us, is no fault of whoever signs in', async () => {
    const { secrets, returned } = await signIn('T0101')
    const { staff } = outside.connect({}, { staff: { ...outside.addresses.staff, clientSecret: 'another-secret-1' } })
    await expect(staff.finish(returned, secrets)).rejects.toMatchObject({ system: 'staff' })
  })
})
