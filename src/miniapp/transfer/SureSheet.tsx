import { View } from '@tarojs/components'
import type { Fen } from '../../contract/money.ts'
import { useText } from '../lib/i18n.ts'
import { Amount, Button, Sheet } from '../ui/index.ts'
import { WORDS } from './words.ts'
import './SureSheet.scss'

interface SureSheetProps {
  /** What would be sent; the sheet is open while it is known. */
  readonly fen: Fen | undefined
  /** To whom: 转给 *华 138****8001. */
  readonly subject: string
  /** What to do before somebody is paid for the first time. */
  readonly warning: string
  readonly onYes: () => void
  readonly onNo: () => void
}

/** In care mode, before the PIN: whether somebody who was not paid before is really to be paid. */
export function SureSheet({ fen, subject, warning, onYes, onNo }: SureSheetProps) {
  const { t } = useText(WORDS)
  return (
    <Sheet
      open={fen !== undefined}
      id='sure-sheet'
      title={t('sure.title')}
      onClose={onNo}
      footer={
        <>
          <Button id='sure-yes' onTap={onYes}>
            {t('sure.yes')}
          </Button>
          <Button kind='plain' id='sure-no' onTap={onNo}>
            {t('sure.no')}
          </Button>
        </>
      }
    >
      <View className='sure'>
        <View>{subject}</View>
        {fen !== undefined && <Amount fen={fen} size='hero' />}
        <View className='sure__warning'>{warning}</View>
      </View>
    </Sheet>
  )
}
