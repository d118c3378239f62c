import { useCallback, useEffect, useRef, useState } from 'react'
import { storage } from './platform.ts'

/**
 * Half-done forms survive leaving. A draft lives a day, for it may hold a name or an ID number; a PIN or an SMS code is
 * never part of one. Signing out wipes them all.
 */
export const DRAFT_MS = 86_400_000

interface Draft {
  readonly at: number
  readonly form: unknown
}
const keyOf = (name: string) => `draft:${name}`

/** The form as it was left, or undefined when there is none or it is older than a day. */
export function readDraft<T extends object>(name: string, now: number = Date.now()): Partial<T> | undefined {
  const kept = storage.read(keyOf(name)) as Draft | undefined
  if (!kept) return undefined
  if (now - kept.at < DRAFT_MS && now >= kept.at) return kept.form as Partial<T>
  storage.remove(keyOf(name))
  return undefined
}

export const writeDraft = (name: string, form: object, now: number = Date.now()): void =>
  storage.write(keyOf(name), { at: now, form } satisfies Draft)

export const dropDraft = (name: string): void => storage.remove(keyOf(name))

/** Forgets drafts whose day is over. Called at launch. */
export function dropOldDrafts(now: number = Date.now()): void {
  for (const key of storage.keys()) if (key.startsWith('draft:')) readDraft(key.slice('draft:'.length), now)
}

/**
 * A form's state that is kept while it is filled in.
 * @param opening what counts as the page opens, over what was left
 * @returns the form, a change of some of its fields, and `done`, which forgets the draft.
 * @example const [form, change, done] = useDraft('transfer', { mobile: '', amount: '' })
 */
export function useDraft<T extends object>(
  name: string,
  empty: T,
  opening: Partial<T> = {},
): readonly [form: T, change: (fields: Partial<T> | ((now: T) => Partial<T>)) => void, done: () => void] {
  const [form, setForm] = useState<T>(() => ({ ...empty, ...readDraft<T>(name), ...opening }))
  const finished = useRef(false)
  const first = useRef(true)
  const pending = useRef(false)
  useEffect(() => {
    if (first.current) {
      first.current = false
      return undefined
    }
    if (finished.current) return undefined
    pending.current = true
    const timer = setTimeout(() => {
      pending.current = false
      writeDraft(name, form)
    }, 300)
    return () => clearTimeout(timer)
  }, [name, form])
  const latest = useRef(form)
  latest.current = form
  // Leaving within the 300 ms keeps the last letters too.
  useEffect(
    () => () => {
      if (!finished.current && pending.current) writeDraft(name, latest.current)
    },
    [name],
  )
  const change = useCallback(
    (fields: Partial<T> | ((now: T) => Partial<T>)) =>
      setForm((now) => ({ ...now, ...(typeof fields === 'function' ? fields(now) : fields) })),
    [],
  )
  const done = useCallback(() => {
    finished.current = true
    dropDraft(name)
  }, [name])
  return [form, change, done]
}
