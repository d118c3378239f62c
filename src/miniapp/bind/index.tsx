import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { businessDate } from '../../contract/dates.ts'
import { type ErrorCode, errorText } from '../../contract/errors.ts'
import { call } from '../lib/api.ts'
import { useDraft, writeDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { withLink } from '../lib/link.ts'
import { useAct } from '../lib/load.ts'
import { open, replace } from '../lib/pages.ts'
import { platform } from '../lib/platform.ts'
import { problemText } from '../lib/problem.ts'
import { newId } from '../lib/random.ts'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Button, Consent, Intro, notify, Page, ProblemCard } from '../ui/index.ts'
import { keepBinding, waitingBinding } from './binding.ts'
import { ChosenFields } from './ChosenFields.tsx'
import { type DocumentName, Documents } from './Documents.tsx'
import { type BindForm, checkForm, EMPTY_FORM, FIELDS, type FieldName, fieldOf, formBody } from './form.ts'
import { PersonFields } from './PersonFields.tsx'
import { PhotoFill } from './PhotoFill.tsx'
import './index.scss'

const ELEMENTS: Record<FieldName, string> = {
  cardNumber: 'card-number',
  name: 'name',
  idNumber: 'id-number',
  mobile: 'mobile',
  occupation: 'occupation',
  area: 'area',
  idValidUntil: 'id-until',
  taxResidency: 'tax',
  agreement: 'agree',
  sensitiveData: 'agree-sensitive',
}

/** Kept beside the form: the id that this content was sent with, so that a retry is the same request. */
interface BindDraft extends BindForm {
  readonly sent: { readonly id: string; readonly content: string } | null
  /** The product that they came from and go back to. */
  readonly product: string | null
}

function Bind(params: PageParams) {
  const { t, language } = useText()
  const [draft, change] = useDraft<BindDraft>('bind', { ...EMPTY_FORM, sent: null, product: null })
  const [consents, setConsents] = useState({ agreement: false, sensitiveData: false })
  const [told, setTold] = useState<ReadonlySet<FieldName>>(new Set())
  const [shown, setShown] = useState<DocumentName>()
  const today = businessDate(Date.now())
  const { sent: _sent, product: from, ...form } = draft
  const product = params.product ?? from ?? undefined

  useEffect(() => {
    if (params.product) change({ product: params.product })
  }, [params.product, change])

  // A code was on its way when the person left.
  useEffect(() => {
    const id = waitingBinding(Date.now())
    if (id) open('bind-code', { id, product })
  }, [product])

  const faults = checkForm(form, 'II', consents, today)
  const sending = useAct(async () => {
    setTold(new Set(FIELDS))
    const first = FIELDS.find((field) => faults[field])
    if (first) {
      Taro.pageScrollTo({ selector: `#${ELEMENTS[first]}`, offsetTop: -160, duration: 200 }).catch(() => undefined)
      return
    }
    const content = JSON.stringify(form)
    const id = draft.sent?.content === content ? draft.sent.id : await newId()
    change({ sent: { id, content } })
    const binding = await call('POST /v1/bindings', { body: formBody(form, 'II', id, withLink()) })
    if (binding.state === 'opened') return replace('bind-opened', { id, product })
    keepBinding({ id, expiresAt: binding.expiresAt })
    open('bind-code', { id, product })
  })

  const problem = sending.error?.problem
  const refused = fieldOf(problem?.field)
  const words = (code: ErrorCode): string =>
    code === 'REQUEST_INVALID' ? t('bind.choose-first') : errorText(code, language)
  const errors = Object.fromEntries(
    FIELDS.flatMap((field) => {
      const fault = told.has(field) ? faults[field] : undefined
      if (fault) return [[field, words(fault)]]
      return problem && refused === field ? [[field, problemText(problem)]] : []
    }),
  ) as Partial<Record<FieldName, string>>

  const fill = (fields: Partial<BindForm>) => {
    sending.clear()
    change(fields)
  }
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
    <Page
      title={t('bind.title')}
      footer={
        <Button id='submit' loading={sending.busy} onTap={sending.run}>
          {t('bind.submit')}
        </Button>
      }
    >
      <Intro title={t('bind.head')} about={t('bind.about')} />
      <PhotoFill form={form} change={fill} />
      <PersonFields
        form={form}
        change={fill}
        errors={errors}
        left={(field) => form[field as keyof BindForm] !== '' && setTold((now) => new Set([...now, field]))}
        onMe={({ stage }) => {
          if (stage !== 'customer') return
          notify(t('bind.already'))
          replace('home')
        }}
        onFound={(mobile) => {
          notify(t('recover.found'))
          recoverWith(mobile)
        }}
      />
      <View className='bind__part'>{t('bind.more')}</View>
      <ChosenFields form={form} change={fill} errors={errors} today={today} />
      <View className='bind__consents'>
        <Consent
          id='agree'
          checked={consents.agreement}
          label={`${t('bind.agree')}${t('bind.agree.link')}`}
          error={errors.agreement}
          onChange={(agreement) => setConsents((now) => ({ ...now, agreement }))}
        >
          {t('bind.agree')} {document('agreement', t('bind.agree.link'))}
        </Consent>
        <Consent
          id='agree-sensitive'
          checked={consents.sensitiveData}
          label={t('bind.sensitive')}
          error={errors.sensitiveData}
          onChange={(sensitiveData) => setConsents((now) => ({ ...now, sensitiveData }))}
        >
          {t('bind.sensitive')}
          {document('why', t('bind.sensitive.link'))}
        </Consent>
      </View>
      {problem && !refused && (
        <ProblemCard
          problem={problem}
          onRetry={sending.run}
          {...(problem.code === 'CUSTOMER_EXISTS'
            ? {
                action: (
                  <Button
                    kind='plain'
                    narrow
                    id='sign-in-instead'
                    onTap={() => (platform === 'weapp' ? recoverWith(draft.mobile) : open('sign-in'))}
                  >
                    {t(platform === 'weapp' ? 'recover.link' : 'sign-in.head')}
                  </Button>
                ),
              }
            : {})}
        />
      )}
      {sending.slow && <View className='bind__note'>{t('common.slow')}</View>}
      <View className='bind__note'>{t('bind.kept')}</View>
      <Documents shown={shown} onClose={() => setShown(undefined)} />
    </Page>
  )
}

/** The number that was typed here need not be typed there. */
function recoverWith(mobile: string): void {
  writeDraft('recover', { mobile })
  open('recover')
}

export default function BindPage() {
  const { t } = useText()
  return <Gate title={t('bind.title')}>{(params) => <Bind {...params} />}</Gate>
}
