import type { SmsConnector } from '../../connectors/outside.ts'
import type { OutboxEntry } from '../../storage/outbox.ts'
import type { Sealer } from '../../storage/sealing.ts'

/**
 * What a person whose application was looked at is told. They are no customer yet, or none any more: the number travels
 * sealed.
 */
interface Notice {
  readonly about: 'cleared' | 'declined'
  /** In base64. By its name a rotation of keys finds it. */
  readonly mobileSealed: string
}

export const noticeEntry = (
  id: string,
  sealer: Sealer,
  { about, mobile }: { readonly about: Notice['about']; readonly mobile: string },
): OutboxEntry => ({
  id,
  channel: 'review',
  payload: { about, mobileSealed: Buffer.from(sealer.seal(mobile)).toString('base64') } satisfies Notice,
})

/** Sends an outbox entry of channel 'review'. Idempotent by the entry's id; throws OutsideError, to be tried again. */
export function createReviewSender(deps: {
  sealer: Sealer
  sms: SmsConnector
  institution: { readonly name: string; readonly servicePhone: string }
}) {
  const { sealer, sms, institution } = deps
  const texts: Record<Notice['about'], string> = {
    cleared: '您的开户资料已核对完毕，请回到小程序继续开户',
    declined: `您的开户申请没有通过审核。想了解原因，请带身份证到任一网点，或拨打${institution.servicePhone}`,
  }
  return async function sendReview(entry: { readonly id: string; readonly payload: object }): Promise<void> {
    const { about, mobileSealed } = entry.payload as Notice
    const text = `【${institution.name}】${texts[about]}`
    await sms.send(entry.id, { mobile: sealer.open(Buffer.from(mobileSealed, 'base64')), text })
  }
}
