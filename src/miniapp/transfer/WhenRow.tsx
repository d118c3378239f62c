import { Picker, View } from '@tarojs/components'
import { formatDate } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { Button, Icon, Pressable, Row, Rows, Sheet, Toggle } from '../ui/index.ts'
import { daysToChoose, type When, whenWords } from './when.ts'
import { WORDS } from './words.ts'

const PLAIN = [
  ['real-time', undefined],
  ['ordinary', { arrival: 'ordinary' }],
  ['next-day', { arrival: 'next-day' }],
] as const

/** When the payee is to have it, in one quiet row. */
export function WhenRow({ when, onTap }: { readonly when: When; readonly onTap: () => void }) {
  const { t, language } = useText(WORDS)
  return (
    <Pressable className='transfer__note' id='when' onTap={onTap}>
      <View className='transfer__when'>{t('later.row')}</View>
      <View className='transfer__when-value'>{whenWords(when, t, language)}</View>
      <Icon name='chevron-right' />
    </Pressable>
  )
}

/** The choices, in plain words. */
export function WhenSheet(props: {
  readonly open: boolean
  readonly when: When
  readonly onClose: () => void
  readonly onChange: (when: When) => void
}) {
  const { t, language } = useText(WORDS)
  const { when, onClose, onChange } = props
  const { from, until } = daysToChoose(Date.now())
  const dated = when?.arrival === 'on-date' ? when : undefined
  const tick = (chosen: boolean) => (chosen ? <Icon name='check' tone='accent' /> : undefined)
  return (
    <Sheet
      open={props.open}
      id='when-sheet'
      title={t('later.row')}
      onClose={onClose}
      footer={
        dated && (
          <Button id='when-done' onTap={onClose}>
            {t('common.done')}
          </Button>
        )
      }
    >
      <Rows>
        {PLAIN.map(([name, chosen]) => (
          <Row
            key={name}
            id={`when-${name}`}
            kind='name'
            label={t(`later.${name}`)}
            hint={t(`later.${name}.about`)}
            value={tick(when?.arrival === chosen?.arrival)}
            arrow={false}
            onTap={() => {
              onChange(chosen)
              onClose()
            }}
          />
        ))}
        <Picker
          mode='date'
          start={from}
          end={until}
          value={dated?.date ?? from}
          onChange={({ detail }) =>
            onChange({ arrival: 'on-date', date: detail.value, ...(dated?.monthly ? { monthly: true } : {}) })
          }
        >
          <Row
            id='when-on-date'
            kind='name'
            label={dated ? formatDate(dated.date, language) : t('later.on-date')}
            hint={t('later.on-date.about')}
            value={tick(dated !== undefined)}
            arrow
          />
        </Picker>
      </Rows>
      {dated && (
        <View className='transfer__monthly'>
          <Toggle
            id='when-monthly'
            label={t('later.monthly')}
            hint={t('later.monthly.about')}
            on={dated.monthly ?? false}
            onChange={(monthly) => onChange({ arrival: 'on-date', date: dated.date, ...(monthly ? { monthly } : {}) })}
          />
        </View>
      )}
    </Sheet>
  )
}
