import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { ErrorCode, Problem } from '../../contract/errors.ts'
import { problemText } from '../lib/problem.ts'
import { aria, ProblemCard } from '../ui/index.ts'
import './pin.scss'

/** Put right by typing again. */
const SLIPS: readonly ErrorCode[] = ['PIN_WRONG', 'PIN_LAST_TRY', 'PIN_WEAK', 'PIN_MISMATCH', 'PIN_CHALLENGE_INVALID']
export const isSlip = (problem: Problem): boolean => SLIPS.includes(problem.code)

/** What was wrong with a PIN, below its places: a slip in a line, anything else as everywhere. */
export function PinProblem({ problem, action }: { problem: Problem | undefined; action?: ReactNode }) {
  if (!problem) return null
  return isSlip(problem) ? (
    <View className='pin__wrong' id='pin-error' {...aria({ role: 'alert' })}>
      {problemText(problem)}
    </View>
  ) : (
    <View className='pin__problem'>
      <ProblemCard problem={problem} action={action} />
    </View>
  )
}
