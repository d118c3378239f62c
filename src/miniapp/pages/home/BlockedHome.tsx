import type { Problem } from '../../../contract/errors.ts'
import { useText } from '../../lib/i18n.ts'
import { useInstitution } from '../../lib/institution.ts'
import { ring } from '../../lib/telephone.ts'
import { Button, Page, ProblemCard } from '../../ui/index.ts'
import { Shelf } from '../products/Shelf.tsx'
import { Demonstration } from './Demonstration.tsx'
import { Greeting } from './Greeting.tsx'

/** For whom WeChat calls risky: why there is no way in, the telephone, and what may be read without one. */
export function BlockedHome({ problem }: { readonly problem: Problem }) {
  const { t } = useText()
  const institution = useInstitution()
  return (
    <Page
      tab
      id='blocked-home'
      lead={<Greeting name={null} />}
      footer={
        institution && (
          <Button kind='soft' id='call-bank' onTap={() => ring(institution.servicePhone)}>
            {t('common.call')}
          </Button>
        )
      }
    >
      <ProblemCard problem={problem} />
      <Shelf title={t('visitor.product')} />
      <Demonstration />
    </Page>
  )
}
