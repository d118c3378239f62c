import { isCardNumber, isPersonName } from '../../contract/checks.ts'
import { CardField } from '../fields/CardField.tsx'
import { IdNumberField } from '../fields/IdNumberField.tsx'
import { MobileField } from '../fields/MobileField.tsx'
import { mayPaste, PasteButton } from '../fields/PasteButton.tsx'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { platform } from '../lib/platform.ts'
import { problemText } from '../lib/problem.ts'
import { type Me, noteMe } from '../lib/session.ts'
import { Button, Field } from '../ui/index.ts'
import { type BindForm, type BoundClass, type FieldName, pastedCard } from './form.ts'
import { WORDS } from './words.ts'

export interface FieldsProps {
  readonly form: BindForm
  readonly change: (fields: Partial<BindForm>) => void
  /** What is wrong, in words, by field. */
  readonly errors: Partial<Record<FieldName, string>>
  /** A field was left: what is wrong with it may be told now. */
  readonly left: (field: FieldName) => void
}

interface PersonFieldsProps extends FieldsProps {
  readonly accountClass: BoundClass
  readonly onMe: (me: Me) => void
  /** The number is that of a customer with another WeChat account. */
  readonly onFound: (mobile: string) => void
}

/** The four things that are typed, each checked as it is typed, spaced as it stands on the card. */
export function PersonFields({ form, change, errors, left, accountClass, onMe, onFound }: PersonFieldsProps) {
  const { t } = useText(WORDS)
  const { cardNumber, name, idNumber, mobile } = form

  // WeChat's number is a proposal: it may be typed over, and typing always works.
  const proposing = useAct(async (code: string) => {
    const found = await call('POST /v1/sessions/current/phone', { body: { code } })
    noteMe(found.me)
    change({ mobile: found.mobile })
    if (found.recovery) onFound(found.mobile)
    else onMe(found.me)
  })

  return (
    <>
      <CardField
        label={t('bind.card')}
        value={cardNumber}
        error={errors.cardNumber}
        hint={t(accountClass === 'III' ? 'bind.card.hint.III' : 'bind.card.hint')}
        onChange={(typed) => change({ cardNumber: typed })}
        onBlur={() => left('cardNumber')}
        {...(mayPaste && !isCardNumber(cardNumber)
          ? {
              action: (
                <PasteButton
                  id='paste-card'
                  find={pastedCard}
                  none={t('bind.card.paste.none')}
                  onPasted={(pasted) => change({ cardNumber: pasted })}
                />
              ),
            }
          : {})}
      />
      <Field
        id='name'
        label={t('bind.name')}
        maxLength={30}
        value={name}
        valid={isPersonName(name.trim())}
        error={errors.name}
        hint={name ? undefined : t('bind.name.hint')}
        onChange={(text) => change({ name: text })}
        onBlur={() => left('name')}
      />
      <IdNumberField
        value={idNumber}
        error={errors.idNumber}
        onChange={(typed) => change({ idNumber: typed })}
        onBlur={() => left('idNumber')}
      />
      <MobileField
        id='mobile'
        label={t('bind.mobile')}
        value={mobile}
        error={errors.mobile ?? (proposing.error && problemText(proposing.error.problem))}
        hint={t('bind.mobile.hint')}
        onChange={(typed) => {
          proposing.clear()
          change({ mobile: typed })
        }}
        onBlur={() => left('mobile')}
        {...(platform === 'weapp' && mobile === ''
          ? {
              action: (
                <Button
                  kind='plain'
                  narrow
                  id='wechat-mobile'
                  loading={proposing.busy}
                  openType='getPhoneNumber'
                  onGetPhoneNumber={({ detail }) => {
                    if (detail.code) void proposing.run(detail.code)
                  }}
                >
                  {t('bind.mobile.wechat')}
                </Button>
              ),
            }
          : {})}
      />
    </>
  )
}
