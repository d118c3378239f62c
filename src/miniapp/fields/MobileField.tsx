/**
 * fields/: what the bank asks people for, each asked in one way: its keys, its spacing, when it is whole. Imports
 * contract/'s checks, lib/ and ui/.
 */
import { isMobile } from '../../contract/checks.ts'
import { Field, type FieldProps } from '../ui/index.ts'

/** What a page says of a field whose keys and spacing are given. */
export type KnownFieldProps = Omit<FieldProps, 'type' | 'groups' | 'maxLength' | 'valid'>

/** A mainland mobile number: `138 0013 8000`. */
export const MobileField = (props: KnownFieldProps) => (
  <Field
    {...props}
    type='number'
    groups={[3, 4, 4]}
    maxLength={11}
    valid={isMobile(props.value)}
    onChange={(text) => props.onChange(text.replace(/\D/g, ''))}
  />
)
