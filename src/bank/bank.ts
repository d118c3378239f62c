/** Wires the capabilities together. */
import type { Outside } from '../connectors/outside.ts'
import { type Bell, createBell } from '../storage/bell.ts'
import type { Database } from '../storage/database.ts'
import { createOutbox } from '../storage/outbox.ts'
import type { Sealer } from '../storage/sealing.ts'
import { createAccounts } from './accounts/accounts.ts'
import { createAgreedLimits } from './agreed-limits/agreed-limits.ts'
import { createArrivals } from './arrivals/arrivals.ts'
import { createBindings } from './bindings/bindings.ts'
import type { Clock } from './caller.ts'
import type { Bank, Institution } from './capabilities.ts'
import { createCardTransfers, createCardTransferWorker } from './card-transfers/card-transfers.ts'
import { createCardTransferSettlement } from './card-transfers/settlement.ts'
import { createAgreementEnd } from './cards/agreements.ts'
import { createCards } from './cards/cards.ts'
import { createClaimables } from './claimables/claimables.ts'
import { createClaimableWorker } from './claimables/giving-back.ts'
import { createClaimPayoutWorker, createClaimSettlement } from './claimables/payouts.ts'
import { createClasses } from './classes/classes.ts'
import { createClosures, createClosureWorker } from './closures/closures.ts'
import { createClosureSettlement } from './closures/settlement.ts'
import { createComplaints } from './complaints/complaints.ts'
import { createComplaintDesk } from './complaints/desk.ts'
import type { Core } from './core.ts'
import { createCustomers } from './customers/customers.ts'
import { createDeposits } from './deposits/deposits.ts'
import { createMaturityWorker } from './deposits/maturity.ts'
import { createDownloads, createTickets } from './downloads/downloads.ts'
import { createHome } from './home/home.ts'
import { createIdChecks } from './id-checks/id-checks.ts'
import { correction } from './identification/correction.ts'
import { createIdentifications } from './identification/identification.ts'
import { createLinks } from './links/links.ts'
import { createSmsSender } from './messages/messages.ts'
import { createPermissions, type WechatTemplates } from './messages/permissions.ts'
import { createSubscribeSender, type MessageOutcome } from './messages/subscribe.ts'
import { createNotes } from './notes/notes.ts'
import { createOrganisations } from './organisations/organisations.ts'
import { createOwnCards } from './own-cards/own-cards.ts'
import { createPayees } from './payees/payees.ts'
import { createPaymentRequests } from './payment-requests/payment-requests.ts'
import { createForgetting, createPersonalData } from './personal-data/personal-data.ts'
import { createPhotos } from './photos/photos.ts'
import { createPins, type PinSecrets } from './pins/pins.ts'
import { createProducts } from './products/products.ts'
import { createReceipts } from './receipts/receipts.ts'
import { createAwakening, createDormancyWorker } from './restrictions/dormancy.ts'
import { createIdCollected, createIdDueWorker } from './restrictions/id-due.ts'
import { createIdValidityWorker, createRenewal } from './restrictions/id-validity.ts'
import { createLapseWorker } from './restrictions/lapse.ts'
import { createListedStop } from './restrictions/listed.ts'
import { createReleases } from './restrictions/release.ts'
import { createRestricting } from './restrictions/restricting.ts'
import { createRestrictions } from './restrictions/restrictions.ts'
import { createStanding } from './restrictions/standing.ts'
import { createRules } from './rules/rules.ts'
import { createScheduledWorker } from './scheduled-transfers/running.ts'
import { createScheduledTransfers } from './scheduled-transfers/scheduled-transfers.ts'
import { createMatchDesk } from './screening/desk.ts'
import { createReviewSender } from './screening/notices.ts'
import { createRescreening } from './screening/rescreening.ts'
import { createScreening } from './screening/screening.ts'
import { createStopping } from './screening/stopping.ts'
import { matchVerdict } from './screening/verdicts.ts'
import { createSecurity } from './security/security.ts'
import { createSessions } from './sessions/sign-in.ts'
import { createStaff } from './staff/staff.ts'
import { createStatement } from './statement/statement.ts'
import { createSweeping } from './sweeping.ts'
import { createSettlement } from './topups/settlement.ts'
import { createTopups, createTopupWorker } from './topups/topups.ts'
import { createCoreSettlement } from './transfers/core-settlement.ts'
import { createCoreTransferWorker, createTransfers } from './transfers/transfers.ts'
import { createInterbank, type InterbankKeys } from './verification/interbank.ts'
import type { VerificationTry } from './verification/records.ts'
import { createVerification } from './verification/verification.ts'
import type { WritePath } from './writes/write.ts'

export type { Bank, Visit } from './capabilities.ts'

/** The part of pino that the bank uses. Nothing personal goes into it. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface BankDependencies {
  readonly db: Database
  readonly core: Core
  readonly writes: WritePath
  readonly connectors: Outside
  readonly clock: Clock
  readonly sealer: Sealer
  readonly secrets: PinSecrets
  readonly institution: Institution
  /** How we and the member banks know each other. */
  readonly interbank: InterbankKeys
  readonly log: Log
  /** Told of every query to a verification network when it has ended: for metrics. */
  readonly onVerification?: (done: VerificationTry) => void
  /** The templates of this mini-program's subscribe messages; none: everything is told by SMS. */
  readonly wechatTemplates?: WechatTemplates
  /** Told what WeChat said to a message: for metrics. */
  readonly onMessage?: (outcome: MessageOutcome) => void
  /** Rings when money has come in; heard in this process alone, if not given. */
  readonly bell?: Bell
  /** A named point on the way: nothing in normal life, where a fault test ends the process. */
  readonly reach: (point: string) => void
}

