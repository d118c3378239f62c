/** The few pieces that the sections are made of: a titled section, a choice of few, tabs, a value to copy. */
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useBench } from './context.ts'
import { useWords, type WordKey } from './words.ts'

export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section className='section' aria-labelledby={id}>
      <header className='section-head'>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  )
}

export interface SegmentsProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly (readonly [value: V, text: string])[]
  readonly onChange: (value: V) => void
  /** The label is for a screen reader only. */
  readonly quiet?: boolean
  /** Where being off the first option is a state to notice. */
  readonly warn?: boolean
}

/** One of few. */
export function Segments<V extends string>({ label, value, options, onChange, quiet, warn }: SegmentsProps<V>) {
  const name = useId()
  return (
    <fieldset className='segments' data-warn={warn || undefined}>
      <legend className={quiet ? 'unseen' : undefined}>{label}</legend>
      <div className='segments-row'>
        {options.map(([option, text]) => (
          <label key={option}>
            <input type='radio' name={name} checked={option === value} onChange={() => onChange(option)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

export interface Tab<K extends string> {
  readonly key: K
  readonly title: string
  /** Something new behind it. */
  readonly badge?: string | undefined
  readonly warn?: boolean
  readonly body: () => ReactNode
}

/** Only the chosen one's body exists. */
export function Tabs<K extends string>(props: {
  readonly label: string
  readonly tabs: readonly Tab<K>[]
  readonly chosen: K
  readonly onChoose: (key: K) => void
}) {
  const { label, tabs, chosen, onChoose } = props
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const at = tabs.findIndex(({ key }) => key === chosen)
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (!next) return
    onChoose(next.key)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.key}"]`)?.focus()
  }
  return (
    <div className='tabs'>
      <div role='tablist' aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map(({ key, title, badge, warn }) => (
          <button
            key={key}
            type='button'
            role='tab'
            id={`${id}-${key}`}
            data-tab={key}
            aria-selected={key === chosen}
            aria-controls={`${id}-body`}
            tabIndex={key === chosen ? 0 : -1}
            onClick={() => onChoose(key)}
          >
            {title}
            {badge && (
              <span className='badge' data-warn={warn || undefined}>
                {badge}
              </span>
            )}
          </button>
        ))}
      </div>
      <div
        className='tab-body'
        role='tabpanel'
        id={`${id}-body`}
        aria-labelledby={`${id}-${chosen}`}
        data-body={chosen}
      >
        {tabs.find(({ key }) => key === chosen)?.body()}
      </div>
    </div>
  )
}

const SHOWN_MS = 1600

/**
 * A value that goes into the phone's field in use, and onto the clipboards of the phone and of this machine. The phone's
 * field keeps the focus while it is pressed.
 */
export function Copy({ value, label, children }: { value: string; label: string; children: ReactNode }) {
  const { t } = useWords()
  const { phone } = useBench()
  const [said, setSaid] = useState<WordKey | null>(null)
  useEffect(() => {
    if (said === null) return
    const timer = setTimeout(() => setSaid(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [said])
  const give = () => {
    setSaid(phone.paste(value) ? 'copy.filled' : 'copy.copied')
    // Not there on a page without https, and refused when the window is behind another.
    navigator.clipboard?.writeText(value).catch(() => {})
  }
  return (
    <button type='button' className='copy' aria-label={label} onMouseDown={keepFocus} onClick={give}>
      <span className='copy-value'>{children}</span>
      <span className='copy-said' data-on={said !== null || undefined} aria-live='polite'>
        {said === null ? <i className='icon copy-icon' aria-hidden='true' /> : t(said)}
      </span>
    </button>
  )
}

const keepFocus = (event: MouseEvent) => event.preventDefault()
