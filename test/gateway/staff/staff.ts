/** The gateway with a member of staff signed in, and a bank that can do only what a test gives it. */
import { BankError } from '../../../src/bank/errors.ts'
import type { StaffCaller } from '../../../src/bank/staff/caller.ts'
import type { StaffRole } from '../../../src/contract/choices.ts'
import { createAdmission } from '../../../src/gateway/admission.ts'
import { bankWith, gatewayOf } from '../../support/gateway.ts'

export const STAFF_TOKEN = 'a-token-of-staff-of-forty-characters-and-more'
export const COOKIE = `minibank-staff=${STAFF_TOKEN}`
export const HEADER = { 'x-minibank-console': '1' }

export const memberOf = (roles: readonly StaffRole[]): StaffCaller => ({
  staffId: 'T0101',
  sessionId: '01938c1e-0000-7000-8000-00000000000a',
  name: '周敏',
  branch: '中关村支行',
  roles,
  language: 'zh',
  traceId: '01938c1e-0000-7000-8000-00000000000b',
})

type Abilities = Parameters<typeof bankWith>[0]

/** `roles`: of whoever holds STAFF_TOKEN. */
export async function staffGateway(
  roles: readonly StaffRole[],
  { staff = {}, ...abilities }: Abilities = {},
  changes: Parameters<typeof gatewayOf>[1] = {},
) {
  const bank = bankWith({
    ...abilities,
    staff: {
      ...staff,
      sessions: {
        resolve: async (token: string) => {
          if (token !== STAFF_TOKEN) throw new BankError('SESSION_ENDED')
          return memberOf(roles)
        },
        ...staff.sessions,
      },
    },
  })
  // The door's clock stands still: many are asked here, and nobody is late.
  return gatewayOf(bank, { admission: createAdmission(1000, () => 0), ...changes })
}
