import { useText } from '../lib/i18n.ts'
import { back } from '../lib/pages.ts'
import { Button, Outcome, Page } from '../ui/index.ts'

/** The last word of every way here: what is so now. */
export function Finished({ id, title, about }: { id: string; title: string; about: string }) {
  const { t } = useText()
  return (
    <Page
      back={false}
      footer={
        <Button id='done' onTap={back}>
          {t('common.done')}
        </Button>
      }
    >
      <Outcome id={id} tone='good' title={title} about={about} />
    </Page>
  )
}
