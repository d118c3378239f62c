import { useRef } from 'react'
import { v7 } from 'uuid'

/** The id of a request: the same while its content is, so that sending it again is harmless; other content is another one. */
export function useRequestId(content: string): { readonly id: string; readonly renew: () => void } {
  const kept = useRef({ content, id: '' })
  if (kept.current.id === '' || kept.current.content !== content) kept.current = { content, id: v7() }
  return {
    id: kept.current.id,
    renew: () => {
      kept.current = { content, id: v7() }
    },
  }
}
