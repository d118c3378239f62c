import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { problemText } from '../lib/problem.ts'
import { Button, Field, notify, Sheet } from '../ui/index.ts'
import type { Payee } from './Book.tsx'

/** A payee of the book: a name of one's own for them, or out of the book. */
export function PayeeSheet(props: {
  readonly payee: Payee | undefined
  readonly onClose: () => void
  readonly onChanged: () => void
}) {
  const { t } = useText()
  const { payee, onChanged } = props
  const [alias, setAlias] = useState(payee?.alias ?? '')
  const [sure, setSure] = useState(false)
  const params = { payeeId: payee?.payeeId ?? '' }
  const keeping = useAct(async () => {
    await call('PUT /v1/payees/:payeeId/alias', { params, body: { alias: alias.trim() || null } })
    notify(t('transfer.alias.done'))
    onChanged()
  })
  const removing = useAct(async () => {
    if (!sure) return setSure(true)
    await call('DELETE /v1/payees/:payeeId', { params })
    notify(t('transfer.remove.done'))
    onChanged()
  })
  const problem = (keeping.error ?? removing.error)?.problem
  return (
    <Sheet
      open={payee !== undefined}
      id='payee-sheet'
      title={payee ? `${payee.maskedName} ${'maskedMobile' in payee ? payee.maskedMobile : payee.maskedNumber}` : ''}
      onClose={props.onClose}
      footer={
        <>
          <Button id='keep-alias' loading={keeping.busy} onTap={keeping.run}>
            {t('common.done')}
          </Button>
          <Button kind='plain' id='remove-payee' loading={removing.busy} onTap={removing.run}>
            {t(sure ? 'transfer.remove.sure' : 'transfer.remove')}
          </Button>
        </>
      }
    >
      <View className='book__field'>
        <Field
          id='alias'
          label={t('transfer.alias')}
          maxLength={20}
          value={alias}
          hint={t('transfer.alias.about')}
          error={problem && problemText(problem)}
          onChange={setAlias}
        />
      </View>
    </Sheet>
  )
}
