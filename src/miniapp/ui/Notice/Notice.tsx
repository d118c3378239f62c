import { View } from '@tarojs/components'
import { aria } from '../aria.ts'
import { Icon } from '../Icon/Icon.tsx'
import { useNotice } from './notices.ts'
import './Notice.scss'

/** Where `notify` shows. Page has one; nobody else needs it. */
export function NoticeBar() {
  const notice = useNotice()
  return (
    <View className='notice' {...aria({ live: 'polite' })}>
      {notice && (
        <View className='notice__body' id='notice'>
          <Icon name={notice.tone === 'wrong' ? 'circle-alert' : 'check'} size='small' />
          <View className='notice__text'>{notice.text}</View>
        </View>
      )}
    </View>
  )
}
