import { fontScale, systemLanguage } from './platform.ts'
import { stored } from './stored.ts'

export type Language = 'zh' | 'en'

/** What a person chose for this phone. */
export interface Settings {
  /** null: as the system speaks. */
  readonly language: Language | null
  /** Care mode (长辈模式); null: never chosen, so it follows WeChat's own, and the bank may propose it to a senior. */
  readonly care: boolean | null
  readonly theme: 'system' | 'light' | 'dark'
  /** Amounts are hidden behind dots (the eye on the first screen). */
  readonly amountsHidden: boolean
}

const settings = stored<Settings>('settings', { language: null, care: null, theme: 'system', amountsHidden: false })

/** WeChat's care mode sets letters about 1.4 times as large; who has it there has it here, unless they chose. */
const CARE_SCALE = 1.3

export function useSettings(): Settings {
  const chosen = settings.use()
  return chosen.care === null && fontScale() >= CARE_SCALE ? { ...chosen, care: true } : chosen
}
export const changeSettings = (change: Partial<Settings>): void => settings.set({ ...settings.get(), ...change })

/** The language in use now. In a component take `useText`, which follows a change. */
export const language = (): Language => settings.get().language ?? systemLanguage()
