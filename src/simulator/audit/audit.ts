/**
 * What a run of the mini-program cost, measured as WeChat's own audit measures it.
 *
 * This folder only counts. It is told of every setData, render and request, and looks at a page's
 * elements when asked.
 */
import type { Page } from '../engine/page.ts'
import { type Finding, judge } from './limits.ts'

export interface SetDataRecord {
  page: string
  component: string
  /** UTF-8 bytes after JSON.stringify. */
  bytes: number
  keys: string[]
  /** Milliseconds since the run began. */
  at: number
}

export interface RequestRecord {
  url: string
  method: string
  statusCode: number
  durationMs: number
  /** The package set a time of its own: it waits on purpose, and how long says nothing. */
  waits: boolean
}

export interface PageAudit {
  page: string
  firstRenderMs: number
  firstSetDataBytes: number
  largestSetDataBytes: number
  setDataCount: number
  /** The most setData calls within any one second. */
  setDataPerSecond: number
  nodes: number
  depth: number
  /** The most children of any one element. */
  children: number
}

export interface AuditReport {
  pages: PageAudit[]
  requests: RequestRecord[]
  findings: Finding[]
}

export class Audit {
  readonly setDatas: SetDataRecord[] = []
  readonly requests: RequestRecord[] = []
  private began = performance.now()
  private renders = new Map<string, number>()
  private trees = new Map<string, Pick<PageAudit, 'nodes' | 'depth' | 'children'>>()

  setData(record: Omit<SetDataRecord, 'at'>): void {
    this.setDatas.push({ ...record, at: performance.now() - this.began })
  }

  request(record: RequestRecord): void {
    this.requests.push(record)
  }

  firstRender(path: string, ms: number): void {
    this.renders.set(path, Math.max(ms, this.renders.get(path) ?? 0))
  }

  /** Counts a page's elements; the largest count of a path is kept. */
  measure(page: Page): void {
    const host = page.host
    if (!host) return
    const now = countElements(host)
    const before = this.trees.get(page.path)
    this.trees.set(page.path, {
      nodes: Math.max(now.nodes, before?.nodes ?? 0),
      depth: Math.max(now.depth, before?.depth ?? 0),
      children: Math.max(now.children, before?.children ?? 0),
    })
  }

  report(open: Iterable<Page>): AuditReport {
    for (const page of open) this.measure(page)
    const paths = new Set([...this.trees.keys(), ...this.setDatas.map((one) => one.page)])
    const pages = [...paths].map((page) => this.pageAudit(page))
    return { pages, requests: [...this.requests], findings: judge(pages, this.requests) }
  }

  private pageAudit(page: string): PageAudit {
    const own = this.setDatas.filter((one) => one.page === page)
    return {
      page,
      firstRenderMs: Math.round(this.renders.get(page) ?? 0),
      firstSetDataBytes: own[0]?.bytes ?? 0,
      largestSetDataBytes: Math.max(0, ...own.map((one) => one.bytes)),
      setDataCount: own.length,
      setDataPerSecond: busiestSecond(own.map((one) => one.at)),
      ...(this.trees.get(page) ?? { nodes: 0, depth: 0, children: 0 }),
    }
  }
}

function busiestSecond(times: number[]): number {
  let most = 0
  let from = 0
  times.forEach((time, index) => {
    while (time - (times[from] ?? 0) > 1000) from += 1
    most = Math.max(most, index - from + 1)
  })
  return most
}

/** Elements of WXML alone: what a component draws inside itself is not the page's. */
function countElements(host: Element): Pick<PageAudit, 'nodes' | 'depth' | 'children'> {
  let nodes = 0
  let depth = 0
  let children = 0
  const visit = (element: Element, level: number): void => {
    const own = [...element.children].filter((child) => child.localName.startsWith('wx-'))
    nodes += 1
    depth = Math.max(depth, level)
    children = Math.max(children, own.length)
    for (const child of own) visit(child, level + 1)
  }
  visit(host, 1)
  return { nodes, depth, children }
}
