/**
 * share-card/: what was sent as a card in the chat, as who sent it sees it. claimable/ and request/ say what it is; here is
 * what they have in common. Imports lib/ and ui/.
 */
import { View } from '@tarojs/components'
import { type PropsWithChildren, useState } from 'react'
import { useText } from '../lib/i18n.ts'
import type { Act, Loaded } from '../lib/load.ts'
import { replace } from '../lib/pages.ts'
import { platform } from '../lib/platform.ts'
import { useShownAgain } from '../lib/shown-again.ts'
import { Button, Page, Sheet } from '../ui/index.ts'
import './SentCard.scss'

/**
 * A card's state: what the last act on it answered, or else what was read; read again when the page comes back to the front.
 * @returns the state, and what takes an act's answer.
 */
export function useCardState<T>(read: Loaded<T>): readonly [state: T | undefined, answered: (answer: T) => void] {
  const [answer, setAnswer] = useState<T>()
  useShownAgain(() => {
    setAnswer(undefined)
    void read.reload()
  })
  return [answer ?? read.data, setAnswer]
}

interface SentCardProps {
  readonly title: string
  /** It was made just now: there is no way back to its form. */
  readonly made: boolean
  readonly read: Pick<Loaded<unknown>, 'error' | 'reload'>
  /** Whether it can still be answered, and so passed on and taken back; undefined until that is known. */
  readonly open: boolean | undefined
  /** On the button that passes it on. */
  readonly share: string
  /** Somebody on the page waits for an answer: passing it on is not the main thing then. */
  readonly asked?: boolean
  readonly takeBack: {
    readonly id: string
    readonly title: string
    /** What that means, before it is done. */
    readonly sure: string
    readonly yes: string
    readonly act: Act<[]>
  }
}

/** The page of one card: its state as the content, and below it passing it on, taking it back, being done. */
export function SentCard({
  title,
  made,
  read,
  open,
  share,
  asked = false,
  takeBack,
  children,
}: PropsWithChildren<SentCardProps>) {
  const { t } = useText()
  const [sure, setSure] = useState(false)
  return (
    <Page
      title={title}
      back={!made || read.error !== undefined}
      loading={open === undefined}
      skeleton='card'
      {...(read.error && open === undefined ? { error: read.error.problem, onRetry: read.reload } : {})}
      footer={
        <>
          {open && platform === 'weapp' && (
            <Button id='share' kind={made && !asked ? 'filled' : 'soft'} openType='share'>
              {share}
            </Button>
          )}
          {open && (
            <Button id={takeBack.id} kind='plain' loading={takeBack.act.busy} onTap={() => setSure(true)}>
              {takeBack.title}
            </Button>
          )}
          {(made || !open) && (
            <Button id='done' kind={open ? 'plain' : 'filled'} onTap={() => replace('home')}>
              {t('common.done')}
            </Button>
          )}
        </>
      }
    >
      {children}
      <Sheet
        open={sure}
        title={takeBack.title}
        onClose={() => setSure(false)}
        footer={
          <Button
            id={`${takeBack.id}-yes`}
            onTap={() => {
              setSure(false)
              void takeBack.act.run()
            }}
          >
            {takeBack.yes}
          </Button>
        }
      >
        <View className='sent-card__sure'>{takeBack.sure}</View>
      </Sheet>
    </Page>
  )
}
