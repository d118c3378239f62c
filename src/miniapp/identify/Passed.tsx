import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useLoad } from '../lib/load.ts'
import { back } from '../lib/pages.ts'
import { Amount, Button, Card, Outcome, Page, Row, Rows } from '../ui/index.ts'
import { WORDS } from './words.ts'

/** Checked: what is open now. */
export function Passed() {
  const { t } = useText(WORDS)
  const held = useLoad(() => call('GET /v1/accounts'), [])
  const left = held.data?.accounts.find((account) => account.in !== null)?.in?.dayLeft
  return (
    <Page
      title={t('identify.title')}
      footer={
        <Button id='done' onTap={back}>
          {t('identify.done')}
        </Button>
      }
    >
      <Outcome id='identified' tone='good' title={t('identify.passed')} about={t('identify.passed.about')}>
        <Card>
          <Rows>
            <Row label={t('identify.opened.transfer')} value={t('identify.opened.transfer.is')} />
            {left !== undefined && <Row label={t('identify.opened.limit')} value={<Amount fen={left} />} />}
          </Rows>
        </Card>
      </Outcome>
    </Page>
  )
}
