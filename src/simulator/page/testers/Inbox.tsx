import { useEffect, useState } from 'react'
import { launchOfMessage } from './bench.ts'
import { inShanghai } from './calendar.ts'
import { useBench, useOutside } from './context.ts'
import { useObserved } from './observable.ts'
import { Copy, Segments } from './parts.tsx'
import type { Message } from './sandbox.ts'
import { useWords } from './words.ts'

/** Text messages and WeChat's as they arrive, the chosen person's or everybody's. */
export function Inbox() {
  const { t } = useWords()
  const outside = useOutside()
  const [whose, setWhose] = useState<'mine' | 'all'>('mine')
  const personas = useObserved(outside.personas)
  const chosen = useObserved(useBench().persona)
  const person = personas.find(({ id }) => id === chosen)
  const all = useObserved(outside.messages)
  const messages = whose === 'all' ? all : all.filter(({ mobile }) => mobile === person?.mobile)
  return (
    <div className='stack'>
      <div className='toolbar'>
        <Segments
          quiet
          label={t('inbox.whose')}
          value={whose}
          options={[
            ['mine', t('inbox.mine', { name: person?.name ?? '' })],
            ['all', t('inbox.all')],
          ]}
          onChange={setWhose}
        />
      </div>
      {messages.length === 0 ? (
        <p className='empty'>{t('inbox.none')}</p>
      ) : (
        <ul className='messages scroll'>
          {messages.map((message) => (
            <MessageRow
              key={message.id}
              message={message}
              to={whose === 'all' ? (personas.find(({ mobile }) => mobile === message.mobile)?.name ?? '') : ''}
              own={message.mobile === person?.mobile}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

/** `own`: of who holds the phone, so that a tap on WeChat's message may open it there. */
function MessageRow({ message, to, own }: { message: Message; to: string; own: boolean }) {
  const { t } = useWords()
  const bench = useBench()
  const { at, from, text, code, page } = message
  const { date, time } = inShanghai(at)
  return (
    <li className='message'>
      <div className='message-text'>
        <div className='message-head'>
          <b>{from}</b>
          {to !== '' && <span>→ {to}</span>}
          <time dateTime={new Date(at).toISOString()}>
            {date.slice(5)} {time}
          </time>
        </div>
        <p>{text.replace(`【${from}】`, '')}</p>
      </div>
      {code !== null && (
        <Copy value={code} label={t('inbox.code', { code })}>
          <b className='code'>{code}</b>
        </Copy>
      )}
      {own && page !== null && (
        <button type='button' className='plain-button' onClick={() => bench.launch(launchOfMessage(page))}>
          {t('inbox.open')}
        </button>
      )}
    </li>
  )
}

/** How long a message stays on the phone, unless it is put away. */
const SHOWN_MS = 20_000

/** Says a new message to a screen reader, and shows it on the phone while the inbox is out of sight. */
export function Arrival({ hidden }: { hidden: boolean }) {
  const { t } = useWords()
  const outside = useOutside()
  const messages = useObserved(outside.messages)
  const [seen, setSeen] = useState<number | null>(null)
  const person = useObserved(useBench().persona)
  const mobile = useObserved(outside.personas).find(({ id }) => id === person)?.mobile
  const latest = messages.find((message) => message.mobile === mobile)
  const known = seen ?? messages[0]?.id ?? 0
  const arrived = latest && latest.id > known ? latest : undefined
  useEffect(() => {
    if (arrived === undefined || !hidden) return
    const timer = setTimeout(() => setSeen(arrived.id), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [arrived, hidden])
  // What lay there when the page was opened has not just arrived.
  if (seen === null && messages.length > 0) setSeen(messages[0]?.id ?? 0)
  return (
    <>
      <div className='unseen' aria-live='polite'>
        {arrived && t('inbox.arrived', { from: arrived.from, text: arrived.text })}
      </div>
      {arrived && hidden && (
        <div className='arrival'>
          <MessageRow message={arrived} to='' own />
          <button type='button' className='plain-button' onClick={() => setSeen(arrived.id)}>
            {t('panel.close')}
          </button>
        </div>
      )}
    </>
  )
}
