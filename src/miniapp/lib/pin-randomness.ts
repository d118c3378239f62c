import { randomBytes } from './random.ts'

/**
 * sm-crypto-v2 takes its randomness from `globalThis.crypto` when it is loaded, and WeChat has none. This file is
 * imported before it and puts our pool there, so SM2's secret number comes from the same place as every id. A
 * browser's own `crypto` is left as it is.
 */
if (!('crypto' in globalThis)) {
  Object.defineProperty(globalThis, 'crypto', {
    configurable: true,
    value: {
      getRandomValues(array: Uint8Array): Uint8Array {
        array.set(randomBytes(array.length))
        return array
      },
    },
  })
}
