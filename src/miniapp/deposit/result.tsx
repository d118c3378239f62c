import { formatYuan } from '../../contract/money.ts'
import { call } from '../lib/api.ts'
import { formatDate } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { useOutcome } from '../lib/outcome.ts'
import { replace } from '../lib/pages.ts'
import { OutcomePage } from '../outcome/OutcomePage.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Amount, Button, Card, Outcome, Row, Rows, Timeline } from '../ui/index.ts'
import { WORDS } from './words.ts'

function Result({ id = '', product }: PageParams) {
  const { t, language } = useText(WORDS)
  const outcome = useOutcome(id, () => call('GET /v1/deposits/:depositId', { params: { depositId: id } }))
  return (
    <OutcomePage
      outcome={outcome}
      onAgain={() => replace('deposit', { product })}
      more={
        <Button kind='plain' id='to-holding' onTap={() => replace('holding', { id })}>
          {t('deposit.see')}
        </Button>
      }
    >
      {(data) => (
        <Outcome
          id='deposit-done'
          tone='good'
          title={t('deposit.done')}
          fen={data.principal}
          about={t('deposit.done-about', {
            date: formatDate(data.to, language),
            total: formatYuan(data.principal + data.interestAtMaturity),
          })}
        >
          <Card title={language === 'zh' ? data.productName : data.productNameEn}>
            <Timeline
              from={{ title: t('deposit.today'), date: formatDate(data.from, language) }}
              to={{ title: t('deposit.maturity'), date: formatDate(data.to, language) }}
            />
          </Card>
          <Card>
            <Rows>
              <Row label={t('deposit.rate-label')} value={`${data.ratePercent}%`} />
              <Row label={t('deposit.yields')} value={<Amount fen={data.interestAtMaturity} sign tone='in' />} />
              <Row label={t('deposit.number')} value={data.id.slice(-12)} />
            </Rows>
          </Card>
        </Outcome>
      )}
    </OutcomePage>
  )
}

export default function ResultPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('deposit.title')}>{(params) => <Result {...params} />}</Gate>
}
