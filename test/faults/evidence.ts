/** What a run is judged by, and what is said of what is against a law. */
import type { Found } from './findings.ts'
import type { Story } from './history.ts'
import type { Person } from './preparation.ts'

export interface Violation {
  /** Number of the law. */
  readonly law: number
  readonly what: string
  /** Whose lines of the journal lead to it. */
  readonly orders: readonly string[]
  readonly people: readonly number[]
}

export interface Evidence {
  readonly found: Found
  readonly people: readonly Person[]
  readonly stories: ReadonlyMap<string, Story>
  /** From each return of the database to the first acknowledged order, ms; null when there was none. */
  readonly recoveriesMs: readonly (number | null)[]
  /** Gateways that ended by themselves, in words. */
  readonly deaths: readonly string[]
}

export const about = (law: number, what: string, story: Story): Violation => ({
  law,
  what: `${story.kind} ${story.order}: ${what}`,
  orders: [story.order],
  people: [],
})
export const general = (law: number, what: string, people: number[] = [], orders: string[] = []): Violation => ({
  law,
  what,
  orders,
  people,
})
