/** Nothing that is seen: control and format characters, and separators of lines, but for what joins one sign's parts. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu
const JOINER = '\u200d'
/** What begins and ends markup. */
const MARKUP = /[<>]/g

/**
 * A note as it is kept and shown to the other side: one line of plain characters, without markup, nothing hidden in it and
 * nothing that turns its direction. Null when nothing is left.
 */
export const plainNote = (note: string | undefined): string | null =>
  (note ?? '')
    .replace(UNSEEN, (unseen) => (unseen === JOINER ? unseen : ' '))
    .replace(MARKUP, '')
    .replace(/\s+/g, ' ')
    .trim() || null
