import { useEffect, useState } from 'react'
import { useBench, useOutside } from './context.ts'
import { useObserved } from './observable.ts'
import { Segments } from './parts.tsx'
import { type Fault, MESSAGES_STATES, modesOf, SYSTEMS } from './sandbox.ts'
import { useWords } from './words.ts'

/** What goes wrong on purpose. */
export function Failures() {
  const { t } = useWords()
  const bench = useBench()
  const outside = useOutside()
  const network = useObserved(bench.network)
  const faults = useObserved(outside.faults)
  const wechatMessages = useObserved(outside.wechatMessages)
  return (
    <div className='failures scroll'>
      <div className='failure'>
        <Segments
          warn={network.kind !== 'usual'}
          label={t('network')}
          value={network.kind}
          options={(['usual', 'slow', 'none'] as const).map((kind) => [kind, t(`network.${kind}`)])}
          onChange={(kind) => bench.setNetwork({ kind })}
        />
        <Delay
          what={t('network')}
          value={network.delayMs}
          active={network.kind === 'slow'}
          onChange={(delayMs) => bench.setNetwork({ delayMs })}
        />
      </div>
      {SYSTEMS.map((system) => (
        <SystemFailure key={system} fault={faults.find((one) => one.system === system) ?? usual(system)} />
      ))}
      <div className='failure'>
        <Segments
          warn={wechatMessages !== 'taken'}
          label={t('messages')}
          value={wechatMessages}
          options={MESSAGES_STATES.map((state) => [state, t(`messages.${state}`)])}
          onChange={(state) => void outside.setWechatMessages(state)}
        />
      </div>
    </div>
  )
}

const usual = (system: Fault['system']): Fault => ({ system, mode: 'none', delayMs: 0 })
const USUAL_DELAY_MS = 3000

function SystemFailure({ fault: { system, mode, delayMs } }: { fault: Fault }) {
  const { t } = useWords()
  const { setFault } = useOutside()
  const [late, setLate] = useState(delayMs || USUAL_DELAY_MS)
  useEffect(() => {
    if (delayMs > 0) setLate(delayMs)
  }, [delayMs])
  return (
    <div className='failure'>
      <Segments
        warn={mode !== 'none'}
        label={t(`system.${system}`)}
        value={mode}
        options={modesOf(system).map((each) => [each, t(`mode.${each}`)])}
        onChange={(next) => void setFault(system, next, next === 'late' ? late : undefined)}
      />
      <Delay
        what={t(`system.${system}`)}
        value={late}
        active={mode === 'late'}
        onChange={(ms) => {
          setLate(ms)
          void setFault(system, 'late', ms)
        }}
      />
    </div>
  )
}

const LONGEST_MS = 600_000

/** How late; it counts once the field is left or Enter is pressed. */
function Delay(props: { what: string; value: number; active: boolean; onChange: (ms: number) => void }) {
  const { what, value, active, onChange } = props
  const { t } = useWords()
  const [text, setText] = useState(String(value))
  useEffect(() => setText(String(value)), [value])
  const done = () => {
    const ms = Math.min(LONGEST_MS, Math.max(1, Math.round(Number(text)) || value))
    setText(String(ms))
    if (ms !== value) onChange(ms)
  }
  return (
    <span className='delay'>
      <input
        type='number'
        inputMode='numeric'
        aria-label={t('delay', { what })}
        min={1}
        max={LONGEST_MS}
        step={100}
        disabled={!active}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={done}
        onKeyDown={(event) => {
          if (event.key === 'Enter') done()
        }}
      />
      {t('ms')}
    </span>
  )
}

/** How many failures are on; they are seen wherever one is, and end with one click. */
export function FailuresOn() {
  const { t } = useWords()
  const bench = useBench()
  const outside = useOutside()
  const count = useFailures()
  const off = () => {
    bench.setNetwork({ kind: 'usual' })
    void outside.clearFaults()
  }
  return (
    <div role='status'>
      {count > 0 && (
        <div className='failures-on'>
          {t('faults.on', { n: count })}
          <button type='button' onClick={off}>
            {t('faults.off')}
          </button>
        </div>
      )}
    </div>
  )
}

export function useFailures(): number {
  const network = useObserved(useBench().network)
  const outside = useOutside()
  const faults = useObserved(outside.faults)
  const wechatMessages = useObserved(outside.wechatMessages)
  const others = [network.kind !== 'usual', wechatMessages !== 'taken'].filter(Boolean)
  return faults.filter(({ mode }) => mode !== 'none').length + others.length
}
