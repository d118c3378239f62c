import { View } from '@tarojs/components'
import type { Attention } from '../lib/attention.ts'
import { formatDate } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { Card, Icon, type IconName, Row, Rows } from '../ui/index.ts'

/** Where what is missing is found; for family, who can help without seeing amounts. */
const WHERE = {
  thaw: 'account.where.self',
  awaken: 'account.where.awaken',
  renew: 'account.where.renew',
  details: 'account.where.details',
  call: 'account.where.call',
  branch: 'account.where.branch',
  authority: 'account.where.authority',
  wait: 'account.where.wait',
} as const satisfies Record<Attention['way'], string>

const ICONS: Partial<Record<Attention['way'], IconName>> = { wait: 'clock', call: 'phone', branch: 'house' }

/** Why an account is not in full use, each reason with what to do about it. */
export function Standing({ attentions }: { readonly attentions: readonly Attention[] }) {
  const { t, language } = useText()
  const about = ({ what, until, restriction }: Attention): string => {
    if (what === 'id-asked') return t('account.id-asked.about', { until: formatDate(until ?? '', language) })
    if (what !== 'authority') return t(`account.${what}.about`)
    const { authority, documentNumber, endsOn } = restriction ?? {}
    return t('account.authority.about', {
      authority: authority ?? '',
      document: documentNumber ?? '',
      until: endsOn ? formatDate(endsOn, language) : '',
    })
  }
  return (
    <>
      {attentions.map((attention) => (
        <Card
          key={attention.restriction?.id ?? attention.what}
          tone={attention.what === 'unidentified' || attention.what === 'ended' ? 'plain' : 'warn'}
          id={`why-${attention.what}`}
        >
          <View className='standing__title'>{t(`account.${attention.what}`)}</View>
          <View className='standing__about'>{about(attention)}</View>
        </Card>
      ))}
    </>
  )
}

/** The same for a family member: what is missing and where to go, without an amount or a number. */
export function Missing({ attentions }: { readonly attentions: readonly Attention[] }) {
  const { t } = useText()
  return (
    <Card title={t('account.family.missing')} id='missing'>
      <Rows>
        {attentions.length === 0 ? (
          <Row
            kind='name'
            mark={<Icon name='check' tone='accent' />}
            label={t('account.family.nothing')}
            hint={t('account.family.nothing.about')}
          />
        ) : (
          attentions.map(({ what, way, restriction }) => (
            <Row
              key={restriction?.id ?? what}
              id={`missing-${what}`}
              kind='name'
              mark={<Icon name={ICONS[way] ?? 'circle-alert'} />}
              label={t(`account.${what}`)}
              hint={t(WHERE[way])}
            />
          ))
        )}
      </Rows>
    </Card>
  )
}
