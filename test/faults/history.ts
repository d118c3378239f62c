/** What the journals tell of each order, from its first line to its last. */
import type { Line } from './journal.ts'
import type { Kind } from './orders.ts'

export interface Story {
  readonly order: string
  readonly kind: Kind
  readonly who: number
  readonly to: number | null
  /** Fen. */
  readonly amount: number
  sends: number
  /** Hashes of the answers that said 'made'. */
  readonly answers: string[]
  /** The last word on what a card's bank decides. */
  state: string | null
  readonly refusals: string[]
  /** Why there was no answer. */
  readonly losses: string[]
}

/** @param lines of all journals, by time */
export function storiesOf(lines: readonly Line[]): ReadonlyMap<string, Story> {
  const stories = new Map<string, Story>()
  for (const line of lines) {
    if (line.event === 'send') begin(stories, line).sends++
    const story = stories.get(line.order)
    if (!story) throw new Error(`the journal knows an end of ${line.order}, and not that it was sent`)
    switch (line.event) {
      case 'made':
        story.answers.push(line.answer)
        story.state = line.state
        break
      case 'decided':
        story.state = line.state
        break
      case 'refused':
        story.refusals.push(line.code)
        break
      case 'lost':
        story.losses.push(line.why)
    }
  }
  return stories
}

function begin(stories: Map<string, Story>, line: Extract<Line, { event: 'send' }>): Story {
  const { order, kind, who, to, amount } = line
  const known = stories.get(order)
  if (known) return known
  const story: Story = { order, kind, who, to, amount, sends: 0, answers: [], state: null, refusals: [], losses: [] }
  stories.set(order, story)
  return story
}

export const isMade = ({ answers }: Story): boolean => answers.length > 0

/** Every time that it was sent it was answered: nothing of it can be under way unseen. */
export const isPlain = ({ sends, answers, refusals }: Story): boolean => sends === answers.length + refusals.length
