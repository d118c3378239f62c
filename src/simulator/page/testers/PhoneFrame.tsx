import { type CSSProperties, type ReactNode, useLayoutEffect, useRef } from 'react'
import { useBench } from './context.ts'
import { type Layout, useScale } from './layout.ts'
import { useObserved } from './observable.ts'
import { useWords } from './words.ts'

const SCREEN = { width: 375, height: 812 }

/** The phone in its frame; where there is little room it is the whole window. */
export function PhoneFrame(props: { screen: HTMLElement; layout: Layout; children?: ReactNode }) {
  const { screen, layout, children } = props
  const { t } = useWords()
  const bench = useBench()
  const scale = useScale()
  const place = useRef<HTMLDivElement>(null)
  const launched = useRef(false)
  const full = layout === 'narrow'

  useLayoutEffect(() => {
    place.current?.append(screen)
    const resize = () => {
      const { width, height } = full ? { width: innerWidth, height: innerHeight } : SCREEN
      bench.phone.resize(width, height)
    }
    resize()
    // Pages measure themselves, so nothing starts before there is a place for it.
    if (!launched.current) bench.launch()
    launched.current = true
    if (!full) return
    addEventListener('resize', resize)
    return () => removeEventListener('resize', resize)
  }, [screen, bench, full])

  return (
    <main className='bench' aria-label={t('phone')}>
      <div className='device-room' style={full ? {} : ({ '--scale': scale } as CSSProperties)}>
        <div className='device' data-full={full || undefined}>
          <div className='device-screen' ref={place} />
          <Background />
          {!full && <div className='island' aria-hidden='true' />}
          {children}
        </div>
      </div>
    </main>
  )
}

/** What is seen once the mini-program was closed by its capsule. */
function Background() {
  const { t } = useWords()
  const bench = useBench()
  if (useObserved(bench.foreground)) return null
  return (
    <div className='background'>
      <h2>{t('background')}</h2>
      <p>{t('background.about')}</p>
      <button type='button' className='main-button' onClick={bench.comeBack}>
        {t('background.back')}
      </button>
    </div>
  )
}
