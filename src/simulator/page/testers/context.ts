/** What every section may reach: the phone's bench, the world outside, the log. */
import { createContext, useContext } from 'react'
import type { Bench } from './bench.ts'
import type { OutsideWorld } from './outside.ts'
import type { Record } from './record.ts'

interface Everything {
  readonly bench: Bench
  readonly outside: OutsideWorld
  readonly record: Record
}

export const Context = createContext<Everything | null>(null)

function useEverything(): Everything {
  const given = useContext(Context)
  if (!given) throw new Error('a section stands outside of the page')
  return given
}

export const useBench = () => useEverything().bench
export const useOutside = () => useEverything().outside
export const useRecord = () => useEverything().record
