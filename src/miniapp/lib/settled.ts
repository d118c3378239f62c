import { useEffect, useState } from 'react'

/** A value once it has been at rest for a while: what is typed is not asked about at every key. */
export function useSettled<T>(value: T, restMs = 400): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), restMs)
    return () => clearTimeout(timer)
  }, [value, restMs])
  return settled
}
