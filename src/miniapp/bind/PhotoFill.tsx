import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { canPhotograph, choosePhoto, type Photo } from '../lib/photos.ts'
import { problemText } from '../lib/problem.ts'
import { Avatar, aria, Card, type IconName, Row, Rows } from '../ui/index.ts'
import type { BindForm } from './form.ts'
import { idFields, type Shot, typedPerson } from './photo-fields.ts'
import { WORDS } from './words.ts'
import './PhotoFill.scss'

const ICONS: Readonly<Record<Shot, IconName>> = { face: 'user-round', emblem: 'shield-check', card: 'credit-card' }
const SHOTS: readonly Shot[] = ['face', 'emblem', 'card']

/** Photos of the ID card and the bank card fill the form; whoever would rather type passes it by. */
export function PhotoFill({ form, change }: { form: BindForm; change: (fields: Partial<BindForm>) => void }) {
  const { t } = useText(WORDS)
  const [read, setRead] = useState<ReadonlySet<Shot>>(new Set())
  const [at, setAt] = useState<Shot>()

  const reading = useAct(async (shot: Shot, photo: Photo) => {
    const image = await photo.base64()
    if (shot === 'card') {
      change(await call('POST /v1/card-photos', { body: { image } }))
      setRead((now) => new Set([...now, shot]))
      return
    }
    const answer = await call('POST /v1/id-photos', { body: { image, typed: typedPerson(form) } })
    change(idFields(answer, form))
    // Whichever side was taken is the one that is read.
    setRead((now) => new Set([...now, answer.side]))
  })
  const take = async (shot: Shot) => {
    if (reading.busy) return
    const photo = await choosePhoto()
    if (!photo) return
    setAt(shot)
    await reading.run(shot, photo)
  }
  const state = (shot: Shot): string => {
    if (reading.busy && at === shot) return t('photo.reading')
    return read.has(shot) ? t('photo.read') : t('photo.take')
  }

  if (!canPhotograph) return null
  return (
    <Card id='photos' title={t('photo.head')}>
      <Rows>
        {SHOTS.map((shot) => (
          <Row
            key={shot}
            id={`photo-${shot}`}
            kind='name'
            mark={<Avatar icon={read.has(shot) ? 'check' : ICONS[shot]} tone={read.has(shot) ? 'accent' : 'plain'} />}
            label={t(`photo.${shot}`)}
            value={
              <View id={`photo-${shot}-state`} className={read.has(shot) ? '' : 'photo-fill__take'}>
                {state(shot)}
              </View>
            }
            ariaText={`${t(`photo.${shot}`)}，${state(shot)}`}
            arrow={false}
            onTap={() => void take(shot)}
          />
        ))}
      </Rows>
      {reading.error && (
        <View className='photo-fill__error' id='photo-error' {...aria({ role: 'alert' })}>
          {problemText(reading.error.problem)}
        </View>
      )}
      <View className='photo-fill__note'>{reading.slow ? t('common.slow') : t('photo.note')}</View>
    </Card>
  )
}
