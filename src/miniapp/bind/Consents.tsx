import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useText } from '../lib/i18n.ts'
import { Consent } from '../ui/index.ts'
import { type DocumentName, Documents } from './Documents.tsx'
import type { BoundClass, FieldName } from './form.ts'
import { WORDS } from './words.ts'

export interface Given {
  readonly agreement: boolean
  readonly sensitiveData: boolean
}
export const NONE: Given = { agreement: false, sensitiveData: false }

export interface ConsentsProps {
  readonly accountClass: BoundClass
  readonly given: Given
  readonly errors: Partial<Record<FieldName, string>>
  readonly onChange: (given: Given) => void
}

/** The two consents, apart and empty at first, each with its text behind it. */
export function Consents({ accountClass, given, errors, onChange }: ConsentsProps) {
  const { t } = useText(WORDS)
  const [shown, setShown] = useState<DocumentName>()
  const document = (name: DocumentName, words: string) => (
    <Text
      className='bind__link'
      id={`read-${name}`}
      onClick={(event) => {
        event.stopPropagation()
        setShown(name)
      }}
    >
      {words}
    </Text>
  )
  return (
    <View className='bind__consents'>
      <Consent
        id='agree'
        checked={given.agreement}
        label={`${t('bind.agree')}${t('bind.agree.link')}`}
        error={errors.agreement}
        onChange={(agreement) => onChange({ ...given, agreement })}
      >
        {t('bind.agree')} {document('agreement', t('bind.agree.link'))}
      </Consent>
      <Consent
        id='agree-sensitive'
        checked={given.sensitiveData}
        label={t('bind.sensitive')}
        error={errors.sensitiveData}
        onChange={(sensitiveData) => onChange({ ...given, sensitiveData })}
      >
        {t('bind.sensitive')}
        {document('why', t('bind.sensitive.link'))}
      </Consent>
      <Documents accountClass={accountClass} shown={shown} onClose={() => setShown(undefined)} />
    </View>
  )
}
