/** What people are told, and what they tell the bank. */
import type { Answer, Body, Params } from '../../contract/schema/index.ts'
import type { StaffAnswer, StaffQuery } from '../../contract/schema/staff-routes.ts'
import type { Caller } from '../caller.ts'
import type { StaffCaller } from '../staff/caller.ts'

export interface Home {
  get(caller: Caller): Promise<Answer<'GET /v1/home'>>
}

/** Money that comes in, told at once. */
export interface Arrivals {
  /**
   * What came in after `after`, a cursor of an earlier answer; waits for it up to 25 s, unless `signal` ends that. Without
   * a cursor it answers at once where the caller stands.
   */
  next(caller: Caller, after: string | undefined, signal: AbortSignal): Promise<Answer<'GET /v1/arrivals'>>
}

/** Whether WeChat may bring messages. */
export interface MessagePermissions {
  list(caller: Caller): Promise<Answer<'GET /v1/message-permissions'>>
  /** What the person answered to WeChat's question. */
  record(caller: Caller, answers: Body<'POST /v1/message-permissions'>): Promise<Answer<'POST /v1/message-permissions'>>
  wish(
    caller: Caller,
    template: Params<'PUT /v1/message-permissions/:template'>['template'],
    wish: Body<'PUT /v1/message-permissions/:template'>,
  ): Promise<Answer<'PUT /v1/message-permissions/:template'>>
}

export interface Complaints {
  make(caller: Caller, form: Body<'POST /v1/complaints'>): Promise<Answer<'POST /v1/complaints'>>
  list(caller: Caller): Promise<Answer<'GET /v1/complaints'>>
}

/** What staff does with complaints: role 'service'. */
export interface ComplaintDesk {
  /** Without a name or a text: those not answered, the first due first, or the answered, newest first. */
  list(query: StaffQuery<'GET /console/api/complaints'>): Promise<StaffAnswer<'GET /console/api/complaints'>>
  /** Who complains of what. Recorded. Throws NOT_FOUND. */
  look(caller: StaffCaller, number: string): Promise<StaffAnswer<'POST /console/api/complaints/:number/looks'>>
  /** Answers once: the customer is told by SMS that there is an answer. Throws NOT_FOUND, COMPLAINT_ANSWERED. */
  answer(
    caller: StaffCaller,
    number: string,
    text: string,
  ): Promise<StaffAnswer<'POST /console/api/complaints/:number/answer'>>
}
