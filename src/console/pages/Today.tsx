import { Button, Tag } from 'antd'
import { useState } from 'react'
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import type { CallError } from '../lib/api.ts'
import { useText } from '../lib/i18n.tsx'
import { showClock } from '../lib/show.ts'
import { Nothing, Panel, Refusal } from '../parts.tsx'
import { Correction } from './Correction.tsx'

type Identification = StaffAnswer<'POST /console/api/identifications'>

/** The teller's own checks of today; one that was recorded wrongly is asked to be taken back from here. */
export function Today(props: { checks: readonly Identification[] | undefined; error: CallError | undefined }) {
  const { t } = useText()
  const [correcting, setCorrecting] = useState<string | null>(null)
  return (
    <Panel title={t('identify.today')}>
      <Refusal error={props.error} />
      {props.checks?.length === 0 && <Nothing>{t('identify.today.none')}</Nothing>}
      <ul className='today' id='today'>
        {props.checks?.map((check) => (
          <li key={check.id}>
            <time>{showClock(check.at)}</time>
            <span>{t(`identify.document.${check.document}`)}</span>
            <Tag variant='filled' color={check.result === 'passed' && !check.withdrawn ? 'success' : 'default'}>
              {check.withdrawn ? t('identify.withdrawn') : t(`identify.result.${check.result}`)}
            </Tag>
            {check.result === 'passed' && !check.withdrawn && (
              <Button type='link' size='small' onClick={() => setCorrecting(check.id)}>
                {t('identify.correct')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Correction identificationId={correcting} onClose={() => setCorrecting(null)} />
    </Panel>
  )
}
