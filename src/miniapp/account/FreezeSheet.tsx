import { View } from '@tarojs/components'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { newId } from '../lib/random.ts'
import { Button, notify, ProblemCard, Sheet } from '../ui/index.ts'

export interface FreezeSheetProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly onFrozen: () => void
}

/** One confirmation and no PIN: haste is all that matters here. A second tap is answered by the freeze that stands. */
export function FreezeSheet({ open, onClose, onFrozen }: FreezeSheetProps) {
  const { t } = useText()
  const freezing = useAct(async () => {
    await call('POST /v1/restrictions', { body: { id: await newId() } })
    notify(t('account.freeze.done'))
    onFrozen()
  })
  return (
    <Sheet
      open={open}
      id='freeze-sheet'
      title={t('account.freeze.title')}
      onClose={onClose}
      footer={
        <Button id='freeze-yes' loading={freezing.busy} onTap={() => void freezing.run()}>
          {t('account.freeze')}
        </Button>
      }
    >
      <View className='sheet__about'>{t('account.freeze.words')}</View>
      {freezing.error && <ProblemCard problem={freezing.error.problem} />}
    </Sheet>
  )
}
