/** Top-ups, transfers, card transfers, deposits; sharing and complaints. */
import { CardPayee, CardPayeeForm, CardTransfer, CardTransferOrder } from '../card-transfers.ts'
import { Deposit, DepositList, DepositOrder, WithdrawalOrder } from '../deposits.ts'
import { Complaint, ComplaintForm, ComplaintList } from '../institution.ts'
import { Link, LinkRegistration } from '../links.ts'
import {
  ScheduledTransfer,
  ScheduledTransferList,
  ScheduledTransferOrder,
  TransferWhenChoices,
} from '../scheduled-transfers.ts'
import { Empty, Uuid } from '../shapes.ts'
import { Topup, TopupOrder } from '../topups.ts'
import {
  Acknowledgement,
  Payee,
  PayeeAlias,
  PayeeBook,
  PayeeLookup,
  ReturnOrder,
  Surname,
  Transfer,
  TransferOrder,
} from '../transfers.ts'
import { by, NOTED, ORDERED, PAID, route } from './route.ts'

export const MONEY_ROUTES = {
  // Top-ups
  'POST /v1/topups': route({
    summary: 'Bring money in from a bound card',
    auth: 'session',
    body: TopupOrder,
    answer: Topup,
    errors: [...ORDERED, 'CARD_NOT_BOUND', 'BALANCE_CAP'],
  }),
  'GET /v1/topups/:topupId': route({
    summary: 'How a top-up stands',
    auth: 'session',
    params: by('topupId', Uuid),
    answer: Topup,
    errors: ['NOT_FOUND'],
  }),

  // Transfers
  'POST /v1/payee-lookups': route({
    summary: 'Find a payee by mobile number',
    auth: 'session',
    body: PayeeLookup,
    answer: Payee,
    errors: [
      'ACCOUNT_REQUIRED',
      'MOBILE_INVALID',
      'PAYEE_UNKNOWN',
      'PAYEE_SELF',
      'PAYEE_NOT_IDENTIFIED',
      'PAYEE_LOOKUP_LIMIT',
    ],
  }),
  'POST /v1/payees/:payeeId/surname': route({
    summary: 'Tell the surname of somebody who was not paid before',
    auth: 'session',
    params: by('payeeId', Uuid),
    body: Surname,
    answer: Empty,
    errors: ['PAYEE_UNKNOWN', 'PAYEE_NAME_WRONG', 'PAYEE_NAME_LIMIT'],
  }),
  'POST /v1/payees/:payeeId/acknowledgement': route({
    summary: 'Say that the warning of a reported payee, a person or a card, was read: a pause begins',
    auth: 'session',
    params: by('payeeId', Uuid),
    body: Empty,
    answer: Acknowledgement,
    errors: ['PAYEE_UNKNOWN'],
  }),
  'GET /v1/payees': route({
    summary: 'Who was paid before, lately first',
    auth: 'session',
    answer: PayeeBook,
    errors: [],
  }),
  'PUT /v1/payees/:payeeId/alias': route({
    summary: 'Give a payee a name of one’s own, or take it back',
    auth: 'session',
    params: by('payeeId', Uuid),
    body: PayeeAlias,
    answer: Empty,
    errors: ['PAYEE_UNKNOWN'],
  }),
  'DELETE /v1/payees/:payeeId': route({
    summary: 'Take a payee out of the book',
    auth: 'session',
    params: by('payeeId', Uuid),
    answer: Empty,
    errors: [],
  }),
  'POST /v1/transfers': route({
    summary: 'Send money to another customer',
    auth: 'session',
    body: TransferOrder,
    answer: Transfer,
    errors: [...ORDERED, ...NOTED, ...PAID, 'PAYEE_UNKNOWN', 'PAYEE_NOT_IDENTIFIED', 'PAYEE_NAME_REQUIRED'],
  }),
  'GET /v1/transfers/:transferId': route({
    summary: 'A transfer’s receipt, for payer and payee',
    auth: 'session',
    params: by('transferId', Uuid),
    answer: Transfer,
    errors: ['NOT_FOUND'],
  }),
  'POST /v1/transfers/:transferId/return': route({
    summary: 'Give back what was received, by another transfer with a reason',
    auth: 'session',
    params: by('transferId', Uuid),
    body: ReturnOrder,
    answer: Transfer,
    errors: [...ORDERED, ...PAID, 'TRANSFER_RETURNED'],
  }),

  // Transfers that run later
  'POST /v1/scheduled-transfers': route({
    summary: 'Order a transfer that runs later',
    auth: 'session',
    body: ScheduledTransferOrder,
    answer: ScheduledTransfer,
    errors: [
      ...ORDERED,
      ...NOTED,
      'CLASS_LIMIT_DAY',
      'AGREED_LIMIT_DAY',
      'PAYEE_UNKNOWN',
      'PAYEE_NOT_IDENTIFIED',
      'PAYEE_NAME_REQUIRED',
      'PAYEE_REPORTED',
      'SCHEDULED_DATE_INVALID',
      'SCHEDULED_TOO_MANY',
      'SIGNATURE_REQUIRED',
      'CARD_NOT_BOUND',
    ],
  }),
  'GET /v1/scheduled-transfers': route({
    summary: 'Own transfers that run later: what waits, and what has ended',
    auth: 'session',
    answer: ScheduledTransferList,
    errors: [],
  }),
  'GET /v1/scheduled-transfers/choices': route({
    summary: 'When a transfer that is ordered now may run',
    auth: 'session',
    answer: TransferWhenChoices,
    errors: [],
  }),
  'GET /v1/scheduled-transfers/:orderId': route({
    summary: 'How a transfer that runs later stands',
    auth: 'session',
    params: by('orderId', Uuid),
    answer: ScheduledTransfer,
    errors: ['NOT_FOUND'],
  }),
  'POST /v1/scheduled-transfers/:orderId/cancellation': route({
    summary: 'Cancel a transfer that has not run',
    auth: 'session',
    params: by('orderId', Uuid),
    body: Empty,
    answer: ScheduledTransfer,
    errors: ['NOT_FOUND', 'SCHEDULED_ENDED'],
  }),

  // Transfers to bank cards
  'POST /v1/card-payees': route({
    summary: 'Tell a bank card to pay to, with its holder’s name; nobody is asked',
    auth: 'session',
    body: CardPayeeForm,
    answer: CardPayee,
    errors: [
      'ACCOUNT_REQUIRED',
      'CARD_INVALID',
      'NAME_INVALID',
      'CARD_NAME_REQUIRED',
      'CARD_PAYEE_OWN',
      'CARD_PAYEE_HERE',
      'CARD_PAYEE_LIMIT',
    ],
  }),
  'POST /v1/card-transfers': route({
    summary: 'Send money to a bank card, anybody’s or one’s own',
    auth: 'session',
    body: CardTransferOrder,
    answer: CardTransfer,
    errors: [
      ...ORDERED,
      ...NOTED,
      'BALANCE_INSUFFICIENT',
      'CLASS_LIMIT_DAY',
      'CLASS_LIMIT_YEAR',
      'AGREED_LIMIT_DAY',
      'AGREED_LIMIT_COUNT',
      'AGREED_LIMIT_YEAR',
      'CARD_PAYEE_UNKNOWN',
      'PAYEE_REPORTED',
      'CARD_NAME_LIMIT',
      'CARD_NOT_BOUND',
    ],
  }),
  'GET /v1/card-transfers/:cardTransferId': route({
    summary: 'How a transfer to a card stands',
    auth: 'session',
    params: by('cardTransferId', Uuid),
    answer: CardTransfer,
    errors: ['NOT_FOUND'],
  }),

  // Deposits
  'POST /v1/deposits': route({
    summary: 'Make a time deposit',
    auth: 'session',
    body: DepositOrder,
    answer: Deposit,
    errors: [
      ...ORDERED,
      'BALANCE_INSUFFICIENT',
      'CLASS_UPGRADE_REQUIRED',
      'PRODUCT_UNKNOWN',
      'PRODUCT_NOT_ON_SALE',
      'DEPOSIT_BELOW_MINIMUM',
    ],
  }),
  'GET /v1/deposits': route({ summary: 'Own deposits', auth: 'session', answer: DepositList, errors: [] }),
  'GET /v1/deposits/:depositId': route({
    summary: 'A deposit and what taking it out today pays',
    auth: 'session',
    params: by('depositId', Uuid),
    answer: Deposit,
    errors: ['NOT_FOUND'],
  }),
  'POST /v1/deposits/:depositId/withdrawal': route({
    summary: 'Take a deposit out early',
    auth: 'session',
    params: by('depositId', Uuid),
    body: WithdrawalOrder,
    answer: Deposit,
    errors: [...ORDERED, 'DEPOSIT_CLOSED'],
  }),

  // Sharing and complaints
  'POST /v1/links': route({
    summary: 'Register a shared link',
    auth: 'session',
    body: LinkRegistration,
    answer: Link,
    errors: ['PRODUCT_UNKNOWN', 'ID_REUSED'],
  }),
  'POST /v1/complaints': route({
    summary: 'Complain',
    auth: 'session',
    body: ComplaintForm,
    answer: Complaint,
    errors: ['ID_REUSED'],
  }),
  'GET /v1/complaints': route({ summary: 'Own complaints', auth: 'session', answer: ComplaintList, errors: [] }),
} as const
