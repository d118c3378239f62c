/**
 * testers/: the page at `/`, for testers and the curious: a phone, and around it who holds it, what arrives, what time it
 * is, what is broken and what was asked. It drives the phone by phone.ts and the outside by the sandbox's HTTP alone.
 */
import { useRef, useState } from 'react'
import { useBench, useOutside } from './context.ts'
import { useFailures } from './Failures.tsx'
import { Arrival } from './Inbox.tsx'
import { useLayout } from './layout.ts'
import { Masthead } from './Masthead.tsx'
import { useObserved } from './observable.ts'
import { Beginning, Panel, type TabKey } from './Panel.tsx'
import { PhoneFrame } from './PhoneFrame.tsx'
import { useWords } from './words.ts'

/** The page: the phone, and around it what testers need. The phone keeps its place in every arrangement. */
export function App({ screen }: { screen: HTMLElement }) {
  const { t, language } = useWords()
  const layout = useLayout()
  const [tab, setTab] = useState<TabKey>(layout === 'wide' ? 'inbox' : 'people')
  const [drawer, setDrawer] = useState(false)
  const dialog = useRef<HTMLDialogElement>(null)
  const narrow = layout === 'narrow'
  const inboxSeen = tab === 'inbox' && (!narrow || drawer)
  const panel = <Panel layout={layout} chosen={tab} onChoose={setTab} />

  const open = () => {
    dialog.current?.showModal()
    setDrawer(true)
  }
  return (
    <div className='page' data-layout={layout} lang={language === 'zh' ? 'zh-CN' : 'en'}>
      {!narrow && <Masthead />}
      {layout === 'wide' && (
        <aside className='left'>
          <Beginning />
        </aside>
      )}
      <PhoneFrame screen={screen} layout={layout}>
        {narrow && <Handle onOpen={open} />}
        <Arrival hidden={!inboxSeen} />
      </PhoneFrame>
      {!narrow && <aside className='right'>{panel}</aside>}
      {narrow && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: a tap beside the drawer; the keyboard has Escape and the button
        <dialog
          ref={dialog}
          className='drawer'
          aria-label={t('panel')}
          onClose={() => setDrawer(false)}
          onClick={(event) => {
            if (event.target === dialog.current) dialog.current?.close()
          }}
        >
          <div className='drawer-body'>
            {drawer && panel}
            <button type='button' className='soft-button' onClick={() => dialog.current?.close()}>
              {t('panel.close')}
            </button>
          </div>
        </dialog>
      )}
    </div>
  )
}

/** Where a phone has its camera: who holds it, and the way to the panel. */
function Handle({ onOpen }: { onOpen: () => void }) {
  const { t } = useWords()
  const chosen = useObserved(useBench().persona)
  const person = useObserved(useOutside().personas).find(({ id }) => id === chosen)
  const faults = useFailures()
  return (
    <button type='button' className='handle' aria-label={t('panel.open')} onClick={onOpen}>
      <span className='handle-name'>{person?.name ?? '…'}</span>
      {faults > 0 && <i data-warn />}
    </button>
  )
}
