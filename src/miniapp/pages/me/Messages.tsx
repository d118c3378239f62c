import { useText } from '../../lib/i18n.ts'
import { useAct } from '../../lib/load.ts'
import { useMessagePermission } from '../../lib/message-permissions.ts'
import { Card, notify, Rows, Toggle } from '../../ui/index.ts'

/** Whether WeChat tells of incoming money: to see, and to change. Not there where WeChat is not. */
export function Messages() {
  const { t } = useText()
  const { permission, ask, wish } = useMessagePermission('arrival')
  const change = useAct(async (on: boolean) => {
    if (!on) return wish(false)
    // WeChat asks first: it does so in a tap's own turn alone.
    const said = permission?.allowed ? 'accept' : await ask()
    if (said === 'switched-off') notify(t('messages.switched-off'))
    if (said === 'accept') await wish(true)
    return undefined
  })
  if (!permission) return null
  const on = permission.allowed && permission.wanted
  return (
    <Card>
      <Rows>
        <Toggle
          id='arrival-messages'
          label={t('messages.toggle')}
          hint={t(on ? 'messages.toggle.on' : 'messages.toggle.off')}
          on={on}
          onChange={(next) => void change.run(next)}
        />
      </Rows>
    </Card>
  )
}
