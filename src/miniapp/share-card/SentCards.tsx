import type { ReactNode } from 'react'
import type { Loaded } from '../lib/load.ts'
import { useShownAgain } from '../lib/shown-again.ts'
import { Card, Page, Rows } from '../ui/index.ts'

interface SentCardsProps<T> {
  readonly title: string
  readonly read: Loaded<readonly T[]>
  /** In place of an empty list. */
  readonly none: ReactNode
  readonly row: (card: T) => ReactNode
}

/** The page of all cards of a kind. */
export function SentCards<T>({ title, read, none, row }: SentCardsProps<T>) {
  const { data, error, reload } = read
  useShownAgain(() => void reload())
  return (
    <Page
      title={title}
      loading={!data}
      skeleton='list'
      {...(error && !data ? { error: error.problem, onRetry: reload } : {})}
    >
      {data?.length === 0 && none}
      {data && data.length > 0 && (
        <Card>
          <Rows>{data.map(row)}</Rows>
        </Card>
      )}
    </Page>
  )
}
