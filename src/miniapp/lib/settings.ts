import { systemLanguage } from './platform.ts'
import { stored } from './stored.ts'

export type Language = 'zh' | 'en'

/** What a person chose for this phone. */
export interface Settings {
  /** null: as the system speaks. */
  readonly language: Language | null
  /** Care mode (长辈模式); null: never asked, so the bank may propose it to a senior. */
  readonly care: boolean | null
  readonly theme: 'system' | 'light' | 'dark'
  /** Amounts are hidden behind dots (the eye on the first screen). */
  readonly amountsHidden: boolean
}

const settings = stored<Settings>('settings', { language: null, care: null, theme: 'system', amountsHidden: false })

export const useSettings = (): Settings => settings.use()
export const changeSettings = (change: Partial<Settings>): void => settings.set({ ...settings.get(), ...change })

/** The language in use now. In a component take `useText`, which follows a change. */
export const language = (): Language => settings.get().language ?? systemLanguage()
