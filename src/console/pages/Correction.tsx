import { App, Modal } from 'antd'
import { useState } from 'react'
import { v7 } from 'uuid'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.tsx'
import { useAct } from '../lib/load.ts'
import { isReason, ReasonInput, Refusal } from '../parts.tsx'

/** Asks that a check be taken back; shown while `identificationId` is one. */
export function Correction(props: { identificationId: string | null; onClose: () => void }) {
  const { t } = useText()
  const { message } = App.useApp()
  const [note, setNote] = useState('')
  const [told, setTold] = useState(false)
  // Kept until it is through: sent again, it is the same request.
  const [id, setId] = useState(() => v7())
  const asking = useAct(async () => {
    setTold(true)
    if (props.identificationId === null || !isReason(note)) return
    await call('POST /console/api/identification-corrections', {
      body: { id, identificationId: props.identificationId, note: note.trim() },
    })
    setId(v7())
    setNote('')
    setTold(false)
    props.onClose()
    void message.success(t('identify.correct.sent'))
  })
  return (
    <Modal
      open={props.identificationId !== null}
      title={t('identify.correct.title')}
      okText={t('identify.correct.send')}
      cancelText={t('cancel')}
      confirmLoading={asking.busy}
      onCancel={props.onClose}
      onOk={asking.run}
    >
      <p className='lead'>{t('identify.correct.about')}</p>
      <ReasonInput
        id='correction-note'
        value={note}
        onChange={(text) => {
          setNote(text)
          // Other words are another request.
          setId(v7())
        }}
        hint={t('reason.kept')}
        told={told}
      />
      <Refusal error={asking.error} />
    </Modal>
  )
}
