import { type FormEvent, useEffect, useState } from 'react'
import { inShanghai, onDate, STEPS, type Step } from './calendar.ts'
import { useOutside } from './context.ts'
import { useObserved } from './observable.ts'
import { useWords } from './words.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The bank's time, and ways to move it forward. */
export function Clock() {
  const { t } = useWords()
  const outside = useOutside()
  const ahead = useObserved(outside.ahead)
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const [date, setDate] = useState('')
  const now = () => Date.now() + (ahead ?? 0)

  const moveTo = async (then: number) => {
    setBusy(true)
    setFailure('')
    try {
      await outside.moveClock(Math.round(then - now()))
    } catch (error) {
      setFailure((error as Error).message)
    } finally {
      setBusy(false)
    }
  }
  const go = (event: FormEvent) => {
    event.preventDefault()
    const then = onDate(now(), date)
    if (then !== null) void moveTo(then)
  }
  return (
    <div className='clock scroll'>
      <div>
        <div className='caption'>{t('clock.now')}</div>
        {ahead === null ? <p className='figure'>--:--:--</p> : <Face ahead={ahead} />}
      </div>
      <fieldset className='steps' disabled={busy || ahead === null}>
        <legend className='caption'>{t('clock.forward')}</legend>
        {(Object.keys(STEPS) as Step[]).map((step) => (
          <button key={step} type='button' className='soft-button' onClick={() => moveTo(STEPS[step](now()))}>
            {t(`clock.${step}`)}
          </button>
        ))}
      </fieldset>
      <form className='steps' onSubmit={go}>
        <label className='caption' htmlFor='clock-date'>
          {t('clock.date')}
        </label>
        <input
          id='clock-date'
          type='date'
          required
          min={inShanghai(now() + DAY_MS).date}
          value={date}
          onChange={(event) => setDate(event.target.value)}
        />
        <button type='submit' className='soft-button' disabled={busy || ahead === null}>
          {t('clock.go')}
        </button>
      </form>
      <p className='caption' role='status'>
        {failure || t('clock.about')}
      </p>
    </div>
  )
}

/** Ticks by itself, so that nothing else has to. */
function Face({ ahead }: { ahead: number }) {
  const { t } = useWords()
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  const { date, time } = inShanghai(Date.now() + ahead)
  const days = Math.round(ahead / DAY_MS)
  const amount = days > 0 ? t('clock.days', { n: days }) : t('clock.hours', { n: Math.round(ahead / HOUR_MS) })
  const moved = ahead > HOUR_MS / 2
  return (
    <>
      <p className='figure'>
        {time} <small>{date}</small>
      </p>
      <div className='caption' data-warn={moved || undefined}>
        {moved ? t('clock.ahead', { days: amount }) : t('clock.real')}
      </div>
    </>
  )
}
