import { useText } from '../../lib/i18n.ts'
import { Page } from '../../ui/index.ts'

export default function StatementPage() {
  const { t } = useText()
  return <Page tab title={t('statement.title')} />
}
