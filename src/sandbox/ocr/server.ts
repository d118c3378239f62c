/**
 * The character recognition. It reads the pictures that the sandbox has drawn, out of their pixels (cells.ts), once a phone
 * has made a PNG of one; every other picture, a JPEG among them, shows it nothing that it knows.
 */
import type { FastifyInstance } from 'fastify'
import { isReadingRequest, type ReadingAnswer } from '../../connectors/ocr/codec.ts'
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
import { readCells } from './cells.ts'
import type { Shown } from './pictures.ts'
import { readPng } from './png.ts'

/** A picture of 1.5 MB in base64, and some. */
const BODY_LIMIT_BYTES = 4 * 1024 * 1024

function reading(image: Buffer): ReadingAnswer {
  const pixels = readPng(image)
  const found = pixels && readCells(pixels)
  if (!found) return { kind: 'other' }
  const field = (text: string) => ({ text, confidence: found.confidence })
  const shown = JSON.parse(found.text) as Shown
  switch (shown.kind) {
    case 'id-face':
      return {
        kind: shown.kind,
        name: field(shown.name),
        idNumber: field(shown.idNumber),
        address: field(shown.address),
      }
    case 'id-emblem':
      return { kind: shown.kind, validFrom: field(shown.validFrom), validUntil: field(shown.validUntil) }
    case 'bank-card':
      return { kind: shown.kind, number: field(shown.number) }
  }
}

function read({ body }: Asked): Answer {
  const question = readJson(body, isReadingRequest)
  if (!question) return malformed()
  const answer = reading(Buffer.from(question.image, 'base64'))
  return json(answer, answer.kind)
}

export const createOcrServer = (outside: Outside, key: string): FastifyInstance =>
  createServer(
    outside,
    'ocr',
    [{ method: 'POST', path: '/readings', name: 'read', act: read, refuse: unavailable }],
    sharedKeySeal(key),
    BODY_LIMIT_BYTES,
  )
