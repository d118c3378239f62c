import { maskName } from '../../contract/masks.ts'

/** What the money side asks of customers/: who stands behind an account, and who uses a mobile number. */
export interface Person {
  readonly customerId: string
  readonly name: string
  readonly mobile: string
  /** An organisation: its name, and the mobile of its contact. */
  readonly organisation: boolean
  /** Identified face to face at a branch. */
  readonly identified: boolean
}

export interface People {
  /** Undefined for a visitor who has opened no account yet. */
  person(customerId: string): Promise<Person | undefined>
  /** Whether a customer was identified face to face: what `person` tells, without opening what is sealed. */
  identified(customerId: string): Promise<boolean>
  /** Customers only, by the mobile number's blind index. */
  findByMobile(mobile: string): Promise<Person | undefined>
}

/** The name as others may see it: a person's masked, an organisation's in full, for it is public and says who is paid. */
export const shownName = ({ name, organisation }: Person): string => (organisation ? name : maskName(name))
