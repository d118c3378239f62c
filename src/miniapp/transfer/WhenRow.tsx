import { Picker, View } from '@tarojs/components'
import { formatDate } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import type { Loaded } from '../lib/load.ts'
import { Button, Icon, Pressable, ProblemCard, Row, Rows, Sheet, Skeleton, Toggle } from '../ui/index.ts'
import type { Choices, When } from './when.ts'
import { WORDS } from './words.ts'

const PLAIN = [
  ['real-time', undefined],
  ['ordinary', { arrival: 'ordinary' }],
  ['next-day', { arrival: 'next-day' }],
] as const

/** When the payee is to have it, in one quiet row. */
export function WhenRow({ value, onTap }: { readonly value: string; readonly onTap: () => void }) {
  const { t } = useText(WORDS)
  return (
    <Pressable className='transfer__note' id='when' onTap={onTap}>
      <View className='transfer__when'>{t('later.row')}</View>
      <View className='transfer__when-value'>{value}</View>
      <Icon name='chevron-right' />
    </Pressable>
  )
}

interface WhenProps {
  readonly when: When
  readonly onChange: (when: When) => void
  readonly onClose: () => void
}

/** The choices, in plain words. */
function WhenRows({ choices, when, onChange, onClose }: WhenProps & { readonly choices: Choices }) {
  const { t, language } = useText(WORDS)
  const { from, until, runsFrom: hour, ordinaryHours: hours, monthlyTimes: times } = choices
  const dated = when?.arrival === 'on-date' ? when : undefined
  const tick = (chosen: boolean) => (chosen ? <Icon name='check' tone='accent' /> : undefined)
  return (
    <>
      <Rows>
        {PLAIN.map(([name, chosen]) => (
          <Row
            key={name}
            id={`when-${name}`}
            kind='name'
            label={t(`later.${name}`, { hours })}
            hint={t(`later.${name}.about`, { hours, hour })}
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
            hint={t('later.on-date.about', { hour })}
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
            hint={t('later.monthly.about', { times })}
            on={dated.monthly ?? false}
            onChange={(monthly) => onChange({ arrival: 'on-date', date: dated.date, ...(monthly ? { monthly } : {}) })}
          />
        </View>
      )}
    </>
  )
}

/** What may be chosen, once the bank has said it. */
export function WhenSheet(props: WhenProps & { readonly open: boolean; readonly choices: Loaded<Choices> }) {
  const { t } = useText(WORDS)
  const { open, when, choices, onClose } = props
  const { data, error, reload } = choices
  return (
    <Sheet
      open={open}
      id='when-sheet'
      title={t('later.row')}
      onClose={onClose}
      footer={
        when?.arrival === 'on-date' && (
          <Button id='when-done' onTap={onClose}>
            {t('common.done')}
          </Button>
        )
      }
    >
      {data ? (
        <WhenRows choices={data} when={when} onChange={props.onChange} onClose={onClose} />
      ) : error ? (
        <ProblemCard problem={error.problem} onRetry={reload} />
      ) : (
        <Skeleton shape='list' />
      )}
    </Sheet>
  )
}
