/** Puts the clients of the outside together: one channel, hence one circuit breaker, a system. */
import { createCardsConnector } from './cards/connector.ts'
import { createChannel, type Limits, type Surroundings, type System, USUAL_LIMITS } from './channel.ts'
import type { Connectors } from './outside.ts'
import type { SignedAddress } from './signing/exchange.ts'
import { createSmsConnector } from './sms/connector.ts'
import { createStaffConnector, type StaffAddress } from './staff/connector.ts'
import { createVerificationConnector, type VerificationAddress } from './verification/connector.ts'
import type { WechatAddress } from './wechat/api.ts'
import { createWechatConnector } from './wechat/connector.ts'

export interface OutsideAddresses {
  readonly wechat: WechatAddress
  readonly verification: VerificationAddress
  readonly cards: SignedAddress
  readonly staff: StaffAddress
  readonly sms: SignedAddress
}

/** A person waits for WeChat and for a message at every sign-in: less patience there. */
const TIMEOUTS_MS: Readonly<Record<System, number>> = {
  wechat: 5000,
  verification: 8000,
  cards: 8000,
  sms: 5000,
  staff: 5000,
}

/** `limits` replaces the usual ones for every system. */
export function createConnectors(
  addresses: OutsideAddresses,
  surroundings: Surroundings,
  limits: Partial<Limits> = {},
): Connectors {
  const channel = (system: System) =>
    createChannel(system, surroundings, { ...USUAL_LIMITS, timeoutMs: TIMEOUTS_MS[system], ...limits })
  return {
    wechat: createWechatConnector(addresses.wechat, channel('wechat'), surroundings),
    verification: createVerificationConnector(addresses.verification, channel('verification'), surroundings),
    staff: createStaffConnector(addresses.staff, channel('staff')),
    cards: createCardsConnector(addresses.cards, channel('cards')),
    sms: createSmsConnector(addresses.sms, channel('sms')),
  }
}
