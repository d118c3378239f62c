import { useEffect, useState } from 'react'
import { useOutside } from './context.ts'
import { FailuresOn } from './Failures.tsx'
import { useObserved } from './observable.ts'
import { Segments } from './parts.tsx'
import { Reset } from './Reset.tsx'
import { type Institution, sandbox } from './sandbox.ts'
import { useWords } from './words.ts'

const LINKS = [
  ['/h5/', 'link.h5'],
  ['/docs', 'link.api'],
  ['/metrics', 'link.metrics'],
] as const

/** What this is, who runs it, and where else to go. */
export function Masthead() {
  const { t, language, setLanguage } = useWords()
  const reachable = useObserved(useOutside().reachable)
  const [institution, setInstitution] = useState<Institution | null>(null)
  useEffect(() => {
    sandbox.institution().then(setInstitution, () => {})
  }, [])
  const name = language === 'zh' ? institution?.name : institution?.nameEn
  return (
    <header className='masthead'>
      <div className='masthead-text'>
        <h1>minibank</h1>
        <p>
          {t('about')}
          {institution?.demonstration && <span> · {t('demonstration', { name: name ?? '' })}</span>}
        </p>
      </div>
      <div className='masthead-state'>
        <FailuresOn />
        <div role='status'>{!reachable && <span className='unreachable'>{t('unreachable')}</span>}</div>
      </div>
      <nav aria-label={t('links')}>
        {LINKS.map(([href, word]) => (
          <a key={href} href={href} target='_blank' rel='noreferrer'>
            {t(word)}
          </a>
        ))}
      </nav>
      <Segments
        quiet
        label={t('language')}
        value={language}
        options={[
          ['zh', '中文'],
          ['en', 'English'],
        ]}
        onChange={setLanguage}
      />
      <Reset />
    </header>
  )
}
