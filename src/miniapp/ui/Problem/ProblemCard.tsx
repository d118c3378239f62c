import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { type ReactNode, useEffect } from 'react'
import type { Problem } from '../../../contract/errors.ts'
import { useText } from '../../lib/i18n.ts'
import { problemText } from '../../lib/problem.ts'
import { aria } from '../aria.ts'
import { Button } from '../Button/Button.tsx'
import { clearOfFooter } from '../clear-of-footer.ts'
import { Icon } from '../Icon/Icon.tsx'
import './ProblemCard.scss'

export interface ProblemCardProps {
  readonly problem: Problem
  /** Offered only where trying again can help. */
  readonly onRetry?: (() => void) | undefined
  /** Another way out: call the bank, choose another card. */
  readonly action?: ReactNode
  /** It stands first on a page with keys, which is scrolled back to it. */
  readonly first?: boolean
}

/** A refusal or a failure in words, in the page, next to what caused it; with the number to quote when it is ours. */
export function ProblemCard({ problem, onRetry, action, first = false }: ProblemCardProps) {
  const { t } = useText()
  // biome-ignore lint/correctness/useExhaustiveDependencies: at every new problem
  useEffect(() => {
    if (first) Taro.pageScrollTo({ scrollTop: 0, duration: 200 }).catch(() => undefined)
    else clearOfFooter('.page__content > .problem')
  }, [first, problem])
  const canRetry = onRetry && (problem.retry === 'same' || problem.retry === 'later')
  return (
    <View className='problem' id='problem' {...aria({ role: 'alert' })}>
      <View className='problem__line'>
        <Icon name={problem.code === 'CLIENT_OFFLINE' ? 'wifi-off' : 'circle-alert'} />
        <View className='problem__text'>{problemText(problem)}</View>
      </View>
      {problem.status >= 500 && problem.traceId && (
        <View className='problem__trace'>{t('common.trace', { id: problem.traceId.slice(-8) })}</View>
      )}
      {(canRetry || action) && (
        <View className='problem__actions'>
          {canRetry && (
            <Button kind='plain' narrow onTap={onRetry} id='retry'>
              {t('common.retry')}
            </Button>
          )}
          {action}
        </View>
      )}
    </View>
  )
}
