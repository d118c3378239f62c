/** Puts the clients of the outside together: one channel, hence one circuit breaker, a system. */
import { isNetworkId, NETWORK_IDS, type NetworkId } from '../contract/networks.ts'
import { createCardsConnector } from './cards/connector.ts'
import { createChannel, type Limits, type Surroundings, type System, USUAL_LIMITS } from './channel.ts'
import { createCitizensConnector } from './citizens/connector.ts'
import { createCoreConnector } from './core/connector.ts'
import { createOcrConnector } from './ocr/connector.ts'
import type { Outside, VerificationNetworks } from './outside.ts'
import type { SignedAddress } from './signing/exchange.ts'
import { createSmsConnector } from './sms/connector.ts'
import { createStaffConnector, type StaffAddress } from './staff/connector.ts'
import { createVerificationNetwork, type NetworkAddress, type OurKey } from './verification/connector.ts'
import type { WechatAddress } from './wechat/api.ts'
import { createWechatConnector } from './wechat/connector.ts'

export interface OutsideAddresses {
  readonly wechat: WechatAddress
  /** The verification networks that can be reached, and the key that we sign our questions with. */
  readonly networks: Readonly<Partial<Record<NetworkId, NetworkAddress>>>
  readonly ours: OurKey
  readonly citizens: SignedAddress
  readonly ocr: SignedAddress
  readonly cards: SignedAddress
  readonly core: SignedAddress
  readonly staff: StaffAddress
  readonly sms: SignedAddress
}

/** A person waits for WeChat, for a message or for the provider at every sign-in: less patience there. */
const SHORT_MS = 5000
const IMPATIENT: readonly System[] = ['wechat', 'sms', 'staff']
const timeoutOf = (system: System): number => (IMPATIENT.includes(system) ? SHORT_MS : 8000)

/** `limits` replaces the usual ones for every system. */
export function createConnectors(
  { wechat, networks, ours, citizens, ocr, cards, core, staff, sms }: OutsideAddresses,
  surroundings: Surroundings,
  limits: Partial<Limits> = {},
): Outside {
  const channel = (system: System) =>
    createChannel(system, surroundings, {
      ...USUAL_LIMITS,
      timeoutMs: timeoutOf(system),
      ...limits,
      // A message to a network bears an id that is used once, and another network is the better second try.
      ...(isNetworkId(system) && { retries: 0 }),
    })
  return {
    wechat: createWechatConnector(wechat, channel('wechat'), surroundings),
    networks: Object.fromEntries(
      NETWORK_IDS.flatMap((network) => {
        const address = networks[network]
        return address
          ? [[network, createVerificationNetwork(network, address, ours, channel(network), surroundings)]]
          : []
      }),
    ) satisfies VerificationNetworks,
    citizens: createCitizensConnector(citizens, channel('citizens')),
    ocr: createOcrConnector(ocr, channel('ocr')),
    staff: createStaffConnector(staff, channel('staff')),
    cards: createCardsConnector(cards, channel('cards')),
    core: createCoreConnector(core, channel('core')),
    sms: createSmsConnector(sms, channel('sms')),
  }
}
