/** The published contract: valid OpenAPI 3.1, complete, readable without the internet. */
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { ERRORS } from '../../src/contract/errors.ts'
import { type RouteName, routes } from '../../src/contract/schema/index.ts'
import { bankWith, gatewayOf } from '../support/gateway.ts'

const document = async () => {
  const { server } = await gatewayOf(bankWith({}))
  return (await server.inject({ url: '/openapi.json' })).json()
}

describe('/openapi.json', () => {
  it('is valid OpenAPI 3.1', async () => {
    const text = await document()
    expect(text.openapi).toBe('3.1.0')
    const result = await new Validator().validate(text)
    expect(result.errors ?? []).toEqual([])
    expect(result.valid).toBe(true)
  })

  it('holds every route of the contract and no other', async () => {
    const { paths } = await document()
    const listed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(listed.sort()).toEqual(Object.keys(routes).sort())
  })

  it('tells each route’s own errors under their status, and who may call it', async () => {
    const { paths } = await document()
    for (const name of Object.keys(routes) as RouteName[]) {
      const [method = '', path = ''] = name.split(' ')
      const operation = paths[path.replace(/:(\w+)/g, '{$1}')][method.toLowerCase()]
      for (const code of routes[name].errors) {
        expect(JSON.stringify(operation.responses[ERRORS[code].status]), `${name} ${code}`).toContain(code)
      }
      expect(operation.security !== undefined, name).toBe(routes[name].auth === 'session')
      expect(operation.responses[200].content['application/json'].schema, name).toBeDefined()
    }
  })

  it('points at things that are there', async () => {
    const text = await document()
    const references = [...JSON.stringify(text).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path)
    expect(references.length).toBeGreaterThan(0)
    for (const path of new Set(references)) {
      const target = path.split('/').reduce((part, key) => part?.[key], text)
      expect(target, path).toBeDefined()
    }
  })
})

describe('the pages to read', () => {
  it('are whole without the internet', async () => {
    const { server } = await gatewayOf(bankWith({}))
    const page = await server.inject({ url: '/docs/' })
    expect(page.statusCode).toBe(200)
    const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path)
    expect(files.length).toBeGreaterThan(3)
    for (const path of files) {
      const { pathname, origin } = new URL(path, 'http://gateway/docs/')
      expect(origin, path).toBe('http://gateway')
      expect((await server.inject({ url: pathname })).statusCode, path).toBe(200)
    }
  })

  it('hold the catalogue that a problem’s type points to', async () => {
    const { server } = await gatewayOf(bankWith({}))
    const page = (await server.inject({ url: '/errors' })).body
    for (const [code, { status }] of Object.entries(ERRORS)) expect(page.includes(`id="${code}"`)).toBe(status > 0)
  })
})
