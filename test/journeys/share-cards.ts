/** Cards in the chat: passed on by one phone, opened on another. */
import { expect } from 'vitest'
import type { ShareCard } from '../../src/simulator/phone-events.ts'
import type { TestPhone } from '../support/phone.ts'

/** Taps the page's button, and takes what WeChat would send. */
export async function shareCard(phone: TestPhone): Promise<ShareCard> {
  const before = (await phone.log('share')).length
  await phone.tap('#share')
  await expect.poll(async () => (await phone.log('share')).length).toBe(before + 1)
  return (await phone.log('share')).at(-1) as ShareCard
}

/** The launch of who taps the card, in a chat between two (1007) or in a group (1008). */
export function launchOf({ path }: ShareCard, scene: 1007 | 1008 = 1007) {
  const [page = '', query = ''] = path.slice(1).split('?')
  return { path: page, query, scene }
}
