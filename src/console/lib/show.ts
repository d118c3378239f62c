import { wallClock } from '../../contract/dates.ts'
import type { StaffAnswer } from '../../contract/schema/staff-routes.ts'

/** '2026-11-23 14:06', in Shanghai. */
export const showTime = (at: number): string => wallClock(at).slice(0, 16)
/** '14:06' */
export const showClock = (at: number): string => wallClock(at).slice(11, 16)
/** A customer's reference as it is read out: the end of the id. */
export const showReference = (id: string): string => id.slice(-12).toUpperCase()

type Person = StaffAnswer<'POST /console/api/tasks/:taskId/looks'>['customer']
/** '*雷　138****8000　1****************8' */
export const showPerson = ({ maskedName, maskedMobile, maskedIdNumber }: Person): string =>
  [maskedName, maskedMobile, maskedIdNumber].filter(Boolean).join('　')
