import { View } from '@tarojs/components'
import { useState } from 'react'
import { businessDate } from '../../contract/dates.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { type Say, useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { keepText } from '../lib/platform.ts'
import { newId } from '../lib/random.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { Button, Card, notify, ProblemCard, Row, Rows, Sheet } from '../ui/index.ts'
import { Records } from './Records.tsx'
import { WORDS } from './words.ts'

type Dossier = Answer<'POST /v1/me/data'>
type Order = Extract<Body<'POST /v1/authorisations'>['order'], { kind: 'personal-data' }>

/** All that the bank knows: asked for with the PIN, read section by section, and kept as one text. */
export function Known({ hasPin }: { readonly hasPin: boolean }) {
  const { t } = useText(WORDS)
  const [order, setOrder] = useState<Order | null>(null)
  const [dossier, setDossier] = useState<Dossier>()
  const [chosen, setChosen] = useState<Dossier['sections'][number]>()

  const fetching = useAct(async (id: string, authorisation: { token: string } | null) => {
    setDossier(await call('POST /v1/me/data', { body: { id, authorisation } }))
  })
  const asking = useAct(async () => {
    const id = await newId()
    if (hasPin) setOrder({ kind: 'personal-data', orderId: id })
    else await fetching.run(id, null)
  })
  const keeping = useAct(async (all: Dossier) => {
    const name = `minibank-${businessDate(all.madeAt)}.json`
    // Who does not let it into the clipboard has changed their mind.
    const how = await keepText(name, JSON.stringify(all, null, 2)).catch(() => null)
    if (how) notify(t(`privacy.data.${how}`))
  })
  const problem = asking.error ?? fetching.error ?? keeping.error

  return (
    <>
      <Card title={t('privacy.data')} id='known'>
        <View className='sheet__about'>{t('privacy.data.about')}</View>
        {problem && <ProblemCard problem={problem.problem} />}
        {dossier ? (
          <>
            <Rows>
              {dossier.sections.map((section) => (
                <Row
                  key={section.id}
                  kind='name'
                  id={`section-${section.id}`}
                  label={section.title}
                  value={countOf(section, t)}
                  onTap={section.records.length > 0 ? () => setChosen(section) : undefined}
                />
              ))}
            </Rows>
            <Button kind='soft' id='keep' loading={keeping.busy} onTap={() => void keeping.run(dossier)}>
              {t('privacy.data.keep')}
            </Button>
            <View className='sheet__about'>{t('privacy.data.careful')}</View>
          </>
        ) : (
          <Button id='show-known' kind='soft' loading={asking.busy || fetching.busy} onTap={() => void asking.run()}>
            {t('privacy.data.show')}
          </Button>
        )}
      </Card>
      <PinSheet
        order={order}
        subject={t('privacy.data.subject')}
        onClose={() => setOrder(null)}
        onAuthorised={async (token) => {
          const { orderId } = order as Order
          await fetching.run(orderId, { token })
          setOrder(null)
        }}
      />
      <Sheet open={!!chosen} onClose={() => setChosen(undefined)} title={chosen?.title ?? ''} id='section'>
        {chosen && <Records key={chosen.id} section={chosen} />}
      </Sheet>
    </>
  )
}

function countOf({ records, more }: Dossier['sections'][number], t: Say<typeof WORDS>): string {
  if (records.length === 0) return t('privacy.data.none')
  return t(more ? 'privacy.data.count-more' : 'privacy.data.count', { n: records.length })
}
