import { hash, randomBytes } from 'node:crypto'

/** A bearer token: 256 random bits. Only its hash is ever stored, so a copy of the database opens nothing. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** SHA-256: enough for a value with 256 bits of its own. */
export const tokenHash = (token: string): Uint8Array => hash('sha256', token, 'buffer')
