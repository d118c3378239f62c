import { useDidShow } from '@tarojs/taro'
import { useRef } from 'react'

/** Tells that a page has come to the front again: something may have changed on the one in front of it. Its first show tells nothing. */
export function useShownAgain(tell: () => void): void {
  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current) tell()
    shown.current = true
  })
}
