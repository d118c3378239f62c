/** Who of the staff may call what: session, header, role. */
import { describe, expect, it } from 'vitest'
import { STAFF_ROLES } from '../../../src/contract/choices.ts'
import { ERRORS } from '../../../src/contract/errors.ts'
import { type StaffRouteName, staffRoutes } from '../../../src/contract/schema/staff-routes.ts'
import { TOKEN } from '../../support/gateway.ts'
import { COOKIE, HEADER, memberOf, STAFF_TOKEN, staffGateway } from './staff.ts'

const ID = '01938c1e-0000-7000-8000-0000000000aa'
const names = Object.keys(staffRoutes) as StaffRouteName[]
const addressOf = (name: StaffRouteName) => {
  const [method = '', url = ''] = name.split(' ')
  return { method: method as 'GET', url: url.replace(/:\w+/g, ID) }
}
const codeOf = (answer: { json(): { code?: string } }) => answer.json().code

describe('staff’s routes', () => {
  it('are closed to whoever has no session of staff, a customer’s among them', async () => {
    const { server } = await staffGateway(STAFF_ROLES)
    for (const name of names) {
      const ask = (headers: Record<string, string>) =>
        server.inject({ ...addressOf(name), headers: { ...HEADER, ...headers } })
      const answers = [
        await ask({}),
        await ask({ authorization: `Bearer ${TOKEN}` }),
        await ask({ authorization: `Bearer ${STAFF_TOKEN}` }),
        await ask({ cookie: 'minibank-staff=' }),
      ]
      expect(
        answers.map((answer) => [answer.statusCode, codeOf(answer)]),
        name,
      ).toEqual(answers.map(() => [401, 'SESSION_REQUIRED']))
      const ended = await ask({ cookie: 'other=1; minibank-staff=a-token-that-has-ended-long-ago' })
      expect([name, codeOf(ended)]).toEqual([name, 'SESSION_ENDED'])
    }
  })

  it('refuse whatever changes something and does not carry the console’s own header', async () => {
    const { server } = await staffGateway(STAFF_ROLES)
    for (const name of names.filter((each) => !each.startsWith('GET'))) {
      for (const headers of [{ cookie: COOKIE }, { cookie: COOKIE, 'x-minibank-console': '0' }]) {
        const answer = await server.inject({ ...addressOf(name), headers })
        expect([name, answer.statusCode, codeOf(answer)]).toEqual([name, 403, 'STAFF_REQUEST_FORGED'])
      }
    }
    // No other origin is told that it may send that header.
    const preflight = await server.inject({
      method: 'OPTIONS',
      url: '/console/api/session',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'DELETE' },
    })
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined()
  })

  it('do the work of their roles for nobody else', async () => {
    for (const role of STAFF_ROLES) {
      const { server } = await staffGateway([role])
      for (const name of names.filter((each) => !(staffRoutes[each].roles as readonly string[]).includes(role))) {
        const answer = await server.inject({ ...addressOf(name), headers: { ...HEADER, cookie: COOKIE } })
        expect([role, name, answer.statusCode, codeOf(answer)]).toEqual([role, name, 403, 'STAFF_ROLE_MISSING'])
      }
    }
  })

  it('hand the member of staff to the bank, and the bank’s refusals to the member of staff', async () => {
    const asked: unknown[] = []
    const { server } = await staffGateway(['teller'], {
      identifications: {
        lookUp: async (caller, request) => {
          asked.push([caller, request])
          return {
            codeId: ID,
            maskedName: '*雷',
            maskedMobile: '138****8000',
            maskedIdNumber: '1****2',
            idValidUntil: null,
            checkBy: 1,
          }
        },
      },
    })
    const headers = { ...HEADER, cookie: `a=b; ${COOKIE}` }
    const url = '/console/api/identification-lookups'
    const answer = await server.inject({ method: 'POST', url, headers, payload: { code: '01234567' } })
    expect(answer.statusCode).toBe(200)
    expect(asked).toEqual([[memberOf(['teller']), { code: '01234567' }]])
    const wrong = await server.inject({ method: 'POST', url, headers, payload: { code: '123' } })
    expect([wrong.statusCode, codeOf(wrong)]).toEqual([422, 'IDENTIFICATION_CODE_WRONG'])
    const unknown = await server.inject({ method: 'POST', url, headers, payload: { code: '01234567', all: true } })
    expect([unknown.statusCode, unknown.json().field]).toEqual([400, 'all'])
  })

  it('ask for a reason', async () => {
    const { server } = await staffGateway(['service'])
    const url = '/console/api/customer-searches'
    for (const reason of [undefined, '', '   a   ', '查', 'x'.repeat(201)]) {
      const payload = { by: 'mobile', value: '13800138000', reason }
      const answer = await server.inject({ method: 'POST', url, headers: { ...HEADER, cookie: COOKIE }, payload })
      expect([answer.statusCode, codeOf(answer)]).toEqual([422, 'REASON_MISSING'])
    }
  })

  it('are kept by nobody, framed by nobody and published nowhere', async () => {
    const { server } = await staffGateway(['operations'], { staff: { tasks: { list: async () => ({ tasks: [] }) } } })
    const answer = await server.inject({ url: '/console/api/tasks', headers: { cookie: COOKIE } })
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    const document = (await server.inject({ url: '/openapi.json' })).json()
    expect(Object.keys(document.paths).filter((path) => path.startsWith('/console'))).toEqual([])
  })

  it('refuse other methods by name, and say in the log which session asked', async () => {
    const { server, lines } = await staffGateway(['operations'], {
      staff: { tasks: { list: async () => ({ tasks: [] }) } },
    })
    const answer = await server.inject({ method: 'PUT', url: '/console/api/me', headers: HEADER })
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET'])
    await server.inject({ url: '/console/api/tasks', headers: { cookie: COOKIE } })
    expect(lines().at(-1)).toMatchObject({ route: 'GET /console/api/tasks', staffSessionId: memberOf([]).sessionId })
    expect(JSON.stringify(lines())).not.toContain(STAFF_TOKEN)
    expect(JSON.stringify(lines())).not.toContain('周敏')
  })

  it('have a status and words for every refusal that they name', () => {
    for (const name of names) for (const code of staffRoutes[name].errors) expect(ERRORS[code], code).toBeDefined()
  })
})

describe('signing out', () => {
  it('ends the session and takes the cookie away', async () => {
    const ended: string[] = []
    const { server } = await staffGateway(['teller'], {
      staff: {
        sessions: {
          end: async ({ sessionId }: { sessionId: string }) => {
            ended.push(sessionId)
            return {}
          },
        },
      },
    })
    const headers = { ...HEADER, cookie: COOKIE }
    const answer = await server.inject({ method: 'DELETE', url: '/console/api/session', headers })
    expect([answer.statusCode, answer.json()]).toEqual([200, {}])
    expect(ended).toEqual([memberOf([]).sessionId])
    expect(answer.headers['set-cookie']).toBe('minibank-staff=; Path=/console; Max-Age=0; HttpOnly; SameSite=Strict')
  })
})
