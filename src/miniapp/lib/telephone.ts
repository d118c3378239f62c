import Taro from '@tarojs/taro'
import { call } from './api.ts'

/** Rings the bank's service line. Throws CallError when its number cannot be had. */
export async function callBank(): Promise<void> {
  const { servicePhone } = await call('GET /v1/institution')
  ring(servicePhone)
}

/** Hands a number to the telephone; a person who thinks better of it has not failed. */
export const ring = (phoneNumber: string): void => {
  Taro.makePhoneCall({ phoneNumber }).catch(() => undefined)
}
