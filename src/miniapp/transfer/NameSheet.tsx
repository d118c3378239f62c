import { View } from '@tarojs/components'
import { useState } from 'react'
import { recogniseCard } from '../../contract/banks.ts'
import { luhn } from '../../contract/checks.ts'
import { call } from '../lib/api.ts'
import { groupDigits } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { problemText } from '../lib/problem.ts'
import { Avatar, Button, Field, Row, Rows, Sheet } from '../ui/index.ts'
import { CARD_WORDS } from './card-words.ts'
import type { CardPayee } from './cards.ts'

/** Of a card that was not paid before the holder's name is asked: its bank compares it when money is on its way. */
export function NameSheet(props: {
  /** Digits; undefined: the sheet is put away. */
  readonly cardNumber: string | undefined
  readonly onClose: () => void
  readonly onTold: (payee: CardPayee) => void
}) {
  const { t, language } = useText(CARD_WORDS)
  const { cardNumber = '' } = props
  const [name, setName] = useState('')
  const telling = useAct(async () => {
    props.onTold(await call('POST /v1/card-payees', { body: { cardNumber, name: name.trim() } }))
  })
  const bank = recogniseCard(cardNumber)?.bank[language]
  return (
    <Sheet
      open={props.cardNumber !== undefined}
      id='name-sheet'
      title={t('card.name.title')}
      onClose={props.onClose}
      footer={
        <Button id='name-yes' loading={telling.busy} disabled={name.trim().length < 2} onTap={telling.run}>
          {t('common.next')}
        </Button>
      }
    >
      <Rows>
        <Row
          kind='name'
          mark={<Avatar icon='credit-card' tone='accent' />}
          label={groupDigits(cardNumber, [4, 4, 4, 4, 3])}
          hint={luhn(cardNumber) ? (bank ?? t('card.bank-unknown')) : t('card.luhn')}
        />
      </Rows>
      <View className='book__field'>
        <Field
          id='holder'
          label={t('card.name')}
          maxLength={30}
          value={name}
          hint={<View>{t('card.name.about')}</View>}
          error={telling.error && problemText(telling.error.problem)}
          onChange={(text) => {
            telling.clear()
            setName(text)
          }}
        />
      </View>
    </Sheet>
  )
}
