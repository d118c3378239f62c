import { useEffect, useState } from 'react'
import type { Problem } from '../../contract/errors.ts'
import { asCallError } from './problem.ts'
import { type Me, signInByWechat, useSession } from './session.ts'

export interface SignedIn {
  readonly me: Me | null
  /** WeChat is being asked. */
  readonly waiting: boolean
  /** Why WeChat's sign-in failed; SESSION_REQUIRED where only the person can sign in. */
  readonly problem: Problem | undefined
  retry(): void
}

/** Signs in without a question where that is possible (WeChat), and says so where it is not. */
export function useSignedIn(): SignedIn {
  const { me } = useSession()
  const [problem, setProblem] = useState<Problem>()
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks again
  useEffect(() => {
    if (me) return
    setProblem(undefined)
    signInByWechat().catch((caught: unknown) => setProblem(asCallError(caught).problem))
  }, [me === null, turn])
  return { me, waiting: !me && !problem, problem: me ? undefined : problem, retry: () => setTurn((now) => now + 1) }
}
