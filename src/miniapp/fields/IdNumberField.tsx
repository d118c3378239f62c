import { isIdNumber } from '../../contract/checks.ts'
import { useText } from '../lib/i18n.ts'
import { Field } from '../ui/index.ts'
import type { KnownFieldProps } from './MobileField.tsx'

/** The 18 places of a resident's ID card, the last of which may be an X. */
export function IdNumberField(props: Omit<KnownFieldProps, 'id' | 'label'>) {
  const { t } = useText()
  return (
    <Field
      {...props}
      id='id-number'
      label={t('bind.id-number')}
      type='idcard'
      groups={[4, 4, 4, 4, 2]}
      maxLength={18}
      valid={isIdNumber(props.value)}
      onChange={(text) => props.onChange(text.toUpperCase().replace(/[^\dX]/g, ''))}
    />
  )
}
