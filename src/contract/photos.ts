/** What a photo may weigh at most, in bytes; in base64 a third more. The phone makes it smaller before it sends. */
export const MAX_PHOTO_BYTES = 1_500_000
/** Characters of base64 that bytes take. */
export const base64Length = (bytes: number): number => Math.ceil(bytes / 3) * 4
