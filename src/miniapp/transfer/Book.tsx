import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Answer } from '../../contract/schema/index.ts'
import { useText } from '../lib/i18n.ts'
import { Avatar, Card, Field, Icon, Row, Rows } from '../ui/index.ts'
import './Book.scss'
import { CARD_WORDS } from './card-words.ts'

type BookAnswer = Answer<'GET /v1/payees'>
/** A person here, or a card anywhere. */
export type Payee = BookAnswer['payees'][number] | BookAnswer['cards'][number]

/** People and cards together, lately paid first; who was not paid lately keeps the order of the book. */
export const inOneBook = ({ payees, cards }: BookAnswer): readonly Payee[] =>
  [...payees, ...cards].sort((one, other) => (other.paidAt ?? 0) - (one.paidAt ?? 0))

/** So many are seen at a glance; more are searched. */
const SEARCHED_FROM = 8

interface BookProps {
  readonly payees: readonly Payee[]
  readonly onChosen: (payee: Payee) => void
  /** A payee is to be renamed or taken out. */
  readonly onChange: (payee: Payee) => void
}

/** Who was paid before, lately first: a tap pays, the dots change. */
export function Book({ payees, onChosen, onChange }: BookProps) {
  const { t } = useText(CARD_WORDS)
  const [sought, setSought] = useState('')
  if (payees.length === 0) return null
  const text = sought.trim()
  /** Their number as it may be shown, and the end of it, by which a row is known. */
  const numberOf = (payee: Payee): [string, string] =>
    'maskedMobile' in payee
      ? [payee.maskedMobile, payee.maskedMobile.slice(-4)]
      : [
          t('card.line', {
            bank: payee.bankName ?? t('card.some-bank'),
            last4: payee.maskedNumber.slice(-4),
          }),
          payee.maskedNumber.slice(-4),
        ]
  const isMeant = (payee: Payee) =>
    [payee.alias, payee.maskedName, ...numberOf(payee)].some((part) => part?.includes(text))
  const shown = text === '' ? payees : payees.filter(isMeant)
  return (
    <Card title={t('transfer.book')} id='book'>
      {payees.length >= SEARCHED_FROM && (
        <View className='book__search'>
          <Field
            id='book-search'
            label={t('transfer.book.search')}
            value={sought}
            maxLength={20}
            onChange={setSought}
          />
        </View>
      )}
      {shown.length === 0 && <View className='book__none'>{t('transfer.book.none')}</View>}
      <Rows>
        {shown.map((payee) => {
          const { payeeId, alias, maskedName } = payee
          const [number, end] = numberOf(payee)
          return (
            <View className='book__line' key={payeeId}>
              <View className='book__payee'>
                <Row
                  id={`payee-${end}`}
                  kind='name'
                  mark={<Avatar name={alias ?? maskedName} />}
                  label={alias ?? maskedName}
                  hint={alias === null ? number : `${maskedName} ${number}`}
                  arrow={false}
                  onTap={() => onChosen(payee)}
                />
              </View>
              <View className='book__more'>
                <Row
                  id={`more-${end}`}
                  label={<Icon name='ellipsis' />}
                  ariaText={t('transfer.book.change', { name: alias ?? maskedName })}
                  arrow={false}
                  onTap={() => onChange(payee)}
                />
              </View>
            </View>
          )
        })}
      </Rows>
    </Card>
  )
}
