import { View } from '@tarojs/components'
import { useText } from '../lib/i18n.ts'
import { Sheet } from '../ui/index.ts'
import type { BoundClass } from './form.ts'
import { WORDS } from './words.ts'
import './Documents.scss'

type BindKey = keyof typeof WORDS

const SHARED: readonly BindKey[] = ['bind.agreement.4', 'bind.agreement.5', 'bind.agreement.6', 'bind.agreement.7']
const AGREEMENT: Readonly<Record<BoundClass, readonly BindKey[]>> = {
  I: ['bind.agreement.1.I', 'bind.agreement.2.I', 'bind.agreement.4', 'bind.agreement.5', 'bind.agreement.6'],
  II: ['bind.agreement.1', 'bind.agreement.2', 'bind.agreement.3', ...SHARED],
  III: ['bind.agreement.1.III', 'bind.agreement.2.III', 'bind.agreement.3.III', ...SHARED],
}
const WHY: Readonly<Record<BoundClass, readonly BindKey[]>> = {
  I: ['bind.why.1.I', 'bind.why.2', 'bind.why.3.I'],
  II: ['bind.why.1', 'bind.why.2', 'bind.why.3'],
  III: ['bind.why.1.III', 'bind.why.2', 'bind.why.3'],
}

export type DocumentName = 'agreement' | 'why'

interface DocumentsProps {
  readonly accountClass: BoundClass
  readonly shown: DocumentName | undefined
  readonly onClose: () => void
}

/** The texts that are consented to, readable where the consent is asked. */
export function Documents({ accountClass, shown, onClose }: DocumentsProps) {
  const { t } = useText(WORDS)
  const paragraphs = (shown === 'agreement' ? AGREEMENT : WHY)[accountClass]
  return (
    <Sheet
      open={shown !== undefined}
      id='document'
      title={shown === 'agreement' ? t('bind.agreement.title') : t('bind.why.title')}
      onClose={onClose}
    >
      {paragraphs.map((key, index) => (
        <View key={key} className='document__paragraph'>
          <View className='document__number'>{index + 1}</View>
          <View className='document__text'>{(t as (key: BindKey) => string)(key)}</View>
        </View>
      ))}
      <View className='document__version'>{t('bind.agreement.version')}</View>
    </Sheet>
  )
}
