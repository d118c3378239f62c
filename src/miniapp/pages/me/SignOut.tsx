import { View } from '@tarojs/components'
import { useText } from '../../lib/i18n.ts'
import { useAct } from '../../lib/load.ts'
import { open as openPage } from '../../lib/pages.ts'
import { signOut } from '../../lib/session.ts'
import { Button, notify, Sheet } from '../../ui/index.ts'

/** Asks before signing out, and says what it wipes. */
export function SignOut({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useText()
  const leaving = useAct(async () => {
    await signOut()
    onClose()
    notify(t('me.sign-out.done'))
    openPage('home')
  })
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('me.sign-out.title')}
      footer={
        <>
          <Button id='sign-out-yes' loading={leaving.busy} onTap={() => void leaving.run()}>
            {t('me.sign-out')}
          </Button>
          <Button kind='plain' onTap={onClose}>
            {t('me.sign-out.stay')}
          </Button>
        </>
      }
    >
      <View className='sheet__about'>{t('me.sign-out.about')}</View>
    </Sheet>
  )
}
