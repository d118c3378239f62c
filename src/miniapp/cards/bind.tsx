import { View } from '@tarojs/components'
import { useState } from 'react'
import { isCardNumber, isMobile } from '../../contract/checks.ts'
import { CardField } from '../fields/CardField.tsx'
import { MobileField } from '../fields/MobileField.tsx'
import { call } from '../lib/api.ts'
import { useDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { back, replace } from '../lib/pages.ts'
import { ownProblem, problemText, textAmong } from '../lib/problem.ts'
import { newId } from '../lib/random.ts'
import { useSession } from '../lib/session.ts'
import { Gate } from '../sign-in/Gate.tsx'
import { Button, Intro, Page, ProblemCard } from '../ui/index.ts'
import { WORDS } from './words.ts'
import './bind.scss'

const OF_CARD: readonly string[] = ['CARD_INVALID', 'CARD_UNKNOWN', 'CARD_NOT_ELIGIBLE', 'CARD_ALREADY_BOUND']

interface Draft {
  readonly cardNumber: string
  /** Reserved at the card's bank, where it is not the one on record here. */
  readonly mobile: string
  /** The id that this content was sent with, so that a retry is the same request. */
  readonly sent: { readonly id: string; readonly content: string } | null
}

/** Another card: its number, and a mobile number only where its bank has another one on file. */
function BindCard() {
  const { t } = useText(WORDS)
  const { me } = useSession()
  const [draft, change] = useDraft<Draft>('card', { cardNumber: '', mobile: '', sent: null })
  const [other, setOther] = useState(draft.mobile !== '')
  const { cardNumber, mobile } = draft

  const sending = useAct(async () => {
    if (!isCardNumber(cardNumber)) throw ownProblem('CARD_INVALID', { field: 'cardNumber' })
    if (other && !isMobile(mobile)) throw ownProblem('MOBILE_INVALID', { field: 'mobile' })
    const asked = { cardNumber, ...(other ? { mobile } : {}) }
    const content = JSON.stringify(asked)
    const id = draft.sent?.content === content ? draft.sent.id : await newId()
    change({ sent: { id, content } })
    const binding = await call('POST /v1/cards', { body: { id, ...asked } })
    if (binding.state === 'code-sent') return replace('card-code', { id })
    // That one has come to its end before: the next is another.
    change({ sent: null })
    back()
  })
  const problem = sending.error?.problem
  const cardError = textAmong(problem, OF_CARD)
  const mobileError = problem?.code === 'MOBILE_INVALID' ? problemText(problem) : undefined
  const fill = (fields: Partial<Draft>) => {
    sending.clear()
    change(fields)
  }

  return (
    <Page
      title={t('cards.add')}
      footer={
        <Button id='submit' loading={sending.busy} onTap={sending.run}>
          {t('cards.form.submit')}
        </Button>
      }
    >
      <Intro title={t('cards.form.head')} about={t('cards.form.about')} />
      <CardField
        label={t('bind.card')}
        value={cardNumber}
        error={cardError}
        hint={t('bind.card.hint')}
        onChange={(typed) => fill({ cardNumber: typed })}
      />
      {other ? (
        <MobileField
          id='mobile'
          label={t('cards.form.mobile')}
          value={mobile}
          error={mobileError}
          onChange={(typed) => fill({ mobile: typed })}
        />
      ) : (
        <View className='card-bind__mobile'>
          <View className='card-bind__where'>{t('cards.form.same-mobile', { mobile: me?.maskedMobile ?? '' })}</View>
          <Button kind='plain' narrow id='other-mobile' onTap={() => setOther(true)}>
            {t('cards.form.other-mobile')}
          </Button>
        </View>
      )}
      {problem && !cardError && !mobileError && (
        <ProblemCard
          problem={problem}
          onRetry={sending.run}
          {...(problem.code === 'CARD_LIMIT'
            ? {
                action: (
                  <Button kind='plain' narrow id='to-cards' onTap={back}>
                    {t('cards.title')}
                  </Button>
                ),
              }
            : {})}
        />
      )}
    </Page>
  )
}

export default function BindCardPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('cards.add')}>{() => <BindCard />}</Gate>
}
