import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Answer, Body } from '../../contract/schema/index.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { asCallError } from '../lib/problem.ts'
import { newId } from '../lib/random.ts'
import { forgetMe } from '../lib/session.ts'
import { PinSheet } from '../pin/PinSheet.tsx'
import { Button, Card, ProblemCard, Row, Rows, Sheet } from '../ui/index.ts'
import { WORDS } from './words.ts'

/** What the law makes the bank keep; null when only that it was done is known. */
export type Forgotten = { readonly kept: Answer<'POST /v1/me/deletion'>['kept'] | null }
type Order = Extract<Body<'POST /v1/authorisations'>['order'], { kind: 'deletion' }>

export interface DeletionProps {
  readonly hasPin: boolean
  readonly onForgotten: (forgotten: Forgotten) => void
}

/** Says what goes and what stays, asks once more, and with the PIN of whoever has one lets the bank forget the person. */
export function Deletion({ hasPin, onForgotten }: DeletionProps) {
  const { t } = useText(WORDS)
  const [asking, setAsking] = useState(false)
  const [order, setOrder] = useState<Order | null>(null)
  const forgetting = useAct(async (id: string, authorisation: { token: string } | null) => {
    try {
      const done = await forgetMe({ id, authorisation })
      onForgotten({ kept: done?.kept ?? null })
    } catch (caught) {
      // The bank says first whether it could be done: nobody types the PIN in vain.
      if (authorisation || asCallError(caught).code !== 'AUTHORISATION_INVALID') throw caught
      setAsking(false)
      setOrder({ kind: 'deletion', orderId: id })
    }
  })
  const confirming = useAct(async () => forgetting.run(await newId(), null))
  const problem = confirming.error ?? forgetting.error

  return (
    <>
      <Card>
        <Rows>
          <Row
            kind='name'
            id='delete'
            label={t('privacy.delete')}
            hint={t('privacy.delete.hint')}
            onTap={() => {
              forgetting.clear()
              setAsking(true)
            }}
          />
        </Rows>
        {problem && !asking && <ProblemCard problem={problem.problem} />}
      </Card>
      <Sheet
        open={asking}
        onClose={() => setAsking(false)}
        title={t('privacy.delete.title')}
        id='delete-sheet'
        footer={
          <>
            <Button
              kind='grave'
              id='delete-yes'
              loading={confirming.busy || forgetting.busy}
              onTap={() => void confirming.run()}
            >
              {t('privacy.delete.yes')}
            </Button>
            <Button kind='plain' onTap={() => setAsking(false)}>
              {t('privacy.delete.no')}
            </Button>
          </>
        }
      >
        <View className='sheet__about'>{t(hasPin ? 'privacy.delete.customer' : 'privacy.delete.visitor')}</View>
        {problem && <ProblemCard problem={problem.problem} />}
      </Sheet>
      <PinSheet
        order={order}
        subject={t('privacy.delete.subject')}
        onClose={() => setOrder(null)}
        onAuthorised={async (token) => {
          const { orderId } = order as Order
          await forgetting.run(orderId, { token })
          setOrder(null)
        }}
      />
    </>
  )
}
