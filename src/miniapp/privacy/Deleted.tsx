import { useEffect } from 'react'
import { formatDate } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { replace } from '../lib/pages.ts'
import { leaveThisPhone } from '../lib/session.ts'
import { Button, Outcome, Page, Row, Rows } from '../ui/index.ts'
import type { Forgotten } from './Deletion.tsx'
import { WORDS } from './words.ts'

/** The end: nothing is left, or what is sealed and until when. */
export function Deleted({ forgotten: { kept } }: { readonly forgotten: Forgotten }) {
  const { t, language } = useText(WORDS)
  useEffect(leaveThisPhone, [])
  const about = kept && t(kept.length === 0 ? 'privacy.deleted.all' : 'privacy.deleted.kept')
  return (
    <Page
      title={t('privacy.title')}
      footer={
        <Button id='done' onTap={() => replace('home')}>
          {t('common.home')}
        </Button>
      }
    >
      <Outcome tone='good' id='deleted' title={t('privacy.deleted')} about={about}>
        {kept && kept.length > 0 && (
          <Rows>
            {kept.map(({ kind, until }) => (
              <Row
                key={kind}
                label={t(`privacy.kind.${kind}`)}
                value={t('privacy.deleted.until', { date: formatDate(until, language) })}
              />
            ))}
          </Rows>
        )}
      </Outcome>
    </Page>
  )
}