const NO_TEMPLATES: WechatTemplates = { ids: {}, lasting: false }

export function createBank(parts: BankDependencies): Bank {
  const { institution } = parts
  const rules = createRules(parts)
  const { networks, ...others } = parts.connectors
  const verification = createVerification({ ...parts, rules, networks, onTry: parts.onVerification })
  // Whoever verifies a card asks the router; it alone knows the networks. Of cards of our own the core is asked.
  const own = createOwnCards({ ...parts, rules, bankCode: parts.interbank.bankCode }, { ...others, verification })
  const connectors = { ...others, ...own }
  const customers = createCustomers({ ...parts, rules })
  const restricting = createRestricting(parts)
  const standing = createStanding({ ...parts, restricting })
  // Everything a capability may need; each names what it takes.
  const deps = {
    ...parts,
    ...{ rules, customers, people: customers, restricting, standing, connectors },
    idCollected: createIdCollected({ ...parts, restricting }),
    ...{ cards: connectors.cards, sms: connectors.sms, verification: connectors.verification },
    ownCore: connectors.core,
    notes: createNotes({ ...parts, wechat: connectors.wechat }),
    bell: parts.bell ?? createBell(parts.log),
    templates: parts.wechatTemplates ?? NO_TEMPLATES,
  }

  const sendSms = createSmsSender(deps)
  const pins = createPins(deps)
  const accounts = createAccounts(deps)
  const tickets = createTickets(deps)
  const statement = createStatement({ ...deps, tickets })
  const products = createProducts(deps)
  const settlement = createSettlement(deps)
  const forgetting = createForgetting(deps)
  const screening = createScreening(deps)
  const closureSettlement = createClosureSettlement(deps)
  const cardTransferSettlement = createCardTransferSettlement(deps)
  const claimSettlement = createClaimSettlement(deps)
  const coreSettlement = createCoreSettlement(deps)
  const payees = createPayees(deps)
  const transfers = createTransfers({ ...deps, payees, pins, coreSettlement })
  const topups = createTopups({ ...deps, pins, settlement })
  const receipts = createReceipts({ ...deps, transfers, topups, tickets })
  // Every kind of task that needs four eyes.
  const releases = createReleases(deps)
  const staff = createStaff({
    ...deps,
    taskKinds: [correction(deps), matchVerdict(deps), releases.service, releases.risk],
  })

  return {
    sessions: createSessions(deps),
    customers,
    organisations: createOrganisations(deps),
    staff,
    identifications: createIdentifications({ ...deps, ...staff }),
    bindings: createBindings({ ...deps, pins, accounts, screening, idChecks: createIdChecks(deps) }),
    cards: createCards({ ...deps, pins, accounts }),
    security: createSecurity({ ...deps, pins }),
    screening: createMatchDesk({ ...deps, ...staff }),
    verification,
    interbank: createInterbank(deps),
    classes: createClasses({ ...deps, pins, accounts, screening }),
    photos: createPhotos(deps),
    pins,
    accounts,
    statement,
    receipts,
    downloads: createDownloads({ tickets, makers: { statement: statement.makeFile, receipt: receipts.makeFile } }),
    restrictions: createRestrictions({
      ...deps,
      ...staff,
      releases,
      pins,
      awakening: createAwakening({ ...deps, pins }),
      renewal: createRenewal({ ...deps, pins }),
    }),
    closures: createClosures({ ...deps, pins, closureSettlement }),
    agreedLimits: createAgreedLimits({ ...deps, pins }),
    payees,
    transfers,
    scheduledTransfers: createScheduledTransfers({ ...deps, payees, pins }),
    cardTransfers: createCardTransfers({ ...deps, payees, pins, cardTransferSettlement }),
    claimables: createClaimables({ ...deps, payees, pins, claimSettlement }),
    topups,
    paymentRequests: createPaymentRequests({ ...deps, payees, pay: transfers.pay }),
    products,
    deposits: createDeposits({ ...deps, pins, products }),
    home: createHome({ ...deps, accounts, products }),
    arrivals: createArrivals(deps),
    messagePermissions: createPermissions(deps),
    personalData: createPersonalData({ ...deps, pins, forgetting }),
    links: createLinks({ ...deps, products }),
    complaints: createComplaints(deps),
    complaintDesk: createComplaintDesk({ ...deps, ...staff }),
    institution: () => institution,
    workers: [
      createTopupWorker({ ...deps, settlement }),
      createCoreTransferWorker({ ...deps, coreSettlement }),
      createScheduledWorker({ ...deps, payees, coreSettlement }),
      createCardTransferWorker({ ...deps, cardTransferSettlement }),
      createClaimableWorker(deps),
      createClaimPayoutWorker({ ...deps, claimSettlement }),
      createMaturityWorker(deps),
      createRescreening(deps),
      createStopping({ ...deps, stop: createListedStop(deps) }),
      createClosureWorker({ ...deps, closureSettlement }),
      createLapseWorker(deps),
      createDormancyWorker(deps),
      createIdValidityWorker(deps),
      createIdDueWorker(deps),
      createOutbox({
        ...deps,
        senders: {
          sms: sendSms,
          subscribe: createSubscribeSender({ ...deps, wechat: connectors.wechat, sendSms }),
          review: createReviewSender(deps),
          'agreement-end': createAgreementEnd(deps),
        },
      }),
      forgetting.worker,
      createSweeping(deps),
    ],
  }
}
