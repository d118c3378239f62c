import Taro from '@tarojs/taro'
import { fontScale } from '../../lib/platform.ts'

/** Where WeChat's or Alipay's own things stand, in px of this screen. */
export interface Frame {
  readonly statusBar: number
  /** Height of the bar under it: the capsule with its air. */
  readonly bar: number
  /** What the capsule takes away on the right; 0 where there is none. */
  readonly capsule: number
  /** The system's font size against the usual 17, between 1 and 1.4. */
  readonly scale: number
}

const BROWSER: Frame = { statusBar: 0, bar: 52, capsule: 0, scale: 1 }
let frame: Frame | undefined

function measure(): Frame {
  if (process.env.TARO_ENV === 'h5') return BROWSER
  const { statusBarHeight = 20, windowWidth } = Taro.getWindowInfo()
  const menu = Taro.getMenuButtonBoundingClientRect()
  return {
    statusBar: statusBarHeight,
    bar: Math.max(44, (menu.top - statusBarHeight) * 2 + menu.height),
    capsule: windowWidth - menu.left,
    scale: Math.min(1.4, Math.max(1, fontScale())),
  }
}

/** Measured once a start: none of it changes while the mini-program runs. */
export function currentFrame(): Frame {
  frame ??= measure()
  return frame
}
