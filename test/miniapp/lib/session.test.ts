import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { HttpRequest } from '../../../src/miniapp/lib/platform.ts'
import { cleanPhone, phone, platformOfPhone } from './phone.ts'

vi.mock('../../../src/miniapp/lib/platform.ts', () => platformOfPhone())
vi.mock('../../../src/miniapp/lib/pages.ts', () => ({ replace: () => undefined }))
beforeEach(cleanPhone)

const load = async () => ({
  ...(await import('../../../src/miniapp/lib/api.ts')),
  ...(await import('../../../src/miniapp/lib/drafts.ts')),
  ...(await import('../../../src/miniapp/lib/opened-card.ts')),
  ...(await import('../../../src/miniapp/lib/session.ts')),
})
const ENDED = {
  status: 401,
  data: {
    type: '/errors#SESSION_ENDED',
    title: '',
    status: 401,
    code: 'SESSION_ENDED',
    retry: 'changed',
    traceId: 't',
  },
}
/** A bank whose sessions have all ended, and that lets in whoever asks by SMS or by the WeChat account. */
const bank = ({ url, body }: HttpRequest) => {
  if (url !== '/v1/sessions') return ENDED
  const { by, mobile } = body as { by: string; mobile?: string }
  const customerId = by === 'wechat' ? 'owner-of-the-wechat' : `customer-${mobile}`
  return { status: 200, data: { token: `token-${customerId}`, sessionId: 's', expiresAt: 0, me: { customerId } } }
}

/** 陈华 has a form half done and a card opened when her session ends. */
async function leftHalfDone() {
  const app = await load()
  await app.signInBySms('13800138001', '123456')
  app.writeDraft('bind', { name: '陈华' })
  app.keepCard('claim-open', 'token-of-the-card')
  await expect(app.call('GET /v1/home')).rejects.toThrow('SESSION_REQUIRED')
  return app
}

describe('a session that has ended', () => {
  beforeEach(() => {
    phone.answer = bank
    phone.codes = ['code-1', 'code-2']
  })

  it('of somebody who came by SMS is not gone on with by the owner of the WeChat account', async () => {
    const { call, currentMe, signInBySms } = await load()
    await signInBySms('13800138001', '123456')
    await expect(call('GET /v1/home')).rejects.toThrow('SESSION_REQUIRED')
    expect(currentMe()).toBeNull()
    expect(phone.codes).toHaveLength(2)
  })

  it('leaves half-done forms and the card opened in the chat to the one who comes back', async () => {
    const { readDraft, signInBySms, waitingCard } = await leftHalfDone()
    await signInBySms('13800138001', '123456')
    expect(readDraft('bind')).toEqual({ name: '陈华' })
    expect(waitingCard()).toMatchObject({ token: 'token-of-the-card' })
  })

  it('leaves nothing of it to another', async () => {
    const { readDraft, signInBySms, waitingCard } = await leftHalfDone()
    await signInBySms('13700137002', '123456')
    expect(readDraft('bind')).toBeUndefined()
    expect(waitingCard()).toBeUndefined()
    expect(JSON.stringify([...phone.store.values()])).not.toContain('token-of-the-card')
  })

  it('signed out, the card opened in the chat goes too', async () => {
    const { keepCard, signInBySms, signOut, waitingCard } = await load()
    await signInBySms('13800138001', '123456')
    keepCard('claim-open', 'token-of-the-card')
    await signOut()
    expect(waitingCard()).toBeUndefined()
  })
})
