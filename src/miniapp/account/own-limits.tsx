import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Fen } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { fenOf } from '../lib/amount-entry.ts'
import { call } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { asCallError } from '../lib/problem.ts'
import { newId } from '../lib/random.ts'
import { formatWhole } from '../lib/term.ts'
import { usePinned } from '../pin/usePinned.tsx'
import { Gate, type PageParams } from '../sign-in/Gate.tsx'
import { Button, Card, Field, Intro, notify, Page, ProblemCard, Row, Rows, Sheet } from '../ui/index.ts'
import { WORDS } from './words.ts'
import './index.scss'

type Held = Answer<'GET /v1/accounts'>
type Agreed = Answer<'POST /v1/accounts/:accountId/agreed-limits'>
const NAMES = ['day', 'count', 'year'] as const
type Name = (typeof NAMES)[number]

/** An account, or the Class I account, with the most that its class lets out; undefined where it sets nothing. */
interface Limited {
  readonly id: string
  readonly agreed: Agreed
  readonly most: { readonly day: Fen; readonly year: Fen | undefined }
}
function limitedOf({ accounts, classOne }: Held, id: string): Limited | undefined {
  if (classOne?.id === id) return { id, agreed: classOne.agreed, most: { day: classOne.out.dayLimit, year: undefined } }
  const account = accounts.find((one) => one.id === id)
  return account && { id, agreed: account.agreed, most: { day: account.out.dayLimit, year: account.out.yearLimit } }
}

/** What was typed: fen, or a number of payments; undefined for what is no limit. */
function limitIn(name: Name, typed: string): number | undefined {
  if (name === 'count') return /^[1-9]\d{0,3}$/.test(typed) && Number(typed) <= 1000 ? Number(typed) : undefined
  return fenOf(typed)
}

const shown = (name: Name, limit: number): string => (name === 'count' ? String(limit) : formatWhole(limit))

/** One limit, typed; or given up. */
function LimitSheet(props: {
  readonly name: Name
  readonly limited: Limited
  readonly onClose: () => void
  readonly onSet: (limits: Pick<Agreed, Name>) => Promise<void>
}) {
  const { t } = useText(WORDS)
  const { name, limited, onSet } = props
  const now = limited.agreed[name]
  const [typed, setTyped] = useState(now === null ? '' : shown(name, now).replace(/,/g, ''))
  const [told, setTold] = useState(false)
  const most = name === 'count' ? undefined : limited.most[name]
  const { day, count, year } = limited.agreed
  const setting = useAct((limit: number | null) => onSet({ day, count, year, [name]: limit }))
  const save = () => {
    const limit = limitIn(name, typed.trim())
    setTold(true)
    if (limit !== undefined) void setting.run(limit)
  }
  const hint =
    name === 'count'
      ? t('own-limits.count-hint')
      : most === undefined
        ? ''
        : t('own-limits.amount-hint', { limit: formatWhole(most) })
  const { error } = setting
  return (
    <Sheet
      open
      id='limit-sheet'
      title={t(`own-limits.${name}`)}
      onClose={props.onClose}
      footer={
        <>
          <Button id='save-limit' loading={setting.busy} onTap={save}>
            {t('own-limits.save')}
          </Button>
          {now !== null && (
            <Button kind='plain' id='drop-limit' disabled={setting.busy} onTap={() => setting.run(null)}>
              {t('own-limits.drop')}
            </Button>
          )}
        </>
      }
    >
      <View className='own-limits__field'>
        <Field
          id='limit'
          label={t(name === 'count' ? 'own-limits.number' : 'own-limits.amount')}
          type={name === 'count' ? 'number' : 'digit'}
          maxLength={name === 'count' ? 4 : 12}
          focus
          value={typed}
          hint={hint}
          error={told && limitIn(name, typed.trim()) === undefined ? t('own-limits.wrong') : undefined}
          onChange={(text) => {
            setting.clear()
            setTold(false)
            setTyped(text)
          }}
        />
      </View>
      {error && <ProblemCard problem={error.problem} />}
    </Sheet>
  )
}

