import type { ReactNode } from 'react'
import { useBench, useOutside } from './context.ts'
import { useObserved } from './observable.ts'
import { Copy, Section } from './parts.tsx'
import type { Card, Persona } from './sandbox.ts'
import { useWords } from './words.ts'

/** Who there is; the chosen one with the numbers to type. */
export function People() {
  const { t, language } = useWords()
  const bench = useBench()
  const personas = useObserved(useOutside().personas)
  const chosen = useObserved(bench.persona)
  return (
    <Section title={t('people')}>
      <div className='card people' role='radiogroup' aria-label={t('people')}>
        {personas.length === 0 && <p className='empty'>{t('people.none')}</p>}
        {personas.map((persona) => (
          <div key={persona.id} className='person' data-chosen={persona.id === chosen || undefined}>
            <label className='person-head'>
              <input
                type='radio'
                name='persona'
                value={persona.id}
                checked={persona.id === chosen}
                onChange={() => bench.choose(persona)}
              />
              <Initial name={persona.name} />
              <span className='person-text'>
                <b>{persona.title[language]}</b>
                <span className='person-about'>{persona.about[language]}</span>
              </span>
            </label>
            {persona.id === chosen && <Numbers persona={persona} />}
          </div>
        ))}
      </div>
    </Section>
  )
}

export function Initial({ name }: { name: string }) {
  return (
    <span className='initial' aria-hidden='true'>
      {name.slice(-1)}
    </span>
  )
}

function Numbers({ persona }: { persona: Persona }) {
  const { t } = useWords()
  const { name, mobile, idNumber, pin, cards } = persona
  return (
    <dl className='numbers'>
      <Row label={t('name')} value={name} />
      <Row label={t('mobile')} value={mobile} shown={grouped(mobile, [3, 4, 4])} />
      <Row label={t('id-number')} value={idNumber} shown={grouped(idNumber, [6, 8, 4])} />
      {cards.map((card) => (
        <Row
          key={card.number}
          label={card.bankName}
          value={card.number}
          shown={card.number.replace(/(.{4})(?=.)/g, '$1 ')}
          note={<CardNote card={card} />}
        />
      ))}
      <div className='number'>
        <dt>{t('pin')}</dt>
        <dd className='plain'>{pin ?? t('pin.none')}</dd>
      </div>
    </dl>
  )
}

function Row(props: { label: string; value: string; shown?: string; note?: ReactNode }) {
  const { label, value, shown = value, note } = props
  const { t } = useWords()
  return (
    <div className='number'>
      <dt>{label}</dt>
      <dd>
        <Copy value={value} label={`${t('copy')}：${label} ${value}`}>
          {shown}
        </Copy>
        {note}
      </dd>
    </div>
  )
}

/** What is special about a card, or else what is on it. */
function CardNote({ card }: { card: Card }) {
  const { t } = useWords()
  const special = card.state === 'frozen' ? 'frozen' : card.kind === 'class-I' ? null : card.kind
  return (
    <span className='card-note' title={yuan(card.balance)}>
      {special ? <em>{t(`card.${special}`)}</em> : roundYuan(card.balance)}
    </span>
  )
}

const yuan = (fen: number) => (fen / 100).toLocaleString('en', { minimumFractionDigits: 2 })
/** There is room for a round figure; the exact one is its title. */
const roundYuan = (fen: number) => (fen < 100_00 ? yuan(fen) : Math.floor(fen / 100).toLocaleString('en'))

function grouped(text: string, sizes: readonly number[]): string {
  let at = 0
  return sizes
    .map((size) => {
      at += size
      return text.slice(at - size, at)
    })
    .join(' ')
}
