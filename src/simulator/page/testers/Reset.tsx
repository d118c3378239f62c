import { useRef, useState } from 'react'
import { useBench, useOutside, useRecord } from './context.ts'
import { useWords } from './words.ts'

/** Everything back to the beginning; asks first. */
export function Reset() {
  const { t } = useWords()
  const bench = useBench()
  const outside = useOutside()
  const record = useRecord()
  const dialog = useRef<HTMLDialogElement>(null)
  const [state, setState] = useState<{ busy: boolean; failure: string }>({ busy: false, failure: '' })
  const reset = async () => {
    setState({ busy: true, failure: '' })
    try {
      await outside.reset()
      bench.setNetwork({ kind: 'usual' })
      bench.wipe()
      record.clear()
      dialog.current?.close()
      setState({ busy: false, failure: '' })
    } catch (error) {
      setState({ busy: false, failure: (error as Error).message })
    }
  }
  const { busy, failure } = state
  return (
    <>
      <button type='button' className='plain-button' onClick={() => dialog.current?.showModal()}>
        {t('reset')}
      </button>
      <dialog
        ref={dialog}
        className='ask'
        aria-labelledby='reset-title'
        onCancel={(event) => {
          if (busy) event.preventDefault()
        }}
      >
        <h2 id='reset-title'>{t('reset.ask')}</h2>
        <p role='status'>{busy ? t('reset.busy') : failure ? t('reset.failed', { why: failure }) : t('reset.about')}</p>
        <div className='ask-actions'>
          <button type='button' className='soft-button' disabled={busy} onClick={() => dialog.current?.close()}>
            {t('reset.no')}
          </button>
          <button type='button' className='main-button' disabled={busy} onClick={reset}>
            {t('reset.yes')}
          </button>
        </div>
      </dialog>
    </>
  )
}
