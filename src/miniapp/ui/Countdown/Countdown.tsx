import { Text } from '@tarojs/components'
import { useEffect, useState } from 'react'

export interface CountdownProps {
  /** Seconds from when it is first shown; a new value starts it again. */
  readonly seconds: number
  readonly onEnd?: () => void
  /** The words around the figure: `(left) => left + ' 秒后可重发'`. */
  readonly words: (left: number) => string
}

/** Counts whole seconds down on this phone's own clock; at zero it calls `onEnd` once and shows nothing. */
export function Countdown({ seconds, onEnd, words }: CountdownProps) {
  const [left, setLeft] = useState(Math.ceil(seconds))
  useEffect(() => {
    const end = Date.now() + seconds * 1000
    setLeft(Math.ceil(seconds))
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000))), 500)
    return () => clearInterval(timer)
  }, [seconds])
  const over = left <= 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when it ends, not when its listener changes
  useEffect(() => {
    if (over) onEnd?.()
  }, [over])
  return over ? null : <Text className='countdown'>{words(left)}</Text>
}
