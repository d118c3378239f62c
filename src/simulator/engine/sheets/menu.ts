/** What the capsule's three dots open. */
import type { Phone } from '../../phone.ts'
import type { MiniProgram } from '../mini-program.ts'
import { actionSheet } from './action.ts'

export async function phoneMenu(program: MiniProgram, phone: Phone): Promise<void> {
  const page = program.router.current
  const entries: [string, () => unknown][] = []
  if (page?.has('onShareAppMessage') && !program.singlePage) entries.push(['发送给朋友', () => phone.share()])
  if (page?.has('onShareTimeline') && !program.singlePage) entries.push(['分享到朋友圈', () => phone.shareTimeline()])
  entries.push(['重新进入小程序', () => phone.relaunch()])
  const picked = await actionSheet(
    program,
    entries.map(([name]) => name),
  )
  if (picked !== null) entries[picked]?.[1]()
}
