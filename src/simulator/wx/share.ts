/** Sharing: what the page's own onShareAppMessage gives, and the menus around it. */
import type { MiniProgram } from '../engine/mini-program.ts'
import type { ShareCard } from '../phone-events.ts'
import { asynchronous, type Member } from './answer.ts'
import { refuseInSinglePage } from './identity.ts'

/** 开发/框架/框架接口/页面 onShareAppMessage: 若三秒内不 resolve，分享会使用上面传入的默认参数. */
const PROMISE_LIMIT_MS = 3000

interface ShareAnswer {
  title?: string
  path?: string
  query?: string
  imageUrl?: string
  promise?: Promise<Omit<ShareAnswer, 'promise'>>
}

/**
 * Asks the page on top for its card, as the menu at the top right and `open-type="share"` do.
 *
 * @throws Error when the page cannot be shared: it has no onShareAppMessage, or the menu was hidden
 */
export async function shareCurrentPage(
  program: MiniProgram,
  from: 'menu' | 'button',
  target?: unknown,
): Promise<ShareCard> {
  const page = program.router.current
  if (!page) throw new Error('share:fail no page')
  if (!page.has('onShareAppMessage')) throw new Error('share:fail 当前页面不可转发')
  const asked = page.call('onShareAppMessage', { from, target, webViewUrl: undefined })
  const answer = (asked ?? {}) as ShareAnswer
  const late = answer.promise ? await within(answer.promise, PROMISE_LIMIT_MS) : undefined
  const card = { ...answer, ...late }
  const own = Object.entries(page.query)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  const shared: ShareCard = {
    title:
      card.title ?? String(page.config.navigationBarTitleText || program.pkg.app.window.navigationBarTitleText || ''),
    path: card.path ?? `/${page.path}${own ? `?${own}` : ''}`,
    imageUrl: card.imageUrl ? program.fileUrl(card.imageUrl, page.path) : '',
  }
  program.events.emit('share', shared)
  return shared
}

/** What Moments would show: title, query and picture of onShareTimeline. */
export function shareTimeline(program: MiniProgram): { title: string; query: string; imageUrl: string } {
  const page = program.router.current
  if (!page?.has('onShareTimeline')) throw new Error('shareTimeline:fail 当前页面不可分享到朋友圈')
  const answer = (page.call('onShareTimeline') ?? {}) as ShareAnswer
  return {
    title: answer.title ?? String(page.config.navigationBarTitleText ?? ''),
    query: answer.query ?? '',
    imageUrl: answer.imageUrl ? program.fileUrl(answer.imageUrl, page.path) : '',
  }
}

function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout>
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms)
  })
  return Promise.race([promise.catch(() => undefined), late]).finally(() => clearTimeout(timer))
}

export function sharing(program: MiniProgram): Record<string, Member> {
  const menu = (name: string) => asynchronous(program, name, () => refuseInSinglePage(program))
  return {
    showShareMenu: menu('showShareMenu'),
    hideShareMenu: menu('hideShareMenu'),
    updateShareMenu: menu('updateShareMenu'),
  }
}
