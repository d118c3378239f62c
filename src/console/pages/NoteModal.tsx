import { App, Modal } from 'antd'
import { type PropsWithChildren, type ReactNode, useState } from 'react'
import { useText } from '../lib/i18n.tsx'
import { useAct } from '../lib/load.ts'
import { useRequestId } from '../lib/request.ts'
import { isReason, Labelled, ReasonInput, Refusal } from '../parts.tsx'

interface NoteModalProps {
  readonly open: boolean
  readonly title: string
  readonly about: ReactNode
  /** On the button that sends. */
  readonly send: string
  /** What is said once it is through. */
  readonly sent: string
  readonly noteId: string
  readonly notePlaceholder?: string
  /** The rest of what is sent: other content is another request. */
  readonly content?: string
  /** What is missing besides the note, in words; told once somebody has tried to send it. */
  readonly missing?: string | undefined
  readonly danger?: boolean
  readonly onClose: () => void
  readonly onSend: (id: string, note: string) => Promise<void>
}

/** Something that is asked for or done with a note; `children` is what else it takes. */
export function NoteModal(props: PropsWithChildren<NoteModalProps>) {
  const { t } = useText()
  const { message } = App.useApp()
  const { missing, content = '' } = props
  const [note, setNote] = useState('')
  const [told, setTold] = useState(false)
  const request = useRequestId(`${content}|${note}`)
  const sending = useAct(async () => {
    setTold(true)
    if (missing !== undefined || !isReason(note)) return
    await props.onSend(request.id, note.trim())
    request.renew()
    setNote('')
    setTold(false)
    props.onClose()
    void message.success(props.sent)
  })
  return (
    <Modal
      open={props.open}
      title={props.title}
      okText={props.send}
      cancelText={t('cancel')}
      confirmLoading={sending.busy}
      okButtonProps={{ danger: props.danger ?? false }}
      onCancel={props.onClose}
      onOk={sending.run}
    >
      <p className='lead'>{props.about}</p>
      {props.children}
      {told && missing !== undefined && <p className='hint hint--wrong hint--last'>{missing}</p>}
      <Labelled label={t('tasks.note')} htmlFor={props.noteId}>
        <ReasonInput
          id={props.noteId}
          value={note}
          onChange={setNote}
          placeholder={props.notePlaceholder ?? ''}
          hint={t('reason.kept')}
          told={told}
        />
      </Labelled>
      <Refusal error={sending.error} />
    </Modal>
  )
}
