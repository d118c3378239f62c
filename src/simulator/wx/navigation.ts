/** wx.navigateTo and the other ways between pages. */
import type { MiniProgram } from '../engine/mini-program.ts'
import type { RouteType } from '../engine/router.ts'
import { asynchronous, type Member, type Options } from './answer.ts'

export function navigation(program: MiniProgram): Record<string, Member> {
  // Routes run one after another, each after the code that asked for it: onLoad may itself navigate.
  let line: Promise<unknown> = Promise.resolve()
  const inLine = <T>(run: () => T): Promise<T> => {
    const turn = line.then(() => new Promise<T>((resolve, reject) => setTimeout(() => attempt(run, resolve, reject))))
    line = turn.catch(() => {})
    return turn
  }
  const route = (type: Exclude<RouteType, 'navigateBack' | 'appLaunch'>) =>
    asynchronous(program, type, ({ url, events }: Options) =>
      inLine(() => {
        if (typeof url !== 'string')
          throw new Error(`parameter error: parameter.url should be String instead of ${kind(url)};`)
        const eventChannel = program.router.open(type, url, events as object)
        return type === 'navigateTo' ? { eventChannel } : {}
      }),
    )
  return {
    navigateTo: route('navigateTo'),
    redirectTo: route('redirectTo'),
    reLaunch: route('reLaunch'),
    switchTab: route('switchTab'),
    navigateBack: asynchronous(program, 'navigateBack', ({ delta }) =>
      inLine(() => program.router.back(Number(delta ?? 1))),
    ),
    pageScrollTo: asynchronous(program, 'pageScrollTo', ({ scrollTop, selector, offsetTop = 0, duration }) => {
      const page = program.router.current
      if (!page) return
      let top = Number(scrollTop ?? 0)
      if (typeof selector === 'string') {
        const target = page.host?.querySelector(selector)
        if (!target) return
        const box = page.scroller.getBoundingClientRect()
        top = target.getBoundingClientRect().top - box.top + page.scroller.scrollTop + Number(offsetTop)
      }
      const behavior = duration === 0 || !program.device.settings.animations ? 'auto' : 'smooth'
      page.scroller.scrollTo({ top, behavior })
    }),
    startPullDownRefresh: asynchronous(program, 'startPullDownRefresh', () => program.router.current?.pullDown.start()),
    stopPullDownRefresh: asynchronous(program, 'stopPullDownRefresh', () => program.router.current?.pullDown.stop()),
  }
}

function attempt<T>(run: () => T, resolve: (value: T) => void, reject: (error: unknown) => void): void {
  try {
    resolve(run())
  } catch (error) {
    reject(error)
  }
}

/** A value's kind as WeChat's parameter errors name it. */
export function kind(value: unknown): string {
  if (value === undefined) return 'Undefined'
  if (value === null) return 'Null'
  return Object.prototype.toString.call(value).slice(8, -1)
}
