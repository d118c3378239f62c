import Taro from '@tarojs/taro'
import { changeSettings } from '../../lib/settings.ts'

/** Changes the first screen for its twin, which begins at its top. */
export function switchCare(care: boolean): void {
  changeSettings({ care })
  Taro.pageScrollTo({ scrollTop: 0, duration: 0 }).catch(() => undefined)
}
