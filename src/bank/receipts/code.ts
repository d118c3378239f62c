/** Crockford's base 32: no I, L, O or U, so that nothing is mistaken for something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CHARACTERS = 16
const BITS_A_CHARACTER = 5

/** The first 80 bits of a keyed hash as sixteen characters. Nobody finds one by trying. */
export function codeOf(digest: Uint8Array): string {
  let bits = 0n
  for (const byte of digest.subarray(0, (CHARACTERS * BITS_A_CHARACTER) / 8)) bits = (bits << 8n) | BigInt(byte)
  let code = ''
  for (let at = CHARACTERS - 1; at >= 0; at--) {
    code += ALPHABET[Number((bits >> BigInt(at * BITS_A_CHARACTER)) & 31n)]
  }
  return code
}

/** As it is printed: four groups of four. */
export const groupedCode = (code: string): string => code.replace(/(.{4})(?!$)/g, '$1-')

/** What somebody typed as a code, spaces, dashes and look-alikes put right; undefined when it can be none. */
export function readCode(text: string): string | undefined {
  const clean = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_.]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return clean.length === CHARACTERS && [...clean].every((one) => ALPHABET.includes(one)) ? clean : undefined
}
