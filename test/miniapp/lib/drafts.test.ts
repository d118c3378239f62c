import { beforeEach, describe, expect, it, vi } from 'vitest'
import { cleanPhone, phone, platformOfPhone } from './phone.ts'

vi.mock('../../../src/miniapp/lib/platform.ts', () => platformOfPhone())
beforeEach(cleanPhone)
const load = () => import('../../../src/miniapp/lib/drafts.ts')

describe('a half-done form', () => {
  it('is there when the person comes back the same day', async () => {
    const { readDraft, writeDraft } = await load()
    writeDraft('bind', { name: '李雷' }, 1_000)
    expect(readDraft('bind', 1_000 + 86_399_999)).toEqual({ name: '李雷' })
  })

  it('is gone after a day, from storage too, for it holds a name', async () => {
    const { readDraft, writeDraft, dropOldDrafts } = await load()
    writeDraft('bind', { name: '李雷' }, 1_000)
    expect(readDraft('bind', 1_000 + 86_400_000)).toBeUndefined()
    expect([...phone.store.keys()]).toEqual([])
    writeDraft('transfer', { mobile: '13800138001' }, 1_000)
    dropOldDrafts(86_401_001)
    expect([...phone.store.keys()]).toEqual([])
  })

  it('is gone when the phone’s clock was set back', async () => {
    const { readDraft, writeDraft } = await load()
    writeDraft('bind', { name: '李雷' }, 5_000)
    expect(readDraft('bind', 4_000)).toBeUndefined()
  })
})
