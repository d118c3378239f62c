import { useText } from '../../lib/i18n.ts'
import { open } from '../../lib/pages.ts'
import { Button, Card, Empty } from '../../ui/index.ts'

/** Where a customer's things would be, for who is none yet: sign in, or open an account. */
export function NoAccount({ signedIn }: { readonly signedIn: boolean }) {
  const { t } = useText()
  return (
    <Card>
      <Empty
        icon='user-round'
        text={t(signedIn ? 'me.visitor' : 'me.signed-out')}
        hint={t(signedIn ? 'me.visitor.about' : 'me.signed-out.about')}
        action={
          <Button narrow id='begin' onTap={() => open(signedIn ? 'bind' : 'sign-in')}>
            {t(signedIn ? 'visitor.open' : 'me.sign-in')}
          </Button>
        }
      />
    </Card>
  )
}
