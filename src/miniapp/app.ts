/**
 * miniapp/: the Taro mini-program, one source for WeChat, H5 and Alipay. Pages of the main package stand in pages/, every
 * other capability is a subpackage of its own; ui/ is the design system, lib/ what pages stand on. Of the other rooms it
 * takes contract/ alone, and of contract/schema the types alone.
 */
import Taro, { useDidShow, useLaunch } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { dropOldDrafts } from './lib/drafts.ts'
import { noteLaunch } from './lib/link.ts'
import { fillRandom } from './lib/random.ts'
import './app.scss'

/**
 * miniapp/: the mini-program. It imports contract/ (of contract/schema the types alone) and nothing else of this house.
 * pages/ is the main package, each capability a folder and subpackage of its own, ui/ the design system, lib/ what
 * every page stands on.
 */
export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    dropOldDrafts()
    // Ids are wanted at once later; where there is no randomness the first order tells.
    fillRandom().catch(() => undefined)
  })
  // A hot start brings a new link too. A browser has its query in the address instead.
  useDidShow((options) => noteLaunch({ query: options?.query ?? Taro.getCurrentInstance().router?.params }))
  return children
}
