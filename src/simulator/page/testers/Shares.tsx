import { launchOfCard, type Shared } from './bench.ts'
import { useBench, useOutside } from './context.ts'
import { useObserved } from './observable.ts'
import { Initial } from './People.tsx'
import type { Persona } from './sandbox.ts'
import { useWords } from './words.ts'

/** The cards that were shared, as they lie in a chat, for another person to tap. */
export function Shares() {
  const { t } = useWords()
  const shares = useObserved(useBench().shares)
  const personas = useObserved(useOutside().personas)
  if (shares.length === 0) return <p className='empty'>{t('shares.none')}</p>
  return (
    <ul className='chat scroll'>
      {shares.map((shared) => (
        <li key={shared.id}>
          <Bubble shared={shared} personas={personas} />
        </li>
      ))}
    </ul>
  )
}

function Bubble({ shared: { from, card }, personas }: { shared: Shared; personas: readonly Persona[] }) {
  const { t } = useWords()
  const bench = useBench()
  const sharer = personas.find(({ id }) => id === from)
  return (
    <article className='bubble'>
      <Initial name={sharer?.name ?? '?'} />
      <div className='bubble-body'>
        <div className='caption'>{t('shares.from', { name: sharer?.name ?? from })}</div>
        <div className='share-card'>
          <p>{card.title}</p>
          {card.imageUrl ? <img src={card.imageUrl} alt='' /> : <div className='no-picture' />}
          <div className='caption'>{t('shares.kind')} · minibank</div>
        </div>
      </div>
      <div className='tappers'>
        <div className='caption'>{t('shares.tap')}</div>
        {personas
          .filter(({ id }) => id !== from)
          .map((persona) => (
            <button
              key={persona.id}
              type='button'
              className='soft-button'
              aria-label={t('shares.as', { name: persona.name })}
              onClick={() => bench.choose(persona, launchOfCard(card))}
            >
              {persona.name}
            </button>
          ))}
      </div>
    </article>
  )
}
