import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { businessDate } from '../../contract/dates.ts'
import { call } from '../lib/api.ts'
import { useDraft, writeDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { isOwnCard, useInstitution } from '../lib/institution.ts'
import { withLink } from '../lib/link.ts'
import { useAct } from '../lib/load.ts'
import { open, replace } from '../lib/pages.ts'
import { platform } from '../lib/platform.ts'
import { newId } from '../lib/random.ts'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Button, Choice, Intro, notify, Page, ProblemCard } from '../ui/index.ts'
import { keepBinding, waitingBinding } from './binding.ts'
import { DiligenceFields, TaxField } from './ChosenFields.tsx'
import { Consents, NONE } from './Consents.tsx'
import { errorsOf, showFirst } from './errors.ts'
import {
  type BindForm,
  checkForm,
  EMPTY_FORM,
  FIELDS,
  type FieldName,
  fieldOf,
  formBody,
  type PersonalClass,
} from './form.ts'
import { PersonFields } from './PersonFields.tsx'
import { PhotoFill } from './PhotoFill.tsx'
import { WORDS } from './words.ts'
import './index.scss'

/** Kept beside the form: the id that this content was sent with, so that a retry is the same request. */
interface BindDraft extends BindForm {
  readonly sent: { readonly id: string; readonly content: string } | null
  /** The product that they came from and go back to. */
  readonly product: string | null
  /** The account they open; they may change their mind on the page. */
  readonly accountClass: PersonalClass
}

/** What its purpose needs at least, until the person decides: all for a product, the light account for chat money. */
const openedFor = ({ for: purpose, product }: PageParams): Partial<BindDraft> =>
  product ? { product, accountClass: 'II' } : purpose === 'chat' ? { accountClass: 'III' } : {}

function Bind(params: PageParams) {
  const { t } = useText(WORDS)
  const [draft, change] = useDraft<BindDraft>(
    'bind',
    { ...EMPTY_FORM, sent: null, product: null, accountClass: 'II' },
    openedFor(params),
  )
  const [consents, setConsents] = useState(NONE)
  const [told, setTold] = useState<ReadonlySet<FieldName>>(new Set())
  const today = businessDate(Date.now())
  const { sent: _sent, product: from, accountClass: chosen, ...form } = draft
  const institution = useInstitution()
  // The bank has all that it needs to know of who holds a Class I account here.
  const accountClass = isOwnCard(institution, form.cardNumber) ? 'I' : chosen
  const product = from ?? undefined

  // A code was on its way when the person left.
  useEffect(() => {
    const id = waitingBinding(Date.now())
    if (id) open('bind-code', { id, product })
  }, [product])

  const faults = checkForm(form, accountClass, consents, today)
  const sending = useAct(async () => {
    setTold(new Set(FIELDS))
    if (showFirst(faults)) return
    const content = JSON.stringify([form, accountClass])
    const id = draft.sent?.content === content ? draft.sent.id : await newId()
    change({ sent: { id, content } })
    const binding = await call('POST /v1/bindings', { body: formBody(form, accountClass, id, withLink()) })
    if (binding.state === 'opened') return replace('bind-opened', { id, product })
    keepBinding({ id, expiresAt: binding.expiresAt })
    open('bind-code', { id, product })
  })

  const problem = sending.error?.problem
  const refused = fieldOf(problem?.field)
  const errors = errorsOf(faults, told, problem, t)

  const fill = (fields: Partial<BindForm>) => {
    sending.clear()
    change(fields)
  }
  return (
    <Page
      title={t('bind.title')}
      footer={
        <Button id='submit' loading={sending.busy} onTap={sending.run}>
          {t('bind.submit')}
        </Button>
      }
    >
      <Intro title={t(accountClass === 'I' ? 'bind.head.I' : 'bind.head')} about={t('bind.about')} />
      <View className='bind__class'>
        {accountClass !== 'I' && (
          <Choice
            id='class'
            label={t('bind.class')}
            options={(['III', 'II'] as const).map((value) => ({ value, text: t(`bind.class.${value}`) }))}
            value={accountClass}
            onChange={(wanted) => {
              sending.clear()
              change({ accountClass: wanted })
            }}
          />
        )}
        <View className='bind__reason' id='class-about'>
          {t(`bind.class.${accountClass}.about`)}
        </View>
      </View>
      <PhotoFill form={form} change={fill} />
      <PersonFields
        form={form}
        accountClass={accountClass}
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
      <View className='bind__part'>{t(accountClass === 'II' ? 'bind.more' : 'bind.more.III')}</View>
      <View className='bind__reason'>
        {t(accountClass === 'II' ? 'bind.more.why' : accountClass === 'I' ? 'bind.more.why.I' : 'bind.more.why.III')}
      </View>
      {accountClass === 'II' && <DiligenceFields form={form} change={fill} errors={errors} today={today} />}
      <TaxField form={form} change={fill} errors={errors} />
      <Consents accountClass={accountClass} given={consents} errors={errors} onChange={setConsents} />
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
      <View className='bind__note'>{t('bind.kept')}</View>
    </Page>
  )
}

/** The number that was typed here need not be typed there. */
function recoverWith(mobile: string): void {
  writeDraft('recover', { mobile })
  open('recover')
}

export default function BindPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('bind.title')}>{(params) => <Bind {...params} />}</Gate>
}
