/** The SMS centre: what it takes lands in the inbox. */
import type { FastifyInstance } from 'fastify'
import { isSmsRequest } from '../../connectors/sms/codec.ts'
import {
  type Answer,
  type Asked,
  createServer,
  json,
  malformed,
  type Outside,
  readJson,
  reused,
  sharedKeySeal,
  unavailable,
} from '../answering.ts'

export function createSmsServer(outside: Outside, key: string): FastifyInstance {
  function send({ id, body }: Asked): Answer {
    const message = readJson(body, isSmsRequest)
    if (!message) return malformed()
    return outside.inbox.deliver(`sms-${id}`, message.mobile, message.text)
      ? json({ state: 'accepted' }, 'accepted')
      : reused()
  }
  return createServer(
    outside,
    'sms',
    [{ method: 'PUT', path: '/messages/:id', name: 'send', act: send, refuse: unavailable }],
    sharedKeySeal(key),
  )
}
