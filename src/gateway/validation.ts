/**
 * Requests are checked against the contract by TypeBox's compiled checks. Unknown properties are refused: a misspelt
 * field must not be dropped in silence. What fails is told by one BankError: the code of the first property that is
 * wrong, REQUEST_INVALID where it has none, and its path as the field.
 */
import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'
import { BankError } from '../bank/errors.ts'
import type { ErrorCode } from '../contract/errors.ts'

/** The parts of JSON Schema that the contract uses. */
interface Schema {
  properties?: Record<string, Schema>
  additionalProperties?: boolean
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  const?: unknown
  'x-error'?: ErrorCode
}

/** A copy of a schema whose objects, at every depth, hold no property that is not named. */
export function closed<T extends TSchema>(schema: T): T {
  return close(schema) as T
}

function close(schema: Schema): Schema {
  // TypeBox keeps its kinds in properties that do not enumerate.
  const copy: Schema = Object.defineProperties({}, Object.getOwnPropertyDescriptors(schema))
  if (schema.properties) {
    copy.properties = Object.fromEntries(Object.entries(schema.properties).map(([name, part]) => [name, close(part)]))
    copy.additionalProperties = false
  }
  if (schema.items) copy.items = close(schema.items)
  if (schema.anyOf) copy.anyOf = schema.anyOf.map(close)
  return copy
}

/** Fastify's validator: bodies as they are; query strings are text, so numbers in them are read first. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const strict = closed(schema)
  const check = Compile(strict)
  return (input: unknown) => {
    const value = httpPart === 'querystring' ? converted(schema, input as object) : input
    if (check.Check(value)) return { value }
    const { path, code } = firstFault(strict, value, [])
    return { error: new BankError(code, path.length > 0 ? { field: path.join('.') } : {}) }
  }
}

/** Nothing is made of nothing: most requests have no query. */
const converted = (schema: TSchema, query: object): unknown =>
  Object.keys(query).length === 0 ? query : Value.Convert(schema, { ...query })

/** What a misspelt field may look like. Anything else may be somebody's value in the wrong place, and is not repeated. */
const A_NAME = /^[A-Za-z]{1,30}$/

interface Fault {
  readonly path: readonly string[]
  readonly code: ErrorCode
}

/** Follows a value that is known to fail down to the property that makes it fail. */
function firstFault(schema: Schema, value: unknown, path: readonly string[]): Fault {
  const code = schema['x-error'] ?? 'REQUEST_INVALID'
  const here: Fault = { path, code }
  if (schema.anyOf && isObject(value)) return firstFault(likeliest(schema.anyOf, value), value, path)
  if (!schema.properties || !isObject(value)) return here
  for (const [name, part] of Object.entries(schema.properties)) {
    const at = [...path, name]
    if (value[name] === undefined) {
      if (schema.required?.includes(name)) return { path: at, code: part['x-error'] ?? 'REQUEST_INVALID' }
    } else if (!Value.Check(part as TSchema, value[name])) return firstFault(part, value[name], at)
  }
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(schema.properties ?? {}, name))
  if (unknown === undefined) return here
  return { path: A_NAME.test(unknown) ? [...path, unknown] : path, code: 'REQUEST_INVALID' }
}

/**
 * The variant that a caller meant: one whose constants all match (`by: 'sms'`), else the one that shares most
 * properties with what was sent. Without constants that match, the constant itself is what is wrong.
 */
function likeliest(variants: readonly Schema[], value: Record<string, unknown>): Schema {
  const score = ({ properties = {} }: Schema): number => {
    const parts = Object.entries(properties)
    const constants = parts.filter(([, part]) => part.const !== undefined)
    const shared = parts.filter(([name]) => name in value).length
    const matched = constants.length > 0 && constants.every(([name, part]) => part.const === value[name])
    return shared + (matched ? 100 : 0)
  }
  return variants.reduce((best, variant) => (score(variant) > score(best) ? variant : best))
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
