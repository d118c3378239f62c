import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import type { PropsWithChildren, ReactNode } from 'react'
import type { Problem } from '../../../contract/errors.ts'
import { useText } from '../../lib/i18n.ts'
import { useSettings } from '../../lib/settings.ts'
import { aria } from '../aria.ts'
import { Icon } from '../Icon/Icon.tsx'
import { NoticeBar } from '../Notice/Notice.tsx'
import { Pressable } from '../Pressable/Pressable.tsx'
import { ProblemCard } from '../Problem/ProblemCard.tsx'
import { Skeleton, type SkeletonProps } from '../Skeleton/Skeleton.tsx'
import { currentFrame } from './frame.ts'
import { useTabBar } from './tabs.ts'
import './Page.scss'

export interface PageProps {
  /** In the bar, centred; with `lead` none. */
  readonly title?: string
  /** In the bar, at the left, in place of a title: the greeting of a tab page. */
  readonly lead?: ReactNode
  /** One of the tabs: no way back, but in care mode, which has no tab bar, a way home. */
  readonly tab?: boolean
  /** A way back; on the first page of a shared link it becomes a way home. False where there is none: a result. */
  readonly back?: boolean
  /** Asked before going back; false stays. */
  readonly onBack?: () => boolean
  /** The main action, at the thumb: it stays while the content scrolls. */
  readonly footer?: ReactNode
  /** The footer holds keys: sunken ground from edge to edge. */
  readonly keys?: boolean
  /** The first answer is on its way: its bones are shown in place of the content. */
  readonly loading?: boolean
  readonly skeleton?: SkeletonProps['shape']
  /** The first answer did not come: told in place of the content. */
  readonly error?: Problem | undefined
  readonly onRetry?: (() => void) | undefined
  /** No bar: a page that is drawn inside of somebody else's (Moments). */
  readonly bare?: boolean
  readonly id?: string
}

const HOME = '/pages/home/index'
const goHome = () => void Taro.switchTab({ url: HOME })

/**
 * Every page: status bar, bar that keeps clear of the capsule, content, action at the thumb; theme and care mode at its
 * root. On a browser there is neither status bar nor capsule.
 */
export function Page({
  title,
  lead,
  tab = false,
  back = true,
  onBack,
  footer,
  keys = false,
  loading = false,
  skeleton = 'page',
  error,
  onRetry,
  bare = false,
  id,
  children,
}: PropsWithChildren<PageProps>) {
  const { care, theme } = useSettings()
  useTabBar(tab)
  const { t } = useText()
  const frame = currentFrame()
  const leads = tab ? !!care && !lead : back
  const first = tab || Taro.getCurrentPages().length < 2
  const leave = () => {
    if (onBack && !onBack()) return
    if (first) goHome()
    else void Taro.navigateBack()
  }
  const classes = ['page', theme === 'system' ? '' : theme, care ? 'care' : ''].filter(Boolean).join(' ')

  return (
    <View
      {...(id === undefined ? {} : { id })}
      className={classes}
      // Care mode's sizes are large already; usual ones follow the system's.
      {...(care || frame.scale === 1 ? {} : { style: `--scale: ${frame.scale}` })}
    >
      {!bare && (
        <View className='page__top' style={{ paddingTop: `${frame.statusBar}px` }}>
          <View className='page__bar' style={{ minHeight: `${frame.bar}px`, paddingRight: `${frame.capsule}px` }}>
            {lead ? (
              <View className='page__lead'>{lead}</View>
            ) : (
              <>
                <View className='page__side' style={frame.capsule ? { width: `${frame.capsule}px` } : {}}>
                  {leads && (
                    <Pressable
                      className='page__back'
                      label={first ? t('common.home') : t('common.back')}
                      onTap={leave}
                      id='back'
                    >
                      <Icon name={first ? 'house' : 'chevron-left'} />
                    </Pressable>
                  )}
                </View>
                <View className='page__title' {...aria({ role: 'heading' })}>
                  {title}
                </View>
                {frame.capsule === 0 && <View className='page__side' />}
              </>
            )}
          </View>
        </View>
      )}
      <View className={`page__content ${footer || tab ? '' : 'page__content--last'}`}>
        {error ? <ProblemCard problem={error} onRetry={onRetry} /> : loading ? <Skeleton shape={skeleton} /> : children}
      </View>
      {footer && !loading && !error && (
        <View className={`page__footer ${keys ? 'page__footer--keys' : ''}`}>{footer}</View>
      )}
      <NoticeBar />
    </View>
  )
}
