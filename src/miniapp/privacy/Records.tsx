import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Answer } from '../../contract/schema/index.ts'
import { useText } from '../lib/i18n.ts'
import { Button, Row, Rows } from '../ui/index.ts'
import './privacy.scss'
import { WORDS } from './words.ts'

/** A screen holds some hundred nodes, and a record has up to a dozen rows. */
const SHOWN = 5

/** One section of what the bank knows: why it has it, then its records, a few at a time. */
export function Records({ section }: { readonly section: Answer<'POST /v1/me/data'>['sections'][number] }) {
  const { t } = useText(WORDS)
  const [from, setFrom] = useState(0)
  const { about, records } = section
  const to = Math.min(from + SHOWN, records.length)
  return (
    <>
      <View className='sheet__about'>{about}</View>
      {records.slice(from, to).map((record, n) => (
        // Records have no names of their own; a page of them is drawn anew as a whole.
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is fixed
        <View className='record' key={from + n}>
          <Rows>
            {Object.entries(record).map(([label, value]) => (
              <Row key={label} label={label} value={value} />
            ))}
          </Rows>
        </View>
      ))}
      {records.length > SHOWN && (
        <View className='sheet__about'>{t('privacy.data.at', { from: from + 1, to, of: records.length })}</View>
      )}
      {to < records.length && (
        <Button kind='plain' id='next-records' onTap={() => setFrom(to)}>
          {t('privacy.data.next', { n: Math.min(SHOWN, records.length - to) })}
        </Button>
      )}
    </>
  )
}
