import { View } from '@tarojs/components'
import { formatYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { formatDate } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { Amount, Button, Row, Rows, Sheet } from '../ui/index.ts'
import { WORDS } from './words.ts'

export interface EarlySheetProps {
  readonly open: boolean
  readonly deposit: Answer<'GET /v1/deposits/:depositId'>
  readonly onClose: () => void
  readonly onConfirm: () => void
}

/** Says what taking a deposit out before its day costs. Keeping it is the large button. */
export function EarlySheet({ open, deposit, onClose, onConfirm }: EarlySheetProps) {
  const { t, language } = useText(WORDS)
  const { interestAtMaturity: later, ifWithdrawnToday: now, to } = deposit
  return (
    <Sheet
      open={open}
      id='early'
      title={t('deposit.take-out.title')}
      onClose={onClose}
      footer={
        <>
          <Button id='keep' onTap={onClose}>
            {t('deposit.take-out.keep')}
          </Button>
          <Button kind='plain' id='take-out-anyway' onTap={onConfirm}>
            {t('deposit.take-out.go')}
          </Button>
        </>
      }
    >
      <View className='early__lost'>
        <Rows>
          <Row
            id='lost'
            label={t('deposit.take-out.lost')}
            value={<Amount fen={later - now.interest} size='title' />}
          />
          <Row id='get' label={t('deposit.take-out.get')} value={<Amount fen={now.total} size='title' />} />
        </Rows>
      </View>
      <View className='early__words'>
        {t('deposit.take-out.about', {
          rate: now.ratePercent,
          now: formatYuan(now.interest),
          date: formatDate(to, language),
          later: formatYuan(later),
        })}
      </View>
    </Sheet>
  )
}
