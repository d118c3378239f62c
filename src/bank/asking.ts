import { OutsideError } from '../connectors/outside.ts'
import { BankError } from './errors.ts'

/** Asks the outside; no usable answer becomes OUTSIDE_UNAVAILABLE. Never inside a transaction. */
export async function askOutside<Answer>(question: () => Promise<Answer>): Promise<Answer> {
  try {
    return await question()
  } catch (error) {
    throw error instanceof OutsideError ? new BankError('OUTSIDE_UNAVAILABLE', { cause: error }) : error
  }
}
