import { useEffect, useState } from 'react'
import type { AuditReport } from '../../phone.ts'
import { useBench, useRecord } from './context.ts'
import { bytes } from './lines.tsx'
import { useWords, type WordKey } from './words.ts'

const EVERY_MS = 1500

type Finding = AuditReport['findings'][number]
type PageFigures = AuditReport['pages'][number]

/** The words for what the audit measures. */
const WHAT: { readonly [what: string]: WordKey } = {
  nodes: 'figure.nodes',
  depth: 'figure.depth',
  'children of one node': 'figure.children',
  'first setData bytes': 'figure.first',
  'setData bytes': 'figure.largest',
  'setData calls in one second': 'figure.rate',
  'first render, ms': 'figure.render',
  'request, ms': 'figure.request',
}

/** The audit of this run: the figures of the page on top, and what is beyond a limit anywhere. */
export function AuditLine() {
  const { t } = useWords()
  const { report, top } = useAudit()
  const findings = report?.findings ?? []
  const page = report?.pages.find((one) => one.page === top)
  return (
    <div className='audit'>
      <dl className='figures' aria-label={t('audit')}>
        {figuresOf(page).map(([what, value]) => (
          <div key={what} data-bad={findings.some((one) => WHAT[one.what] === what && one.where === top) || undefined}>
            <dt>{t(what)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {findings.length === 0 ? (
        <p className='verdict' data-good>
          <i className='icon check-icon' aria-hidden='true' />
          {t('audit.good')}
        </p>
      ) : (
        <details className='verdict'>
          <summary>{t('audit.bad', { n: findings.length })}</summary>
          <ul>
            {findings.map((finding) => (
              <FindingRow
                key={`${finding.by} ${finding.what} ${finding.where} ${finding.measured}`}
                finding={finding}
              />
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function FindingRow({ finding: { by, what, where, measured, limit } }: { finding: Finding }) {
  const { t } = useWords()
  const known = WHAT[what]
  const show = (amount: number) =>
    what.endsWith('bytes') ? bytes(amount) : what.endsWith('ms') ? `${amount} ms` : String(amount)
  return (
    <li>
      <b>
        {known ? t(known) : what} {show(measured)}
      </b>{' '}
      {t(`audit.${by}`)} {show(limit)} · <span className='where'>{where.replace(/https?:\/\/[^/]+/, '')}</span>
    </li>
  )
}

function figuresOf(page: PageFigures | undefined): [WordKey, string][] {
  const show = (value: number | undefined, text = String(value)) => (value === undefined ? '–' : text)
  return [
    ['figure.nodes', show(page?.nodes)],
    ['figure.depth', show(page?.depth)],
    ['figure.first', show(page?.firstSetDataBytes, bytes(page?.firstSetDataBytes ?? 0))],
    ['figure.largest', show(page?.largestSetDataBytes, bytes(page?.largestSetDataBytes ?? 0))],
    ['figure.rate', show(page?.setDataPerSecond)],
    ['figure.render', show(page?.firstRenderMs, `${page?.firstRenderMs ?? 0} ms`)],
  ]
}

/** Looks again when something has happened, at most every 1.5 s and only while the browser has nothing better to do. */
function useAudit(): { report: AuditReport | null; top: string } {
  const { phone } = useBench()
  const { entries } = useRecord()
  const [seen, setSeen] = useState<{ report: AuditReport | null; top: string }>({ report: null, top: '' })
  useEffect(() => {
    let dirty = true
    const look = () => {
      if (!dirty || document.visibilityState !== 'visible' || phone.pages().length === 0) return
      dirty = false
      requestIdleCallback(() => setSeen({ report: phone.audit(), top: phone.pages().at(-1) ?? '' }))
    }
    const soon = setTimeout(look, 300)
    const timer = setInterval(look, EVERY_MS)
    const forget = entries.subscribe(() => {
      dirty = true
    })
    return () => {
      clearTimeout(soon)
      clearInterval(timer)
      forget()
    }
  }, [phone, entries])
  return seen
}
