/** Other banks, and lists of people. */
import type { VerificationConnector } from '../../connectors/outside.ts'
import type { ReportPeriod } from '../../contract/choices.ts'
import type { StaffAnswer, StaffBody } from '../../contract/schema/staff-routes.ts'
import type { StaffCaller } from '../staff/caller.ts'

/** The verification networks: who asks the bank that issued a card. */
export interface Verification extends VerificationConnector {
  /** Queries, cost and times by network. */
  report(period: ReportPeriod): Promise<StaffAnswer<'GET /console/api/networks'>>
}

/** A message of another bank as it came: exact bytes, signature and id of the key. */
export interface MemberMessage {
  readonly body: Uint8Array
  readonly signature: unknown
  readonly key: unknown
}

export interface Interbank {
  /**
   * Answers acmt.023 with acmt.024 about an account of ours, with the headers that sign it. Throws MEMBER_UNKNOWN,
   * MEMBER_SIGNATURE_INVALID, MEMBER_TOO_OFTEN, MEMBER_MESSAGE_INVALID, MEMBER_MESSAGE_STALE, MEMBER_MESSAGE_REPLAYED.
   */
  verify(message: MemberMessage): Promise<{ readonly body: string; readonly headers: Readonly<Record<string, string>> }>
}

/** People whom a list may mean, as risk sees them and decides, two of them together. */
export interface Screening {
  /** What waits for people: open matches, and customers who are meant and whose business nobody has stopped yet. */
  open(): Promise<StaffAnswer<'GET /console/api/list-matches'>>
  /** Whom a match is about, masked, and what it matched. Recorded. Throws NOT_FOUND. */
  look(caller: StaffCaller, matchId: string): Promise<StaffAnswer<'POST /console/api/list-matches/:matchId/looks'>>
  /** A verdict, for another member of risk to decide on. Throws NOT_FOUND, TASK_STALE, TASK_OPEN, ID_REUSED. */
  propose(
    caller: StaffCaller,
    matchId: string,
    proposal: StaffBody<'POST /console/api/list-matches/:matchId/proposals'>,
  ): Promise<StaffAnswer<'POST /console/api/list-matches/:matchId/proposals'>>
}
