import { View } from '@tarojs/components'
import type { Answer } from '../../contract/schema/index.ts'
import type { Account } from '../lib/attention.ts'
import { useText } from '../lib/i18n.ts'
import { Amount, Button, Row, Rows, Sheet } from '../ui/index.ts'

export interface CloseSheetProps {
  readonly open: boolean
  readonly account: Account
  /** Where the money goes; undefined when none is bound, and the bank says what to do. */
  readonly card: Answer<'GET /v1/accounts'>['cards'][number] | undefined
  readonly onClose: () => void
  readonly onConfirm: () => void
}

/** Says what closing means and where the money goes. Keeping the account is the large button. */
export function CloseSheet({ open, account, card, onClose, onConfirm }: CloseSheetProps) {
  const { t } = useText()
  return (
    <Sheet
      open={open}
      id='close-sheet'
      title={t('account.close.title')}
      onClose={onClose}
      footer={
        <>
          <Button id='keep' onTap={onClose}>
            {t('account.close.keep')}
          </Button>
          <Button kind='plain' id='close-anyway' onTap={onConfirm}>
            {t('account.close.go')}
          </Button>
        </>
      }
    >
      {card && (
        <Rows>
          <Row
            id='returns'
            label={t('account.close.returns', { bank: card.bankName, last4: card.last4 })}
            value={<Amount fen={account.balance} size='title' />}
          />
        </Rows>
      )}
      <View className='sheet__about'>{t('account.close.words')}</View>
    </Sheet>
  )
}
