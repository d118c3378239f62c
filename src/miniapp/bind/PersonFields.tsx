import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { recogniseCard } from '../../contract/banks.ts'
import { isCardNumber, isIdNumber, isMobile, isPersonName, luhn } from '../../contract/checks.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { isOwnCard, useInstitution } from '../lib/institution.ts'
import { useAct } from '../lib/load.ts'
import { platform } from '../lib/platform.ts'
import { problemText } from '../lib/problem.ts'
import { type Me, noteMe } from '../lib/session.ts'
import { Button, Field, notify } from '../ui/index.ts'
import { type BindForm, type BoundClass, type FieldName, pastedCard } from './form.ts'

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
  const { t, language } = useText()
  const { cardNumber, name, idNumber, mobile } = form
  const known = recogniseCard(cardNumber)
  const odd = cardNumber.length >= 16 && !luhn(cardNumber)
  const institution = useInstitution()
  const own = isOwnCard(institution, cardNumber) && institution?.[language === 'zh' ? 'name' : 'nameEn']
  const bank = own
    ? t('bind.card.own', { bank: own })
    : known && t(`bind.card.${known.kind}`, { bank: known.bank[language] })

  // WeChat's number is a proposal: it may be typed over, and typing always works.
  const proposing = useAct(async (code: string) => {
    const found = await call('POST /v1/sessions/current/phone', { body: { code } })
    noteMe(found.me)
    change({ mobile: found.mobile })
    if (found.recovery) onFound(found.mobile)
    else onMe(found.me)
  })

  /** Read on a tap and never before: what else lies on the clipboard is nobody's business. */
  const pasting = useAct(async () => {
    const { data } = await Taro.getClipboardData()
    const pasted = pastedCard(data)
    if (pasted) change({ cardNumber: pasted })
    else notify(t('bind.card.paste.none'))
  })

  return (
    <>
      <Field
        id='card-number'
        label={t('bind.card')}
        type='number'
        groups={[4, 4, 4, 4, 3]}
        maxLength={19}
        value={cardNumber}
        valid={isCardNumber(cardNumber) && !odd}
        error={errors.cardNumber}
        hint={
          <View className={odd ? 'bind__odd' : bank ? 'bind__bank' : ''} id='card-bank'>
            {odd ? t('bind.card.luhn') : (bank ?? t(accountClass === 'III' ? 'bind.card.hint.III' : 'bind.card.hint'))}
          </View>
        }
        onChange={(text) => change({ cardNumber: text.replace(/\D/g, '') })}
        onBlur={() => left('cardNumber')}
        {...(platform === 'weapp' && !isCardNumber(cardNumber)
          ? {
              action: (
                <Button kind='plain' narrow id='paste-card' loading={pasting.busy} onTap={pasting.run}>
                  {t('bind.card.paste')}
                </Button>
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
      <Field
        id='id-number'
        label={t('bind.id-number')}
        type='idcard'
        groups={[4, 4, 4, 4, 2]}
        maxLength={18}
        value={idNumber}
        valid={isIdNumber(idNumber)}
        error={errors.idNumber}
        onChange={(text) => change({ idNumber: text.toUpperCase().replace(/[^\dX]/g, '') })}
        onBlur={() => left('idNumber')}
      />
      <Field
        id='mobile'
        label={t('bind.mobile')}
        type='number'
        groups={[3, 4, 4]}
        maxLength={11}
        value={mobile}
        valid={isMobile(mobile)}
        error={errors.mobile ?? (proposing.error && problemText(proposing.error.problem))}
        hint={t('bind.mobile.hint')}
        onChange={(text) => {
          proposing.clear()
          change({ mobile: text.replace(/\D/g, '') })
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
