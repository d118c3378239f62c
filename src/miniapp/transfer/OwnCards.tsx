import { useText } from '../lib/i18n.ts'
import { Avatar, Card, Row, Rows } from '../ui/index.ts'
import { CARD_WORDS } from './card-words.ts'
import { type OwnCard, toOwnCard } from './cards.ts'

/** One's own bound cards, to which money goes back without counting towards the limits. */
export function OwnCards({ cards }: { readonly cards: readonly OwnCard[] }) {
  const { t } = useText(CARD_WORDS)
  if (cards.length === 0) return null
  return (
    <Card title={t('card.own')} id='own-cards'>
      <Rows>
        {cards.map((card) => (
          <Row
            key={card.id}
            id={`own-card-${card.last4}`}
            kind='name'
            mark={<Avatar icon='credit-card' tone='accent' />}
            label={t('card.line', { bank: card.bankName, last4: card.last4 })}
            hint={t('card.own.about')}
            onTap={() => toOwnCard(card)}
          />
        ))}
      </Rows>
    </Card>
  )
}
