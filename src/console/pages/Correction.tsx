import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.tsx'
import { NoteModal } from './NoteModal.tsx'

/** Asks that a check be taken back; shown while `identificationId` is one. */
export function Correction(props: { identificationId: string | null; onClose: () => void }) {
  const { t } = useText()
  const { identificationId } = props
  return (
    <NoteModal
      open={identificationId !== null}
      title={t('identify.correct.title')}
      about={t('identify.correct.about')}
      send={t('identify.correct.send')}
      sent={t('identify.correct.sent')}
      noteId='correction-note'
      content={identificationId ?? ''}
      onClose={props.onClose}
      onSend={async (id, note) => {
        if (identificationId === null) return
        await call('POST /console/api/identification-corrections', { body: { id, identificationId, note } })
      }}
    />
  )
}
