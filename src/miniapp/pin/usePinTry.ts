import { useState } from 'react'
import type { ErrorCode, Problem } from '../../contract/errors.ts'
import { useAct } from '../lib/load.ts'
import type { EncryptedPin } from '../lib/pin.ts'
import { type PinEntry, usePinEntry } from './usePinEntry.tsx'

export interface PinTry extends PinEntry {
  readonly busy: boolean
  readonly slow: boolean
  /** Why the last try was refused. */
  readonly problem: Problem | undefined
}

/**
 * The PIN that a person has, typed until it is right: after a refusal the places are empty and the challenge is another.
 * @param tried throws CallError
 * @param wrong the refusals at which the places shake
 */
export function usePinTry(
  tried: (pin: EncryptedPin) => Promise<unknown>,
  wrong: readonly ErrorCode[] = ['PIN_WRONG', 'PIN_LAST_TRY'],
): PinTry {
  const [turn, setTurn] = useState(1)
  const { run, busy, slow, error } = useAct(async (pin: EncryptedPin) => {
    try {
      await tried(pin)
    } catch (caught) {
      setTurn((now) => now + 1)
      throw caught
    }
  })
  const problem = error?.problem
  const entry = usePinEntry({
    purpose: 'authorise',
    turn,
    busy,
    wrong: problem !== undefined && wrong.includes(problem.code),
    entered: run,
  })
  return { ...entry, busy, slow, problem }
}
