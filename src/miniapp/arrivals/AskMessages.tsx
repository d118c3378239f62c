import { View } from '@tarojs/components'
import { useState } from 'react'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { type MessageTemplate, useMessagePermission } from '../lib/message-permissions.ts'
import { Button, Icon, notify } from '../ui/index.ts'
import './AskMessages.scss'

/** Offers that WeChat tells the person next time: one button, where asking makes sense, and nothing after a no. */
export function AskMessages({ template }: { readonly template: MessageTemplate }) {
  const { t } = useText()
  const { permission, ask } = useMessagePermission(template)
  const [answered, setAnswered] = useState<'accept' | 'refused'>()
  const asking = useAct(async () => {
    const said = await ask()
    if (said === 'switched-off') notify(t('messages.switched-off'))
    else setAnswered(said)
  })

  if (answered === 'accept') {
    return (
      <View className='ask-messages ask-messages--done' id='messages-allowed'>
        <Icon name='check' size='small' tone='accent' />
        <View className='ask-messages__words'>{t(`messages.done.${template}`)}</View>
      </View>
    )
  }
  if (!permission?.ask || answered) return null
  return (
    <View className='ask-messages'>
      <Button kind='soft' id='ask-messages' loading={asking.busy} onTap={() => void asking.run()}>
        {t(`messages.ask.${template}`)}
      </Button>
    </View>
  )
}
