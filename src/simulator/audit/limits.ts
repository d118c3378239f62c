/** The limits that a run is held against: those of WeChat's audit, and tighter ones of our own. */
import type { PageAudit, RequestRecord } from './audit.ts'

export interface Finding {
  /** Whose limit: WeChat's audit, or our budget. */
  by: 'wechat' | 'budget'
  what: string
  where: string
  measured: number
  limit: number
}

interface PageLimit {
  by: Finding['by']
  what: string
  figure: keyof Omit<PageAudit, 'page'>
  limit: number
}

/**
 * WeChat, 开发/工具/体验评分: setData no more than 20 times a second and 256 KB after JSON.stringify;
 * fewer than 1000 nodes, a tree less than 30 deep, at most 60 children; a render within 500 ms;
 * requests within 1 s.
 */
const PAGE_LIMITS: PageLimit[] = [
  { by: 'wechat', what: 'setData bytes', figure: 'largestSetDataBytes', limit: 256 * 1024 },
  { by: 'wechat', what: 'setData calls in one second', figure: 'setDataPerSecond', limit: 20 },
  { by: 'wechat', what: 'nodes', figure: 'nodes', limit: 999 },
  { by: 'wechat', what: 'depth', figure: 'depth', limit: 29 },
  { by: 'wechat', what: 'children of one node', figure: 'children', limit: 60 },
  { by: 'wechat', what: 'first render, ms', figure: 'firstRenderMs', limit: 500 },
  { by: 'budget', what: 'first setData bytes', figure: 'firstSetDataBytes', limit: 64 * 1024 },
  { by: 'budget', what: 'nodes', figure: 'nodes', limit: 600 },
]

const REQUEST_MS = 1000

export function judge(pages: PageAudit[], requests: RequestRecord[]): Finding[] {
  const findings: Finding[] = []
  for (const page of pages) {
    for (const { by, what, figure, limit } of PAGE_LIMITS) {
      const measured = page[figure]
      if (measured > limit) findings.push({ by, what, where: page.page, measured, limit })
    }
  }
  for (const { url, method, durationMs, waits } of requests) {
    if (waits || durationMs <= REQUEST_MS) continue
    const measured = Math.round(durationMs)
    findings.push({ by: 'wechat', what: 'request, ms', where: `${method} ${url}`, measured, limit: REQUEST_MS })
  }
  return findings
}
