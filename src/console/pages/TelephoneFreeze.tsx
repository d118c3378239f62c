import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.tsx'
import { NoteModal } from './NoteModal.tsx'

/** Freezes all accounts of somebody who has called; the note says how they were recognised. */
export function TelephoneFreeze(props: {
  customerId: string
  open: boolean
  onClose: () => void
  onBegun: (restriction: StaffAnswer<'POST /console/api/customers/:customerId/telephone-freezes'>) => void
}) {
  const { t } = useText()
  const { customerId } = props
  return (
    <NoteModal
      open={props.open}
      title={t('restrictions.telephone.title')}
      about={t('restrictions.telephone.about')}
      send={t('restrictions.telephone.send')}
      sent={t('restrictions.telephone.sent')}
      noteId='telephone-note'
      notePlaceholder={t('restrictions.telephone.note')}
      danger
      onClose={props.onClose}
      onSend={async (id, note) =>
        props.onBegun(
          await call('POST /console/api/customers/:customerId/telephone-freezes', {
            params: { customerId },
            body: { id, note },
          }),
        )
      }
    />
  )
}
