import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Fen } from '../../contract/money.ts'
import { useText } from '../lib/i18n.ts'
import { useSettings } from '../lib/settings.ts'
import { Amount, Button, Sheet } from '../ui/index.ts'
import { WORDS } from './words.ts'
import './SureSheet.scss'

/** What somebody who was not paid before would be sent, while care mode asks once more; and what then is done. */
interface Sure<What> {
  readonly asked: What | undefined
  readonly start: (what: What) => void
  readonly yes: () => void
  readonly no: () => void
}

/** @param warning of who was not paid before; without one, or without care mode, nothing is asked */
export function useSure<What>(warning: string | undefined, go: (what: What) => void): Sure<What> {
  const { care } = useSettings()
  const [asked, setAsked] = useState<What>()
  return {
    asked,
    start: (what) => (care && warning !== undefined ? setAsked(what) : go(what)),
    yes() {
      setAsked(undefined)
      if (asked !== undefined) go(asked)
    },
    no: () => setAsked(undefined),
  }
}

interface SureSheetProps {
  readonly sure: Pick<Sure<unknown>, 'yes' | 'no'>
  /** What would be sent; the sheet is open while it is known. */
  readonly fen: Fen | undefined
  /** To whom: 转给 *华 138****8001. */
  readonly subject: string
  /** What to do before somebody is paid for the first time. */
  readonly warning: string | undefined
}

/** In care mode, before the PIN: whether somebody who was not paid before is really to be paid. */
export function SureSheet({ sure, fen, subject, warning }: SureSheetProps) {
  const { t } = useText(WORDS)
  return (
    <Sheet
      open={fen !== undefined}
      id='sure-sheet'
      title={t('sure.title')}
      onClose={sure.no}
      footer={
        <>
          <Button id='sure-yes' onTap={sure.yes}>
            {t('sure.yes')}
          </Button>
          <Button kind='plain' id='sure-no' onTap={sure.no}>
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
