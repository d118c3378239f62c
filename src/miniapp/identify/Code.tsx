import { View } from '@tarojs/components'
import type { Answer } from '../../contract/schema/index.ts'
import { useText } from '../lib/i18n.ts'
import { aria, Card, Countdown, Outcome } from '../ui/index.ts'
import type { Progress } from './index.tsx'
import './Code.scss'
import { WORDS } from './words.ts'

const minutes = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** The code, large enough to be read across a counter, or what has become of it. */
export function Code(props: { shown: Answer<'POST /v1/identification-codes'>; progress: Progress; onEnd: () => void }) {
  const { code, lifeSeconds } = props.shown
  const { progress } = props
  const { t } = useText(WORDS)
  switch (progress) {
    case 'waiting':
      return (
        <Card className='identify-code' id='code-card'>
          <View className='identify-code__name'>{t('identify.code')}</View>
          <View
            className='identify-code__digits'
            id='code'
            {...aria({ role: 'img', label: `${t('identify.code')} ${[...code].join(' ')}` })}
          >
            <View className='identify-code__part'>{code.slice(0, 4)}</View>
            <View className='identify-code__part'>{code.slice(4)}</View>
          </View>
          <View className='identify-code__left'>
            <Countdown
              seconds={lifeSeconds}
              words={(left) => t('identify.left', { left: minutes(left) })}
              onEnd={props.onEnd}
            />
          </View>
          <View className='identify-code__secret'>{t('identify.secret')}</View>
        </Card>
      )
    case 'at-counter':
      return <Told tone='waiting' state='at-counter' />
    case 'refused':
    case 'replaced':
    case 'expired':
      return <Told tone='bad' state={progress} />
    case 'passed':
      return null
  }
}

function Told({ tone, state }: { tone: 'waiting' | 'bad'; state: 'at-counter' | 'refused' | 'replaced' | 'expired' }) {
  const { t } = useText(WORDS)
  return (
    <Outcome id={`code-${state}`} tone={tone} title={t(`identify.${state}`)} about={t(`identify.${state}.about`)} />
  )
}
