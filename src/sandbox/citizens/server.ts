/** The citizen-ID network: the register of people, by the messages of connectors/citizens. It knows the personas alone. */
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
import { PERSONAS } from '../personas.ts'

/** Name on the register, by ID number. */
const REGISTER = new Map(PERSONAS.map(({ idNumber, name, registeredName = name }) => [idNumber, registeredName]))

function check({ body }: Asked): Answer {
  const question = readJson(body, isCheckRequest)
  if (!question) return malformed()
  const name = REGISTER.get(question.idNumber)
  const result = name === undefined ? 'no-such-person' : name === question.name ? 'match' : 'mismatch'
  return json({ result }, result)
}

export const createCitizensServer = (outside: Outside, key: string): FastifyInstance =>
  createServer(
    outside,
    'citizens',
    [{ method: 'PUT', path: '/checks/:id', name: 'check', act: check, refuse: unavailable }],
    sharedKeySeal(key),
  )
