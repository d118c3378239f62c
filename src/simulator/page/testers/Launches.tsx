import modes from '../../../../config/compile-modes.json'
import { useBench } from './context.ts'
import { Section } from './parts.tsx'
import { useWords } from './words.ts'

/** The scenes that the page offers, out of the compile modes that WeChat DevTools is given too. */
const OFFERED = [
  { scene: 1001, word: 'launch.plain' },
  { scene: 1007, word: 'launch.card' },
  { scene: 1047, word: 'launch.code' },
  { scene: 1154, word: 'launch.moments' },
] as const

/** How the mini-program is opened. */
export function Launches() {
  const { t } = useWords()
  const bench = useBench()
  return (
    <Section title={t('launches')}>
      <div className='launches'>
        {OFFERED.map(({ scene, word }) => {
          const mode = modes.find((one) => one.scene === scene)
          if (!mode) return null
          return (
            <button
              key={scene}
              type='button'
              className='tile'
              data-scene={scene}
              onClick={() => bench.launch({ path: mode.pathName, query: mode.query, scene })}
            >
              <b>{t(word)}</b>
              <span className='tile-scene'>{scene}</span>
            </button>
          )
        })}
      </div>
    </Section>
  )
}
