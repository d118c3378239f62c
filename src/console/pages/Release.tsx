import { Input } from 'antd'
import { useState } from 'react'
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.tsx'
import { Labelled } from '../parts.tsx'
import { NoteModal } from './NoteModal.tsx'

type Restriction = StaffAnswer<'POST /console/api/customers/:customerId/looks'>['restrictions'][number]

/** Asks that a restriction be let go before its time; shown while there is one. A colleague of the same role decides. */
export function Release(props: { customerId: string; restriction: Restriction | undefined; onClose: () => void }) {
  const { t } = useText()
  const { customerId, restriction } = props
  const [number, setNumber] = useState('')
  const documentNumber = number.trim()
  const ordered = restriction?.authority != null
  return (
    <NoteModal
      open={restriction !== undefined}
      title={t('restrictions.release.title')}
      about={restriction && t('restrictions.release.about', { kind: t(`fact.restriction.${restriction.kind}`) })}
      send={t('identify.correct.send')}
      sent={t('identify.correct.sent')}
      noteId='release-note'
      notePlaceholder={t('restrictions.release.note')}
      content={JSON.stringify([restriction?.id, documentNumber])}
      missing={ordered && documentNumber === '' ? t('restrictions.release.missing') : undefined}
      onClose={props.onClose}
      onSend={async (id, note) => {
        if (!restriction) return
        await call('POST /console/api/customers/:customerId/releases', {
          params: { customerId },
          body: { id, restrictionId: restriction.id, note, ...(ordered ? { documentNumber } : {}) },
        })
        setNumber('')
      }}
    >
      {ordered && (
        <Labelled label={t('fact.releasedBy')} htmlFor='release-document'>
          <Input
            id='release-document'
            maxLength={100}
            value={number}
            onChange={({ target }) => setNumber(target.value)}
          />
        </Labelled>
      )}
    </NoteModal>
  )
}
