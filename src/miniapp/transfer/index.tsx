import { View } from '@tarojs/components'
import { useState } from 'react'
import { isCardNumber, isMobile } from '../../contract/checks.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { mayPaste, PasteButton } from '../fields/PasteButton.tsx'
import { call } from '../lib/api.ts'
import { useDraft } from '../lib/drafts.ts'
import { useText } from '../lib/i18n.ts'
import { useAct, useLoad } from '../lib/load.ts'
import { open } from '../lib/pages.ts'
import { platform } from '../lib/platform.ts'
import { asCallError, ownProblem, textAmong } from '../lib/problem.ts'
import { useSession } from '../lib/session.ts'
import { useShownAgain } from '../lib/shown-again.ts'
import { Gate } from '../sign-in/Gate.tsx'
import { Avatar, Button, Card, Intro, Page, ProblemCard, Row, Rows, Skeleton } from '../ui/index.ts'
import { Book, inOneBook, type Payee } from './Book.tsx'
import { CARD_WORDS } from './card-words.ts'
import { toCard } from './cards.ts'
import { NameSheet } from './NameSheet.tsx'
import { NoAccount } from './NoAccount.tsx'
import { looksMobile, payeeNumberIn } from './numbers.ts'
import { OwnCards } from './OwnCards.tsx'
import { PayeeField } from './PayeeField.tsx'
import { PayeeSheet } from './PayeeSheet.tsx'
import { SurnameSheet } from './SurnameSheet.tsx'
import { WORDS } from './words.ts'
import './amount.scss'

/** Refusals that have to do with the number, told next to it before any PIN, with the way out. */
const OF_PAYEE: readonly string[] = [
  'MOBILE_INVALID',
  'PAYEE_UNKNOWN',
  'PAYEE_SELF',
  'PAYEE_NOT_IDENTIFIED',
  'PAYEE_LOOKUP_LIMIT',
  'CARD_INVALID',
  'CARD_PAYEE_OWN',
  'CARD_PAYEE_HERE',
]

type Found = Answer<'POST /v1/payee-lookups'>

const toPerson = ({ payeeId, alias, maskedName, maskedMobile, known, reported }: Found) =>
  open('transfer-amount', {
    payee: payeeId,
    name: alias ?? maskedName,
    mobile: maskedMobile,
    known: known ? '1' : undefined,
    reported: reported ? '1' : undefined,
  })

const toAmount = (payee: Payee) => ('maskedMobile' in payee ? toPerson(payee) : toCard(payee))

/** The way to what waits to be sent, once there was any. */
function OrdersLink() {
  const { t } = useText(WORDS)
  const orders = useLoad(() => call('GET /v1/scheduled-transfers'), [])
  useShownAgain(() => void orders.reload())
  const { waiting = [], past = [] } = orders.data ?? {}
  if (waiting.length + past.length === 0) return null
  return (
    <Card>
      <Rows>
        <Row
          id='to-orders'
          kind='name'
          mark={<Avatar icon='clock' {...(waiting.length > 0 ? { tone: 'accent' } : {})} />}
          label={t('orders.link')}
          hint={waiting.length > 0 ? t('orders.link.waiting', { count: waiting.length }) : t('orders.none')}
          onTap={() => open('transfer-orders')}
        />
      </Rows>
    </Card>
  )
}

function Transfer() {
  const { t } = useText(CARD_WORDS)
  const { me } = useSession()
  const [{ number }, change] = useDraft('transfer-payee', { number: '' })
  const [unnamed, setUnnamed] = useState<Found>()
  const [newCard, setNewCard] = useState<string>()
  const [changing, setChanging] = useState<Payee>()
  const book = useLoad(() => call('GET /v1/payees'), [])
  const accounts = useLoad(() => call('GET /v1/accounts'), [])
  const findPerson = async () => {
    if (!isMobile(number)) throw ownProblem('MOBILE_INVALID', { field: 'mobile' })
    const payee = await call('POST /v1/payee-lookups', { body: { mobile: number } })
    if (payee.named) toPerson(payee)
    else setUnnamed(payee)
  }
  const findCard = async () => {
    if (!isCardNumber(number)) throw ownProblem('CARD_INVALID', { field: 'cardNumber' })
    try {
      toCard(await call('POST /v1/card-payees', { body: { cardNumber: number } }))
    } catch (caught) {
      const error = asCallError(caught)
      if (error.code !== 'CARD_NAME_REQUIRED') throw error
      setNewCard(number)
    }
  }
  const finding = useAct(() => (number === '' || looksMobile(number) ? findPerson() : findCard()))
  // Who was paid just now stands first.
  useShownAgain(() => void book.reload())
  const problem = finding.error?.problem
  const refusal = textAmong(problem, OF_PAYEE)

  if (me?.stage === 'visitor') return <NoAccount />
  return (
    <Page
      title={t('transfer.title')}
      footer={
        <Button id='find' loading={finding.busy} onTap={finding.run}>
          {t('common.next')}
        </Button>
      }
    >
      <Intro title={t('transfer.head')} about={t('card.about')} />
      <PayeeField
        id='payee-mobile'
        value={number}
        error={refusal}
        onChange={(typed) => {
          finding.clear()
          change({ number: typed })
        }}
        {...(mayPaste && number === ''
          ? {
              action: (
                <PasteButton
                  id='paste-mobile'
                  find={payeeNumberIn}
                  none={t('card.paste.none')}
                  onPasted={(pasted) => change({ number: pasted })}
                />
              ),
            }
          : {})}
      />
      {problem && !refusal && <ProblemCard problem={problem} onRetry={finding.run} />}
      {platform === 'weapp' && (
        <View className='transfer__ways'>
          <Button id='by-card' kind='soft' narrow onTap={() => open('claim')}>
            {t('transfer.by-card')}
          </Button>
          <Button id='ask' kind='soft' narrow onTap={() => open('request')}>
            {t('transfer.ask')}
          </Button>
        </View>
      )}
      <OrdersLink />
      {book.error && !book.data && !problem && <ProblemCard problem={book.error.problem} onRetry={book.reload} />}
      {book.loading && !book.data && <Skeleton shape='list' />}
      {book.data && <Book payees={inOneBook(book.data)} onChosen={toAmount} onChange={setChanging} />}
      {accounts.data?.accounts.some(({ status }) => status === 'active') && <OwnCards cards={accounts.data.cards} />}
      <NameSheet
        key={`card ${newCard}`}
        cardNumber={newCard}
        onClose={() => setNewCard(undefined)}
        onTold={(payee) => {
          setNewCard(undefined)
          toCard(payee)
        }}
      />
      <SurnameSheet
        key={`surname ${unnamed?.payeeId}`}
        payee={unnamed}
        onClose={() => setUnnamed(undefined)}
        onTold={(payee) => {
          setUnnamed(undefined)
          toPerson(payee)
        }}
      />
      <PayeeSheet
        key={`payee ${changing?.payeeId}`}
        payee={changing}
        onClose={() => setChanging(undefined)}
        onChanged={() => {
          setChanging(undefined)
          void book.reload()
        }}
      />
    </Page>
  )
}

export default function TransferPage() {
  const { t } = useText()
  return <Gate title={t('transfer.title')}>{() => <Transfer />}</Gate>
}
