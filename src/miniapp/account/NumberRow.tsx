import Taro from '@tarojs/taro'
import { groupDigits } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { Icon, notify, Row } from '../ui/index.ts'

/** The account's number in full, which a tap copies. */
export function NumberRow({ number }: { readonly number: string }) {
  const { t } = useText()
  const copy = () =>
    void Taro.setClipboardData({ data: number }).then(
      () => notify(t('common.copied')),
      () => undefined,
    )
  return (
    <Row
      id='copy-number'
      kind='name'
      label={groupDigits(number, [4, 4, 4, 4, 4])}
      hint={t('me.copy')}
      value={<Icon name='copy' size='small' />}
      arrow={false}
      onTap={copy}
    />
  )
}
