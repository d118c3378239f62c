import { View } from '@tarojs/components'
import { wallClock } from '../../../contract/dates.ts'
import { useText } from '../../lib/i18n.ts'
import { aria } from '../../ui/index.ts'

type Part = 'home.night' | 'home.morning' | 'home.noon' | 'home.afternoon' | 'home.evening'

/** The part of the day at an hour in Shanghai. */
const partOf = (hour: number): Part =>
  hour < 5 || hour >= 23
    ? 'home.night'
    : hour < 11
      ? 'home.morning'
      : hour < 13
        ? 'home.noon'
        : hour < 18
          ? 'home.afternoon'
          : 'home.evening'

/** 下午好，李雷 */
export function Greeting({ name }: { readonly name: string | null }) {
  const { t } = useText()
  const greeting = t(partOf(Number(wallClock(Date.now()).slice(11, 13))))
  return (
    <View className='greeting' {...aria({ role: 'heading' })}>
      {name ? t('home.greeting', { greeting, name }) : greeting}
    </View>
  )
}
