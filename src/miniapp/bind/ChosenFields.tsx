import { Picker, View } from '@tarojs/components'
import { OCCUPATIONS, TAX_RESIDENCIES } from '../../contract/choices.ts'
import { formatDate } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { Choice, ChoiceBox, Select } from '../ui/index.ts'
import { AreaSelect } from './AreaSelect.tsx'
import type { DiligenceForm } from './form.ts'
import type { FieldsProps } from './PersonFields.tsx'
import { WORDS } from './words.ts'

interface DiligenceProps {
  readonly form: DiligenceForm
  readonly change: (fields: Partial<DiligenceForm>) => void
  readonly errors: FieldsProps['errors']
  /** Business date. */
  readonly today: string
}

/** What Class II asks beyond the elements: chosen, not typed. */
export function DiligenceFields({ form, change, errors, today }: DiligenceProps) {
  const { t, language } = useText(WORDS)
  return (
    <>
      <Select
        id='occupation'
        label={t('bind.occupation')}
        options={OCCUPATIONS.map((value) => ({ value, text: t(`bind.occupation.${value}`) }))}
        value={form.occupation || undefined}
        error={errors.occupation}
        onChange={(occupation) => change({ occupation })}
      />
      <AreaSelect
        value={form.areaName}
        error={errors.area}
        onChange={({ code, name }) => change({ area: code, areaName: name })}
      />
      <View className='bind__validity'>
        {form.idForLife ? (
          <ChoiceBox
            id='id-until'
            label={t('bind.id-until')}
            value={t('bind.id-until.life')}
            onTap={() => change({ idForLife: null })}
          />
        ) : (
          <Picker
            mode='date'
            start={today}
            end={`${Number(today.slice(0, 4)) + 20}-12-31`}
            value={form.idValidUntil || today}
            onChange={({ detail }) => change({ idForLife: false, idValidUntil: detail.value })}
          >
            <ChoiceBox
              id='id-until'
              label={t('bind.id-until')}
              value={form.idValidUntil && formatDate(form.idValidUntil, language)}
              error={errors.idValidUntil}
            />
          </Picker>
        )}
        <Choice
          id='id-life'
          label={t('bind.id-until')}
          options={[
            { value: 'date', text: t('bind.id-until.date') },
            { value: 'life', text: t('bind.id-until.life') },
          ]}
          value={form.idForLife === null ? undefined : form.idForLife ? 'life' : 'date'}
          onChange={(kind) => change({ idForLife: kind === 'life' })}
        />
      </View>
    </>
  )
}

/** The declaration of tax residency, without which no account opens. */
export function TaxField({ form, change, errors }: Omit<FieldsProps, 'left'>) {
  const { t } = useText(WORDS)
  return (
    <Select
      id='tax'
      label={t('bind.tax')}
      options={TAX_RESIDENCIES.map((value) => ({ value, text: t(`bind.tax.${value}`) }))}
      value={form.taxResidency || undefined}
      error={errors.taxResidency}
      onChange={(taxResidency) => change({ taxResidency })}
    />
  )
}
