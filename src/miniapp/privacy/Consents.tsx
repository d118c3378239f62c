import { View } from '@tarojs/components'
import { businessDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { formatDate } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { Badge, Card, ProblemCard, Row, Rows, Skeleton, Toggle } from '../ui/index.ts'
import './privacy.scss'
import { WORDS } from './words.ts'

type Consent = Answer<'GET /v1/me/consents'>['consents'][number]

/** Each purpose with what it is for. What the account needs is shown; everything else is a switch, off until it is turned on. */
export function Consents() {
  const { t, language } = useText(WORDS)
  const list = useLoad(() => call('GET /v1/me/consents'), [language])
  const changing = useAct(async ({ purpose, version }: Consent, given: boolean) => {
    await call('PUT /v1/me/consents/:purpose', { params: { purpose }, body: { given, version } })
    await list.reload()
  })
  const problem = changing.error ?? list.error
  const stateOf = ({ given, needed, last }: Consent): string => {
    if (given && last) return t('privacy.since', { time: formatDate(businessDate(last.at), language) })
    return needed ? t('privacy.not-given') : t('privacy.off')
  }

  const hintOf = (consent: Consent) => (
    <>
      <View>{consent.about}</View>
      <View className='consents__state'>{stateOf(consent)}</View>
    </>
  )

  return (
    <Card title={t('privacy.consents')} id='consents'>
      {problem && <ProblemCard problem={problem.problem} onRetry={() => void list.reload()} />}
      {!list.data && !problem && <Skeleton shape='list' />}
      <Rows>
        {list.data?.consents.map((consent) =>
          consent.needed ? (
            <Row
              key={consent.purpose}
              kind='name'
              id={`consent-${consent.purpose}`}
              label={consent.title}
              hint={hintOf(consent)}
              value={<Badge>{t('privacy.needed')}</Badge>}
            />
          ) : (
            <Toggle
              key={consent.purpose}
              id={`consent-${consent.purpose}`}
              label={consent.title}
              hint={hintOf(consent)}
              on={consent.given}
              onChange={(given) => void changing.run(consent, given)}
            />
          ),
        )}
      </Rows>
    </Card>
  )
}
