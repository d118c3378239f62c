/**
 * The citizen-ID network: the register of people, by the messages of connectors/citizens. It knows the personas and whoever
 * holds a card: nobody has one without being on the register.
 */
import type { FastifyInstance } from 'fastify'
import { isCheckRequest } from '../../connectors/citizens/codec.ts'
import {
  type Answer,
  type Asked,
  createServer,
  json,
  malformed,
  type Outside,
  readJson,
  sharedKeySeal,
  unavailable,
} from '../answering.ts'
import type { Registry } from '../cards/registry.ts'
import { PERSONAS } from '../personas.ts'

/** The personas' names on the register, by ID number. */
const REGISTER = new Map(PERSONAS.map(({ idNumber, name, registeredName = name }) => [idNumber, registeredName]))

export function createCitizensServer(
  outside: Outside,
  key: string,
  registry: Pick<Registry, 'nameOf'>,
): FastifyInstance {
  function check({ body }: Asked): Answer {
    const question = readJson(body, isCheckRequest)
    if (!question) return malformed()
    const name = REGISTER.get(question.idNumber) ?? registry.nameOf(question.idNumber)
    const result = name === undefined ? 'no-such-person' : name === question.name ? 'match' : 'mismatch'
    return json({ result }, result)
  }
  return createServer(
    outside,
    'citizens',
    [{ method: 'PUT', path: '/checks/:id', name: 'check', act: check, refuse: unavailable }],
    sharedKeySeal(key),
  )
}
