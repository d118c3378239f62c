import { useText } from '../lib/i18n.ts'
import { open } from '../lib/pages.ts'
import { Button, Empty, Page } from '../ui/index.ts'

/** For who has nothing to pay from: how to come by it. */
export function NoAccount({ hasCard = false }: { readonly hasCard?: boolean }) {
  const { t } = useText()
  return (
    <Page title={t('transfer.title')}>
      <Empty
        icon='credit-card'
        text={t('transfer.no-account')}
        hint={t('transfer.no-account.about')}
        action={
          <Button id='to-bind' onTap={() => (hasCard ? open('bind-more') : open('bind', { for: 'chat' }))}>
            {t('transfer.no-account.go')}
          </Button>
        }
      />
    </Page>
  )
}