function OwnLimits({ limited, reload }: { readonly limited: Limited; readonly reload: () => Promise<void> }) {
  const { t } = useText(WORDS)
  const [changing, setChanging] = useState<Name>()
  const pinned = usePinned(() => void reload())
  const { agreed, most } = limited

  const said = {
    day: agreed.dayLeft !== null && t('own-limits.left', { left: formatWhole(agreed.dayLeft) }),
    count: agreed.countLeft !== null && t('own-limits.left-count', { left: agreed.countLeft }),
    year: agreed.yearLeft !== null && t('own-limits.left-year', { left: formatWhole(agreed.yearLeft) }),
  }
  function hintOf(name: Name): string {
    if (said[name]) return said[name]
    const limit = name === 'count' ? undefined : most[name]
    return limit === undefined ? t('own-limits.none') : t('own-limits.none.class', { limit: formatWhole(limit) })
  }
  function limitSaid(name: Name): string {
    const limit = agreed[name]
    if (limit === null) return ''
    return name === 'count'
      ? t('own-limits.times', { count: limit })
      : t('own-limits.yuan', { amount: formatWhole(limit) })
  }

  /** Lowered at once; what the bank finds raised waits for the PIN. */
  async function set(limits: Pick<Agreed, Name>): Promise<void> {
    const id = await newId()
    const params = { accountId: limited.id }
    try {
      await call('POST /v1/accounts/:accountId/agreed-limits', { params, body: { id, ...limits } })
      notify(t('own-limits.lowered'))
      setChanging(undefined)
      await reload()
    } catch (caught) {
      const error = asCallError(caught)
      if (error.code !== 'AGREED_LIMIT_PIN') throw error
      setChanging(undefined)
      pinned.ask({
        order: { kind: 'agreed-limits', orderId: id, accountId: limited.id, ...limits },
        subject: t('own-limits.pin'),
        done: t('own-limits.raised'),
        send: (token) =>
          call('POST /v1/accounts/:accountId/agreed-limits', {
            params,
            body: { id, ...limits, authorisation: { token } },
          }),
      })
    }
  }

  return (
    <Page title={t('own-limits.title')}>
      <Intro title={t('own-limits.head')} about={t('own-limits.about')} />
      <Card id='own-limits'>
        <Rows>
          {NAMES.map((name) => (
            <Row
              key={name}
              id={`own-${name}`}
              kind='name'
              label={t(`own-limits.${name}`)}
              hint={hintOf(name)}
              value={limitSaid(name)}
              onTap={() => setChanging(name)}
            />
          ))}
        </Rows>
      </Card>
      <View className='own-limits__others'>{t('own-limits.others')}</View>
      {changing && (
        <LimitSheet
          key={changing}
          name={changing}
          limited={limited}
          onClose={() => setChanging(undefined)}
          onSet={set}
        />
      )}
      {pinned.sheet}
    </Page>
  )
}

function LimitsOf({ id = '' }: PageParams) {
  const { t } = useText(WORDS)
  const held = useLoad(() => call('GET /v1/accounts'), [])
  // The first account of who came without naming one.
  const limited = held.data && limitedOf(held.data, id || (held.data.accounts[0]?.id ?? held.data.classOne?.id ?? ''))
  if (limited) return <OwnLimits limited={limited} reload={held.reload} />
  return (
    <Page
      title={t('own-limits.title')}
      loading={!held.data}
      {...(held.error && !held.data ? { error: held.error.problem, onRetry: held.reload } : {})}
    />
  )
}

export default function LimitsPage() {
  const { t } = useText(WORDS)
  return <Gate title={t('own-limits.title')}>{(params) => <LimitsOf {...params} />}</Gate>
}
