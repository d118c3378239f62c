import type { Fen } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'

type Held = Pick<Answer<'GET /v1/accounts'>, 'accounts' | 'classOne'>

/** An account to pay from. */
export interface Source {
  readonly id: string
  readonly class: Held['accounts'][number]['class'] | 'I'
  readonly number: string
  /** What is on it; undefined while the bank's core does not tell. */
  readonly available: Fen | undefined
  /** What may still go to others now: by the rules, or by its holder's own limits where these are narrower. */
  readonly left: Fen
  /** It is their own limit that leaves so little. */
  readonly own: boolean
}

/** What the holder's own limits leave. */
const ownLeft = ({ dayLeft, countLeft, yearLeft }: Held['accounts'][number]['agreed']): Fen =>
  countLeft === 0 ? 0 : Math.min(dayLeft ?? Number.MAX_SAFE_INTEGER, yearLeft ?? Number.MAX_SAFE_INTEGER)

const leftOf = (byRules: Fen, agreed: Held['accounts'][number]['agreed']): Pick<Source, 'left' | 'own'> => {
  const own = ownLeft(agreed)
  return { left: Math.min(byRules, own), own: own < byRules }
}

/** How much can be sent from it now, as far as is known. */
const canSend = ({ available = 0, left }: Source): Fen => Math.min(available, left)

/** What a person can pay from, the one to begin with first: whichever account here can send most, and Class I after them. */
export function sourcesOf({ accounts, classOne }: Held): readonly Source[] {
  const here = accounts
    .filter(({ status }) => status === 'active' || status === 'suspended')
    .map(({ id, class: kind, number, available, out, agreed }): Source => {
      return { id, class: kind, number, available, ...leftOf(Math.min(out.dayLeft, out.yearLeft), agreed) }
    })
    .sort((one, other) => canSend(other) - canSend(one))
  const inCore: readonly Source[] = classOne
    ? [
        {
          id: classOne.id,
          class: 'I',
          number: classOne.number,
          available: classOne.available ?? undefined,
          ...leftOf(classOne.out.dayLeft, classOne.agreed),
        },
      ]
    : []
  // From an account with nothing on it nobody begins.
  return here[0] && canSend(here[0]) > 0 ? [...here, ...inCore] : [...inCore, ...here]
}
