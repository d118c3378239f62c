import { useText } from '../../lib/i18n.ts'
import { open } from '../../lib/pages.ts'
import type { Me } from '../../lib/session.ts'
import { Card, Row, Rows } from '../../ui/index.ts'

/** What one may change oneself: the mobile number and the PIN, known or forgotten. */
export function Security({ me }: { readonly me: Me }) {
  const { t } = useText()
  return (
    <Card title={t('security.title')} id='security'>
      <Rows>
        <Row
          id='change-number'
          label={t('security.mobile')}
          value={me.maskedMobile ?? ''}
          onTap={() => open('number')}
        />
        <Row kind='name' id='change-pin' label={t('security.pin')} onTap={() => open('pin')} />
        <Row kind='name' id='reset-pin' label={t('security.forgot')} onTap={() => open('pin-reset')} />
      </Rows>
    </Card>
  )
}
