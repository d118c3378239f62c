/** How an entry of the log reads, in one line and in full. */
import { inShanghai } from './calendar.ts'
import type { Entry } from './record.ts'
import type { Say } from './words.ts'

/** WeChat's audit counts a setData beyond it as a fault (开发/工具/体验评分). */
const SET_DATA_LIMIT_BYTES = 256 * 1024

export interface LogLine {
  readonly mark: string
  readonly text: string
  readonly ms?: number
  readonly size?: number
  /** Of its limit, in percent. */
  readonly part?: number
}

export function lineOf(entry: Entry, t: Say): LogLine {
  switch (entry.kind) {
    case 'request': {
      const { method, url, statusCode, durationMs, responseBytes, errMsg } = entry.event
      const text = `${method} ${routeOf(url)}`
      if (statusCode > 0) return { mark: String(statusCode), text, ms: durationMs, size: responseBytes }
      return { mark: t('log.answer.none'), text: `${text} · ${errMsg.replace('request:fail ', '')}`, ms: durationMs }
    }
    case 'setData': {
      const { page, bytes: size, keys } = entry.event
      const part = Math.ceil((size / SET_DATA_LIMIT_BYTES) * 100)
      return { mark: 'setData', text: `${page} · ${t('log.keys', { n: keys.length })}`, size, part }
    }
    case 'call':
      return { mark: 'wx', text: entry.event.errMsg }
    case 'error':
      return { mark: 'error', text: entry.event.message.split('\n')[0] ?? '' }
    case 'console':
      return { mark: entry.event.level, text: entry.event.text.split('\n')[0] ?? '' }
    case 'route':
      return { mark: entry.event.type, text: entry.event.path }
    case 'outside': {
      const { system, operation, outcome, ms } = entry.event
      return { mark: t(`system.${system}`), text: `${operation} · ${outcome}`, ms }
    }
  }
}

export function LineDetails({ entry }: { entry: Entry }) {
  return (
    <pre className='line-details'>
      {inShanghai(entry.at).time} {JSON.stringify(entry.event, null, 2)}
    </pre>
  )
}

/** Without the host, which is always the gateway's. */
const routeOf = (url: string) => url.replace(/^https?:\/\/[^/]+/, '')

export function bytes(count: number): string {
  if (count < 1000) return `${count} B`
  const kb = count / 1024
  return kb < 1000 ? `${kb.toFixed(kb < 100 ? 1 : 0)} KB` : `${(kb / 1024).toFixed(1)} MB`
}
