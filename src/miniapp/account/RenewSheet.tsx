import { Picker, View } from '@tarojs/components'
import { useState } from 'react'
import { businessDate } from '../../contract/dates.ts'
import { formatDate } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { Button, Choice, Row, Rows, Sheet } from '../ui/index.ts'

/** No ID card but one for life is valid for longer. */
const LONGEST_YEARS = 20

export interface RenewSheetProps {
  readonly open: boolean
  readonly onClose: () => void
  /** The last day of the new card; null for one that is valid for life. */
  readonly onChosen: (validUntil: string | null) => void
}

/** The last day of a new ID card, chosen and not typed. */
export function RenewSheet({ open, onClose, onChosen }: RenewSheetProps) {
  const { t, language } = useText()
  const [kind, setKind] = useState<'date' | 'life'>('date')
  const [until, setUntil] = useState('')
  const today = businessDate(Date.now())
  return (
    <Sheet
      open={open}
      id='renew-sheet'
      title={t('account.renew.title')}
      onClose={onClose}
      footer={
        <Button
          id='renew-yes'
          disabled={kind === 'date' && until === ''}
          onTap={() => onChosen(kind === 'life' ? null : until)}
        >
          {t('account.renew.go')}
        </Button>
      }
    >
      <Choice
        id='renew'
        label={t('account.renew.until')}
        options={[
          { value: 'date', text: t('account.renew.date') },
          { value: 'life', text: t('account.renew.life') },
        ]}
        value={kind}
        onChange={setKind}
      />
      {kind === 'date' && (
        <View className='renew__until'>
          <Picker
            mode='date'
            start={today}
            end={`${Number(today.slice(0, 4)) + LONGEST_YEARS}-12-31`}
            value={until || today}
            onChange={({ detail }) => setUntil(detail.value)}
          >
            <Rows>
              <Row
                id='renew-until'
                kind='name'
                label={t('account.renew.until')}
                value={until ? formatDate(until, language) : t('account.renew.choose')}
                arrow
              />
            </Rows>
          </Picker>
        </View>
      )}
    </Sheet>
  )
}
