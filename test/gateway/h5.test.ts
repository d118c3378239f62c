/** The H5 build as the gateway serves it. */
import { describe, expect, it } from 'vitest'
import { bankWith, gatewayOf } from '../support/gateway.ts'

describe('/h5/', () => {
  it('serves the page fresh each time, with a policy that lets only its own code run', async () => {
    const { server } = await gatewayOf(bankWith({}))
    const page = await server.inject({ url: '/h5/' })
    expect(page.statusCode).toBe(200)
    expect(page.headers['cache-control']).toBe('no-cache')
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    const policy = String(page.headers['content-security-policy'])
    // SHA-256 of 'window.size = 1', the script that stands in the page itself.
    expect(policy).toContain("script-src 'self' 'sha256-")
    expect(policy).not.toContain("script-src 'self' 'unsafe-inline'")
    expect(policy).toContain("frame-ancestors 'self'")
    const again = await server.inject({ url: '/h5/', headers: { 'if-none-match': String(page.headers.etag) } })
    expect(again.statusCode).toBe(304)
  })

  it('lets a file whose name holds its hash be kept for good', async () => {
    const { server } = await gatewayOf(bankWith({}))
    const script = await server.inject({ url: '/h5/js/app.3f2a9c1d.js' })
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('gives away nothing beside it', async () => {
    const { server } = await gatewayOf(bankWith({}))
    for (const url of ['/h5/../h5.test.ts', '/h5/%2e%2e/%2e%2e/h5.test.ts', '/h5/.hidden', '/h5/none.js']) {
      const answer = await server.inject({ url })
      expect([url, answer.statusCode, answer.json().code]).toEqual([url, 404, 'NOT_FOUND'])
    }
  })

  it('is absent where it was not built', async () => {
    const { server } = await gatewayOf(bankWith({}), { h5: '/nowhere' })
    expect((await server.inject({ url: '/h5/' })).statusCode).toBe(404)
  })
})
