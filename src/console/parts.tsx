import { Alert, Button, Card, Input } from 'antd'
import type { PropsWithChildren, ReactNode } from 'react'
import type { StaffAnswer } from '../contract/schema/staff-routes.ts'
import type { CallError } from './lib/api.ts'
import { useText } from './lib/i18n.tsx'

/** What a room of the console is told. */
export interface PageProps {
  readonly me: StaffAnswer<'GET /console/api/me'>
}

/** A page: its title, what it is for, and one column of cards. */
export function Page({ title, about, children }: PropsWithChildren<{ title: string; about?: ReactNode }>) {
  return (
    <div className='page'>
      <header className='page__head'>
        <h1>{title}</h1>
        {about && <p>{about}</p>}
      </header>
      {children}
    </div>
  )
}

export function Panel({ title, children, extra }: PropsWithChildren<{ title?: ReactNode; extra?: ReactNode }>) {
  return (
    <Card variant='borderless' className='panel' {...(title ? { title } : {})} extra={extra}>
      {children}
    </Card>
  )
}

/** What was refused or failed: the sentence of the catalogue, and again where that can help. */
export function Refusal({ error, onRetry }: { error: CallError | undefined; onRetry?: (() => void) | undefined }) {
  const { t, language } = useText()
  if (!error) return null
  return (
    <Alert
      className='refusal'
      type='error'
      showIcon
      title={error.words(language)}
      {...(onRetry ? { action: <Button onClick={onRetry}>{t('retry')}</Button> } : {})}
    />
  )
}

/** An empty list says so in a sentence. */
export const Nothing = ({ children }: PropsWithChildren) => <p className='nothing'>{children}</p>

/** As long as a reason must be. */
export const isReason = (text: string): boolean => text.trim().length >= 4

export function ReasonInput(props: {
  id?: string
  value: string
  onChange: (text: string) => void
  placeholder?: string
  /** Where it is kept. */
  hint?: string
  told: boolean
}) {
  const { t } = useText()
  const wrong = props.told && !isReason(props.value)
  return (
    <>
      <Input.TextArea
        {...(props.id ? { id: props.id } : {})}
        value={props.value}
        onChange={({ target }) => props.onChange(target.value)}
        maxLength={200}
        rows={5}
        placeholder={props.placeholder ?? ''}
        {...(wrong ? { status: 'error' as const } : {})}
      />
      <p className={wrong ? 'hint hint--wrong' : 'hint'}>
        {wrong ? t('reason.short') : (props.hint ?? t('reason.rule'))}
      </p>
    </>
  )
}

export function Labelled({ label, htmlFor, children }: PropsWithChildren<{ label: ReactNode; htmlFor?: string }>) {
  return (
    <div className='labelled'>
      {htmlFor ? <label htmlFor={htmlFor}>{label}</label> : <span className='labelled__label'>{label}</span>}
      {children}
    </div>
  )
}
