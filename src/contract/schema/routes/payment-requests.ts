/** Asking for money by a card in the chat. */

import { Type } from 'typebox'
import {
  CashMark,
  OpenedRequest,
  PaymentRequest,
  PaymentRequestList,
  PaymentRequestOrder,
  RequestToken,
  RequestToPay,
  ShareNumber,
  SharePayment,
  Withdrawal,
} from '../payment-requests.ts'
import { Uuid } from '../shapes.ts'
import { Transfer } from '../transfers.ts'
import { by, NOTED, ORDERED, PAID, route, STOPPED } from './route.ts'

export const PAYMENT_REQUEST_ROUTES = {
  'POST /v1/payment-requests': route({
    summary: 'Ask for money: a fixed amount of one person, or a total split among several',
    auth: 'session',
    body: PaymentRequestOrder,
    answer: PaymentRequest,
    errors: [
      'ID_REUSED',
      'AMOUNT_INVALID',
      'NOT_FOUND',
      ...STOPPED,
      ...NOTED,
      'PAYMENT_REQUEST_TITLE',
      'PAYMENT_REQUEST_PEOPLE',
      'PAYMENT_REQUEST_ACCOUNT',
      'PAYMENT_REQUEST_LIMIT',
    ],
  }),
  'GET /v1/payment-requests': route({
    summary: 'Own requests, the newest first',
    auth: 'session',
    answer: PaymentRequestList,
    errors: [],
  }),
  'GET /v1/payment-requests/:requestId': route({
    summary: 'Who has paid an own request',
    auth: 'session',
    params: by('requestId', Uuid),
    answer: PaymentRequest,
    errors: ['NOT_FOUND'],
  }),
  'POST /v1/payment-requests/:requestId/withdrawal': route({
    summary: 'Take a request back: what was paid stays paid',
    auth: 'session',
    params: by('requestId', Uuid),
    body: Withdrawal,
    answer: PaymentRequest,
    errors: ['NOT_FOUND', 'ID_REUSED', 'PAYMENT_REQUEST_PAID'],
  }),
  'POST /v1/payment-requests/:requestId/shares/:share/cash': route({
    summary: 'Mark a share as settled in cash, or take the mark back',
    auth: 'session',
    params: Type.Object({ requestId: Uuid, share: ShareNumber }),
    body: CashMark,
    answer: PaymentRequest,
    errors: ['NOT_FOUND', 'ID_REUSED', 'PAYMENT_REQUEST_CHANGED'],
  }),
  'GET /v1/payment-requests/opened/:token': route({
    summary: 'Who asks for how much, for whoever has the link',
    auth: 'anyone',
    params: by('token', RequestToken),
    answer: OpenedRequest,
    errors: ['PAYMENT_REQUEST_UNKNOWN'],
  }),
  'GET /v1/payment-requests/opened/:token/mine': route({
    summary: 'The same for who is signed in',
    auth: 'session',
    params: by('token', RequestToken),
    answer: RequestToPay,
    errors: ['PAYMENT_REQUEST_UNKNOWN'],
  }),
  'POST /v1/payment-requests/opened/:token/payments': route({
    summary: 'Pay a share',
    auth: 'session',
    params: by('token', RequestToken),
    body: SharePayment,
    answer: Transfer,
    errors: [
      ...ORDERED,
      ...PAID,
      'PAYMENT_REQUEST_UNKNOWN',
      'PAYMENT_REQUEST_OWN',
      'PAYMENT_REQUEST_WITHDRAWN',
      'PAYMENT_REQUEST_ENDED',
      'PAYMENT_REQUEST_PAID',
      'PAYMENT_REQUEST_PAID_BY_YOU',
      'PAYMENT_REQUEST_CHANGED',
    ],
  }),
} as const
