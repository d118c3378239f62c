import { Picker, View } from '@tarojs/components'
import { useState } from 'react'
import { useText } from '../lib/i18n.ts'
import { platform } from '../lib/platform.ts'
import { ChoiceBox, Icon, Pressable, Sheet } from '../ui/index.ts'
import { PROVINCES, type Province } from './areas.ts'
import { WORDS } from './words.ts'

export interface AreaSelectProps {
  readonly value: string
  readonly onChange: (area: { code: string; name: string }) => void
  readonly error?: string | undefined
}

/** The address area: WeChat's own region picker down to the county, elsewhere two lists. */
export function AreaSelect({ value, onChange, error }: AreaSelectProps) {
  const { t } = useText(WORDS)
  const [open, setOpen] = useState(false)
  const [province, setProvince] = useState<Province>()
  const box = { id: 'area', label: t('bind.area'), value, error }

  if (platform === 'weapp') {
    return (
      <Picker
        mode='region'
        value={[]}
        onChange={({ detail }) => {
          const names = detail.value.filter((name, place) => name !== detail.value[place - 1])
          onChange({ code: detail.code.at(-1) ?? '', name: names.join(' ') })
        }}
      >
        <ChoiceBox {...box} />
      </Picker>
    )
  }

  const choose = (code: string, name: string) => {
    setOpen(false)
    onChange({ code, name: province && province.name !== name ? `${province.name} ${name}` : name })
  }
  return (
    <>
      <ChoiceBox
        {...box}
        onTap={() => {
          setProvince(undefined)
          setOpen(true)
        }}
      />
      <Sheet
        open={open}
        title={province?.name ?? t('bind.area.province')}
        onClose={() => (province ? setProvince(undefined) : setOpen(false))}
      >
        {(province?.areas ?? PROVINCES).map((area) => (
          <Pressable
            key={area.code}
            id={`area-${area.code}`}
            className='select__option'
            onTap={() => ('areas' in area ? setProvince(area as Province) : choose(area.code, area.name))}
          >
            <View className='select__text'>{area.name}</View>
            {'areas' in area && <Icon name='chevron-right' tone='quiet' />}
          </Pressable>
        ))}
      </Sheet>
    </>
  )
}
