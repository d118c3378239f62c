import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Answer } from '../../contract/schema/index.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useAct } from '../lib/load.ts'
import { problemText } from '../lib/problem.ts'
import { Avatar, Button, Field, Row, Rows, Sheet } from '../ui/index.ts'

type Payee = Answer<'POST /v1/payee-lookups'>

/** Of somebody who was not paid before the surname is asked for: who does not know it should not pay them yet. */
export function SurnameSheet(props: {
  readonly payee: Payee | undefined
  readonly onClose: () => void
  readonly onTold: (payee: Payee) => void
}) {
  const { t } = useText()
  const { payee } = props
  const [surname, setSurname] = useState('')
  const telling = useAct(async () => {
    if (!payee || surname.trim() === '') return
    await call('POST /v1/payees/:payeeId/surname', {
      params: { payeeId: payee.payeeId },
      body: { surname: surname.trim() },
    })
    props.onTold(payee)
  })
  return (
    <Sheet
      open={payee !== undefined}
      id='surname-sheet'
      title={t('transfer.surname.title')}
      onClose={props.onClose}
      footer={
        <Button id='surname-yes' loading={telling.busy} disabled={surname.trim() === ''} onTap={telling.run}>
          {t('common.next')}
        </Button>
      }
    >
      {payee && (
        <Rows>
          <Row
            kind='name'
            mark={<Avatar name={payee.maskedName} tone='accent' />}
            label={payee.maskedName}
            hint={t('transfer.own-bank', { mobile: payee.maskedMobile })}
          />
        </Rows>
      )}
      <View className='book__field'>
        <Field
          id='surname'
          label={t('transfer.surname')}
          maxLength={10}
          value={surname}
          hint={<View>{t('transfer.surname.about')}</View>}
          error={telling.error && problemText(telling.error.problem)}
          onChange={(text) => {
            telling.clear()
            setSurname(text)
          }}
        />
      </View>
    </Sheet>
  )
}
