/** What the money side asks of customers/: who stands behind an account, and who uses a mobile number. */
export interface Person {
  readonly customerId: string
  readonly name: string
  readonly mobile: string
  /** Identified face to face at a branch. */
  readonly identified: boolean
}

export interface People {
  /** Undefined for a visitor who has opened no account yet. */
  person(customerId: string): Promise<Person | undefined>
  /** Customers only, by the mobile number's blind index. */
  findByMobile(mobile: string): Promise<Person | undefined>
}
