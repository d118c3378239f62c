import { formatYuan } from '../../contract/money.ts'
import { useText } from '../lib/i18n.ts'
import type { Source } from '../transfer/sources.ts'
import { Avatar, Row, Rows, Sheet } from '../ui/index.ts'

/** II 类户（1234）; an organisation's account by what it is. */
export function useSourceName(): (source: Source) => string {
  const { t } = useText()
  return ({ class: kind, number }) =>
    kind === 'I' || kind === 'II' || kind === 'III'
      ? t('topup.account', { class: kind, last4: number.slice(-4) })
      : t('me.account.organisation')
}

interface SourceSheetProps {
  readonly open: boolean
  readonly sources: readonly Source[]
  readonly chosen: Source
  readonly onClose: () => void
  readonly onChosen: (source: Source) => void
}

/** Chooses the account to pay from. */
export function SourceSheet({ open, sources, chosen, onClose, onChosen }: SourceSheetProps) {
  const { t } = useText()
  const nameOf = useSourceName()
  return (
    <Sheet open={open} title={t('transfer.choose-source')} onClose={onClose}>
      <Rows>
        {sources.map((one) => (
          <Row
            key={one.id}
            id={`source-${one.class}-${one.number.slice(-4)}`}
            kind='name'
            mark={<Avatar icon='wallet' {...(one.id === chosen.id ? { tone: 'accent' } : {})} />}
            label={nameOf(one)}
            hint={
              one.available === undefined
                ? t('account.one.away')
                : t('transfer.available', { amount: formatYuan(one.available) })
            }
            onTap={() => onChosen(one)}
          />
        ))}
      </Rows>
    </Sheet>
  )
}
