/** Kind of the consent, in table `consents`, by which other banks may have the person's accounts here verified. */
export const INTERBANK_CONSENT = 'interbank-verification'
