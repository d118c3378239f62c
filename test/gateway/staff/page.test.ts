/** The console's build as the gateway serves it. */
import { describe, expect, it } from 'vitest'
import { bankWith, gatewayOf } from '../../support/gateway.ts'

describe('/console/', () => {
  it('is a page of our own files alone, whose style sheets carry a nonce of this answer', async () => {
    const { server } = await gatewayOf(bankWith({}))
    const pages = [await server.inject({ url: '/console/' }), await server.inject({ url: '/console/' })]
    const nonces = pages.map((page) => {
      const nonce = /content="([^"]{24})"/.exec(page.body)?.[1] ?? 'none'
      const policy = String(page.headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe')
      expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'no-store'])
      return nonce
    })
    expect(new Set(nonces).size).toBe(2)
    expect((await server.inject({ url: '/console' })).headers.location).toBe('/console/')
  })

  it('lets a file whose name holds its hash be kept for good, and gives away nothing else', async () => {
    const { server } = await gatewayOf(bankWith({}))
    const script = await server.inject({ url: '/console/assets/index-DfW3kQ9a.js' })
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    for (const url of ['/console/../staff/page.test.ts', '/console/none.js', '/console/api/none', '/console/assets/']) {
      const answer = await server.inject({ url })
      expect([url, answer.statusCode, answer.json().code]).toEqual([url, 404, 'NOT_FOUND'])
    }
  })

  it('is absent where it was not built', async () => {
    const { server } = await gatewayOf(bankWith({}), { console: '/nowhere' })
    expect((await server.inject({ url: '/console/' })).statusCode).toBe(404)
  })
})
