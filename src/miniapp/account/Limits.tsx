import type { Fen } from '../../contract/money.ts'
import type { Account } from '../lib/attention.ts'
import { useText } from '../lib/i18n.ts'
import { formatWhole } from '../lib/term.ts'
import { Card, Meter } from '../ui/index.ts'

interface Limit {
  readonly name: 'out-day' | 'out-year' | 'in-day' | 'in-year' | 'cap'
  readonly left: Fen
  readonly limit: Fen
}

const both = (way: 'out' | 'in', of: Account['out'] | null): readonly Limit[] =>
  of === null
    ? []
    : [
        { name: `${way}-day`, left: of.dayLeft, limit: of.dayLimit },
        { name: `${way}-year`, left: of.yearLeft, limit: of.yearLimit },
      ]

/** What is left of the class limits, day and year, out and in, and of what the account may hold. */
export function Limits({ account }: { readonly account: Account }) {
  const { t } = useText()
  const limits: readonly Limit[] = [
    ...both('out', account.out),
    ...both('in', account.in),
    ...(account.cap ? [{ name: 'cap', left: account.cap.left, limit: account.cap.amount } as const] : []),
  ]
  return (
    <Card title={t('account.limits')} id='limits'>
      {limits.map(({ name, left, limit }) => (
        <Meter
          key={name}
          id={`limit-${name}`}
          label={t(`account.limits.${name}`)}
          words={t('account.limits.left', { left: formatWhole(left), limit: formatWhole(limit) })}
          left={limit === 0 ? 0 : left / limit}
        />
      ))}
    </Card>
  )
}
