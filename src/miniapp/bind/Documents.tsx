import { View } from '@tarojs/components'
import { useText, type WordKey } from '../lib/i18n.ts'
import { Sheet } from '../ui/index.ts'
import type { BoundClass } from './form.ts'
import './Documents.scss'

const SHARED: readonly WordKey[] = ['bind.agreement.4', 'bind.agreement.5', 'bind.agreement.6', 'bind.agreement.7']
const AGREEMENT: Readonly<Record<BoundClass, readonly WordKey[]>> = {
  I: ['bind.agreement.1.I', 'bind.agreement.2.I', 'bind.agreement.4', 'bind.agreement.5', 'bind.agreement.6'],
  II: ['bind.agreement.1', 'bind.agreement.2', 'bind.agreement.3', ...SHARED],
  III: ['bind.agreement.1.III', 'bind.agreement.2.III', 'bind.agreement.3.III', ...SHARED],
}
const WHY: Readonly<Record<BoundClass, readonly WordKey[]>> = {
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
  const { t } = useText()
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
          <View className='document__text'>{(t as (key: WordKey) => string)(key)}</View>
        </View>
      ))}
      <View className='document__version'>{t('bind.agreement.version')}</View>
    </Sheet>
  )
}
