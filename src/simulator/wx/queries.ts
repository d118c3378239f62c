/** Asking where things are on a page: selector queries and intersection observers. */

import { PageIntersectionObserver } from '../engine/intersection.ts'
import type { MiniProgram } from '../engine/mini-program.ts'
import { NodeQuery } from '../engine/node-query.ts'
import type { Member } from './answer.ts'

export function queries(program: MiniProgram): Record<string, Member> {
  const members = {
    createSelectorQuery: () => new NodeQuery(program),
    createIntersectionObserver: (_component: unknown, options?: { thresholds?: number[]; observeAll?: boolean }) =>
      new PageIntersectionObserver(program, options),
    createMediaQueryObserver: () => ({ observe: () => {}, disconnect: () => {} }),
  }
  return members as unknown as Record<string, Member>
}
