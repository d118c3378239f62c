import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Fen } from '../../contract/money.ts'
import type { Account } from '../lib/attention.ts'
import { useText } from '../lib/i18n.ts'
import { open } from '../lib/pages.ts'
import { formatWhole } from '../lib/term.ts'
import { Card, Meter, Row, Rows, Sheet } from '../ui/index.ts'
import { WORDS } from './words.ts'

const WHY = ['account.why.1', 'account.why.2', 'account.why.3'] as const

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

/** The way to limits of one's own. */
export function OwnLimitsRow({ id }: { readonly id: string }) {
  const { t } = useText(WORDS)
  return (
    <Row
      id='to-own-limits'
      kind='name'
      label={t('own-limits.title')}
      hint={t('own-limits.go.about')}
      onTap={() => open('own-limits', { id })}
    />
  )
}

/** What is left of the class limits, day and year, out and in, and of what the account may hold. */
export function Limits({ account }: { readonly account: Account }) {
  const { t } = useText()
  const limits: readonly Limit[] = [
    ...both('out', account.out),
    ...both('in', account.in),
    ...(account.cap ? [{ name: 'cap', left: account.cap.left, limit: account.cap.amount } as const] : []),
  ]
  const [why, setWhy] = useState(false)
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
      {account.in === null && (
        <View className='limits__none'>
          {t(`account.receives.${account.receives === 'yes' ? 'never' : account.receives}`)}
        </View>
      )}
      <Rows>
        <OwnLimitsRow id={account.id} />
        {(account.class === 'II' || account.class === 'III') && (
          <Row id='why-limits' kind='name' label={t('account.why')} onTap={() => setWhy(true)} />
        )}
      </Rows>
      <Sheet open={why} id='limits-sheet' title={t('account.why')} onClose={() => setWhy(false)}>
        {WHY.map((line) => (
          <View key={line} className='limits__why'>
            {t(line)}
          </View>
        ))}
      </Sheet>
    </Card>
  )
}
