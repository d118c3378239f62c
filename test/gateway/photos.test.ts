/** Photos are the one thing that weighs more than 64 KB: what the gateway takes of them, and what it tells of the rest. */
import { afterEach, describe, expect, it } from 'vitest'
import { base64Length, MAX_PHOTO_BYTES } from '../../src/contract/photos.ts'
import { bankWith, gatewayOf, type TestGateway, TOKEN } from '../support/gateway.ts'

let gateway: TestGateway
afterEach(() => gateway.stop())

const read: string[] = []
const open = async () => {
  read.length = 0
  gateway = await gatewayOf(
    bankWith({
      photos: {
        idCard: async (_caller, { image }) => {
          read.push(image)
          return { side: 'emblem', validUntil: null }
        },
      },
      links: {},
    }),
  )
  return gateway
}
const send = async (url: string, payload: object | string, headers = {}) => {
  const answer = await gateway.server.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
    payload,
  })
  return { status: answer.statusCode, ...answer.json() }
}

describe('a photo', () => {
  it('of the largest size is taken whole; one character more is too large, and told as a photo', async () => {
    await open()
    const image = 'A'.repeat(base64Length(MAX_PHOTO_BYTES))
    expect(await send('/v1/id-photos', { image })).toMatchObject({ status: 200, side: 'emblem' })
    expect(read).toEqual([image])
    expect(await send('/v1/id-photos', { image: `${image}A` })).toMatchObject({
      status: 422,
      code: 'PHOTO_TOO_LARGE',
      field: 'image',
    })
  })

  it('of more than two megabytes is not read at all', async () => {
    await open()
    expect(await send('/v1/id-photos', { image: 'A'.repeat(2 * 1024 * 1024) })).toMatchObject({
      status: 413,
      code: 'REQUEST_TOO_LARGE',
    })
    expect(read).toEqual([])
  })

  it('needs a session; other routes still take no more than 64 KB', async () => {
    await open()
    expect(await send('/v1/id-photos', { image: 'AAAA' }, { authorization: '' })).toMatchObject({ status: 401 })
    expect(await send('/v1/links', { id: 'A'.repeat(65 * 1024) })).toMatchObject({ code: 'REQUEST_TOO_LARGE' })
  })

  it('is in no line of the log', async () => {
    await open()
    const image = 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo'
    await send('/v1/id-photos', { image, typed: { name: '李雷', idNumber: '110199199503181012' } })
    await send('/v1/id-photos', { image, typed: { name: '李雷', idNumber: '1' } })
    const lines = JSON.stringify(gateway.lines())
    for (const plain of [image, '李雷', '110199199503181012']) expect(lines).not.toContain(plain)
    expect(gateway.lines().filter(({ msg }) => msg === 'request')).toHaveLength(2)
  })
})
