/** Top-ups, transfers, deposits; sharing and complaints. */
import { Deposit, DepositList, DepositOrder, WithdrawalOrder } from '../deposits.ts'
import { Complaint, ComplaintForm, ComplaintList } from '../institution.ts'
import { Link, LinkRegistration } from '../links.ts'
import { Uuid } from '../shapes.ts'
import { Topup, TopupOrder } from '../topups.ts'
import { Payee, PayeeLookup, Transfer, TransferOrder } from '../transfers.ts'
import { by, ORDERED, route } from './route.ts'

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
  'POST /v1/transfers': route({
    summary: 'Send money to another customer',
    auth: 'session',
    body: TransferOrder,
    answer: Transfer,
    errors: [
      ...ORDERED,
      'BALANCE_INSUFFICIENT',
      'CLASS_LIMIT_DAY',
      'CLASS_LIMIT_YEAR',
      'PAYEE_UNKNOWN',
      'PAYEE_NOT_IDENTIFIED',
      'PAYEE_LIMIT',
      'PAYEE_CANNOT_RECEIVE',
    ],
  }),
  'GET /v1/transfers/:transferId': route({
    summary: 'A transfer’s receipt, for payer and payee',
    auth: 'session',
    params: by('transferId', Uuid),
    answer: Transfer,
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
