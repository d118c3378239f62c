import Taro from '@tarojs/taro'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { platform } from '../lib/platform.ts'
import { Button, notify } from '../ui/index.ts'

export interface PasteButtonProps {
  readonly id: string
  /** What is wanted of a copied text; undefined where there is none of it. */
  readonly find: (text: string) => string | undefined
  /** Said when there is none. */
  readonly none: string
  readonly onPasted: (found: string) => void
}

/** For a field's right end. Read on a tap and never before: what else lies on the clipboard is nobody's business. */
export function PasteButton({ id, find, none, onPasted }: PasteButtonProps) {
  const { t } = useText()
  const pasting = useAct(async () => {
    const { data } = await Taro.getClipboardData()
    const found = find(data)
    if (found) onPasted(found)
    else notify(none)
  })
  return (
    <Button kind='plain' narrow id={id} loading={pasting.busy} onTap={pasting.run}>
      {t('common.paste')}
    </Button>
  )
}

/** Only in a mini-program: a browser's own menu pastes. */
export const mayPaste = platform === 'weapp'
