import { v7 } from 'uuid'
import type { StaffCaller } from '../../src/bank/staff/caller.ts'
import { createStaffSessions } from '../../src/bank/staff/sessions.ts'
import type { StaffIdentity } from '../../src/connectors/outside.ts'
import { STAFF_ROLES } from '../../src/contract/choices.ts'
import { type People, VISIT } from './people.ts'

/** The bank's own people in these stories. */
export const ZHOU: StaffIdentity = { subject: 'T0101', name: '周敏', branch: '中关村支行', roles: ['teller'] }
export const WU: StaffIdentity = { subject: 'T0207', name: '吴刚', branch: '西单支行', roles: ['teller'] }
export const HE: StaffIdentity = { subject: 'S0031', name: '何静', branch: '客户服务中心', roles: ['service'] }
export const CHEN: StaffIdentity = { subject: 'S0032', name: '陈洁', branch: '客户服务中心', roles: ['service'] }
export const SUN: StaffIdentity = { subject: 'R0012', name: '孙涛', branch: '风险管理部', roles: ['risk'] }
export const LIN: StaffIdentity = { subject: 'R0015', name: '林悦', branch: '风险管理部', roles: ['risk'] }
export const TANG: StaffIdentity = { subject: 'O0003', name: '唐薇', branch: '运营管理部', roles: ['operations'] }

const CALLBACK = 'http://127.0.0.1:8787/console/sign-in/callback'

/** What the provider sends the browser back with, for whoever begins to sign in. */
export async function wayBack(people: People, identity: StaffIdentity): Promise<{ attempt: string; returned: string }> {
  const { url, attempt } = await people.bank.staff.signIn.begin(CALLBACK)
  const state = new URL(url).searchParams.get('state')
  return { attempt, returned: `${CALLBACK}?code=${people.outside.staffCode(identity)}&state=${state}` }
}

/** A member of staff, signed in. */
export async function staffMember(people: People, identity: StaffIdentity): Promise<StaffCaller & { token: string }> {
  const { attempt, returned } = await wayBack(people, identity)
  const { token } = await people.bank.staff.signIn.finish(attempt, returned)
  return { ...(await people.bank.staff.sessions.resolve(token, { ...VISIT, traceId: v7() })), token }
}

/** The same where there is no provider to ask. */
export async function signedIn(
  deps: Parameters<typeof createStaffSessions>[0],
  { subject, name, branch, roles }: StaffIdentity,
): Promise<StaffCaller> {
  const sessions = createStaffSessions(deps)
  const known = STAFF_ROLES.filter((role) => roles.includes(role))
  const { token } = await sessions.begin({ id: subject, name, branch, roles: known })
  return sessions.resolve(token, { language: 'zh', traceId: v7() })
}
