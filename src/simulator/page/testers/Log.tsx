import { useState } from 'react'
import { AuditLine } from './AuditLine.tsx'
import { useRecord } from './context.ts'
import { bytes, LineDetails, lineOf } from './lines.tsx'
import { useObserved } from './observable.ts'
import { Segments } from './parts.tsx'
import type { Entry } from './record.ts'
import { useWords } from './words.ts'

const FILTERS = ['all', 'request', 'setData', 'outside', 'trouble'] as const
type Filter = (typeof FILTERS)[number]
/** As many lines as a person reads; the rest comes with a filter. */
const SHOWN = 150

/** What the phone did and what it cost. */
export function Log() {
  const { t } = useWords()
  const record = useRecord()
  const [filter, setFilter] = useState<Filter>('all')
  const [open, setOpen] = useState<number | null>(null)
  const all = useObserved(record.entries)
  const entries = all.filter((entry) => passes(entry, filter)).slice(0, SHOWN)
  return (
    <div className='stack log'>
      <AuditLine />
      <div className='toolbar'>
        <Segments
          quiet
          label={t('log.kind')}
          value={filter}
          options={FILTERS.map((each) => [each, t(`log.${each}`)])}
          onChange={setFilter}
        />
        <button type='button' className='plain-button' onClick={record.clear}>
          {t('log.clear')}
        </button>
      </div>
      {entries.length === 0 ? (
        <p className='empty'>{t('log.none')}</p>
      ) : (
        <ol className='lines scroll'>
          {entries.map((entry) => (
            <Line
              key={entry.id}
              entry={entry}
              open={entry.id === open}
              onToggle={() => setOpen(entry.id === open ? null : entry.id)}
            />
          ))}
        </ol>
      )}
    </div>
  )
}

const passes = (entry: Entry, filter: Filter) =>
  filter === 'all' || (filter === 'trouble' ? entry.bad : entry.kind === filter)

function Line({ entry, open, onToggle }: { entry: Entry; open: boolean; onToggle: () => void }) {
  const { t } = useWords()
  const { mark, text, ms, size, part } = lineOf(entry, t)
  return (
    <li className='line' data-kind={entry.kind} data-bad={entry.bad || undefined}>
      <button type='button' aria-expanded={open} onClick={onToggle}>
        <span className='line-mark'>{mark}</span>
        <span className='line-text'>{text}</span>
        <span className='line-ms'>{ms === undefined ? '' : `${Math.round(ms)} ms`}</span>
        <span className='line-size'>{size === undefined ? '' : bytes(size)}</span>
        <span className='line-part'>{part === undefined ? '' : `${part}%`}</span>
      </button>
      {open && <LineDetails entry={entry} />}
    </li>
  )
}
