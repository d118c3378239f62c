/**
 * A card of this bank's own is bound under an agreement with ourselves: its number says which account in the core is
 * meant, and its form that no other bank is asked.
 */
const OWN = 'own:'

export const ownAgreement = (cardNumber: string): string => `${OWN}${cardNumber}`

export const isOwnAgreement = (agreementNo: string): boolean => agreementNo.startsWith(OWN)

/** The card's number behind an agreement with ourselves. */
export const numberBehind = (agreementNo: string): string => agreementNo.slice(OWN.length)
