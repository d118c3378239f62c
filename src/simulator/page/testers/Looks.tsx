import { useBench } from './context.ts'
import { useObserved } from './observable.ts'
import { Section, Segments } from './parts.tsx'
import { useWords } from './words.ts'

/** The phone's own settings. */
export function Looks() {
  const { t } = useWords()
  const bench = useBench()
  const { theme, large, language } = useObserved(bench.look)
  return (
    <Section title={t('look')}>
      <div className='card settings'>
        <Segments
          label={t('theme')}
          value={theme}
          options={[
            ['light', t('theme.light')],
            ['dark', t('theme.dark')],
          ]}
          onChange={(next) => bench.setLook({ theme: next })}
        />
        <Segments
          label={t('size')}
          value={large ? 'large' : 'usual'}
          options={[
            ['usual', t('size.usual')],
            ['large', t('size.large')],
          ]}
          onChange={(next) => bench.setLook({ large: next === 'large' })}
        />
        <Segments
          label={t('phone-language')}
          value={language}
          options={[
            ['zh_CN', '中文'],
            ['en', 'English'],
          ]}
          onChange={(next) => bench.setLook({ language: next })}
        />
      </div>
    </Section>
  )
}
