import fc from 'fast-check'
import { expect, it } from 'vitest'
import { arrayTypesOf, binaryArray } from '../../src/storage/arrays.ts'
import type { SqlValue } from '../../src/storage/database.ts'
import { eachDatabase } from '../support/database.ts'

/** Texts as people write them; PostgreSQL keeps no NUL. */
const words = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replaceAll('\0', ''))

const ELEMENTS: Readonly<Record<string, fc.Arbitrary<SqlValue>>> = {
  uuid: fc.uuid(),
  bigint: fc.maxSafeInteger(),
  int: fc.integer(),
  integer: fc.integer(),
  boolean: fc.boolean(),
  text: fc.oneof(words, fc.constantFrom('', 'NULL', '{"a":"\\\\"}', '李雷，早上好')),
  bytea: fc.uint8Array({ maxLength: 40 }),
}

eachDatabase('an array parameter', (database) => {
  it.each(Object.entries(ELEMENTS))('of %s arrives as it was sent, element by element', async (type, element) => {
    const sql = `SELECT one FROM unnest($1::${type}[]) WITH ORDINALITY AS given (one, n) ORDER BY n`
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(element), { maxLength: 30 }), async (sent) => {
        const rows = await database().query<{ one: SqlValue }>(sql, [sent])
        const plain = (value: SqlValue) => (value instanceof Uint8Array ? [...value] : value)
        expect(rows.map(({ one }) => plain(one))).toEqual(sent.map(plain))
      }),
      { numRuns: 50 },
    )
  })

  it('that is not of its type is refused, and an id in capitals is the same id', async () => {
    const sql = 'SELECT one::text FROM unnest($1::uuid[]) AS given (one)'
    await expect(database().query(sql, [['not an id']])).rejects.toThrow('uuid')
    const id = '01A21DA2-7903-71F2-80F2-16BDB6483288'
    expect(await database().query(sql, [[id]])).toEqual([{ one: id.toLowerCase() }])
  })
})

it('knows of a statement which parameters are arrays, and of what', () => {
  expect(arrayTypesOf('SELECT $1 FROM unnest($3::uuid[], $2::text[]) WHERE $4::date[] IS NULL')).toEqual([
    undefined,
    'text',
    'uuid',
  ])
})

it('leaves to PostgreSQL what is not written as its type is', () => {
  const id = '01a21da2-7903-71f2-80f2-16bdb6483288'
  expect(binaryArray('uuid', [id])).toHaveLength(12 + 8 + 4 + 16)
  for (const odd of [id.slice(1), id.replace('a', 'g'), id.replace('-', '+'), id.replace('8', '８'), 7])
    expect(binaryArray('uuid', [id, odd])).toBeUndefined()
  expect(binaryArray('bigint', [0.5])).toBeUndefined()
  expect(binaryArray('bigint', ['12'])).toBeUndefined()
  expect(binaryArray('int', [2 ** 31])).toBeUndefined()
  expect(binaryArray('text', [12])).toBeUndefined()
  expect(binaryArray('bytea', ['00'])).toBeUndefined()
  expect(binaryArray('boolean', ['true'])).toBeUndefined()
})
