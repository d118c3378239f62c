/** Who is calling, as the session says: handed to every function of the bank that acts for a person. */
export interface Caller {
  readonly customerId: string
  readonly sessionId: string
  readonly language: 'zh' | 'en'
  /** From the tap to the database, for logs. */
  readonly traceId: string
}

/** Time is handed in: the system's clock, or the sandbox's that testers move. Milliseconds since 1970 UTC. */
export interface Clock {
  now(): number
}
