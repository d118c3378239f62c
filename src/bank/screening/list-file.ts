import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { isDate, isIdNumber, isMobile } from '../../contract/checks.ts'

/** Lists of people, against which customers are screened. */
export const LISTS = ['fraud', 'sanctions'] as const
export type List = (typeof LISTS)[number]
/** All that can be loaded: numbers to which money was sent that was lost to fraud, too. */
export const LOADED_LISTS = [...LISTS, 'payees'] as const
export type LoadedList = (typeof LOADED_LISTS)[number]

/** A file is refused. The message is one line for whoever loads it, and names no person. */
export class ListRefused extends Error {
  override readonly name = 'ListRefused'
}

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const FileEntry = Type.Object(
  {
    /** As the list's owner names it. Another name of the same person is an entry of its own. */
    id: Type.String({ minLength: 1, maxLength: 60 }),
    /** Of a person; every entry of a list of people has it. */
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    /** Resident ID number; a fraud entry must have it. */
    idNumber: Type.Optional(Type.String()),
    birthDate: Type.Optional(Day),
    /** Of a fraud entry: says which rule sets its term. */
    grounds: Type.Optional(Type.Enum(['convicted', 'identified'])),
    /** Of the payees' list: either of the two. */
    mobile: Type.Optional(Type.String()),
    card: Type.Optional(Type.String()),
    from: Day,
    /** First day on which it no longer holds; without it the rule's term, or for good. */
    until: Type.Optional(Day),
  },
  { additionalProperties: false },
)
const ListFile = Type.Object(
  {
    source: Type.String({ minLength: 1, maxLength: 200 }),
    published: Day,
    entries: Type.Array(FileEntry, { maxItems: 1_000_000 }),
  },
  { additionalProperties: false },
)
const isListFile = Compile(ListFile)

export type ListFile = Static<typeof ListFile>
export type FileEntry = Static<typeof FileEntry>

/** Reads and checks a list's file. Throws ListRefused. */
export function readListFile(list: LoadedList, text: string): ListFile {
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    throw new ListRefused(`The ${list} list was not loaded: the file is no JSON`)
  }
  if (!isListFile.Check(file)) {
    const [first] = isListFile.Errors(file)
    throw new ListRefused(`The ${list} list was not loaded: ${first?.instancePath || 'the file'} ${first?.message}`)
  }
  const { published, entries } = file as ListFile
  if (!isDate(published)) throw new ListRefused(`The ${list} list was not loaded: /published is no day`)
  const seen = new Set<string>()
  for (const [index, entry] of entries.entries()) {
    const fault = seen.has(entry.id) ? 'has the id of an earlier entry' : faultOf(list, entry)
    if (fault) throw new ListRefused(`The ${list} list was not loaded: /entries/${index} ${fault}`)
    seen.add(entry.id)
  }
  return file as ListFile
}

function faultOf(list: LoadedList, entry: FileEntry): string | undefined {
  const { name, idNumber, birthDate, grounds, from, until, mobile, card } = entry
  if (![from, until ?? from, birthDate ?? from].every(isDate)) return 'has a date that is no day'
  if (until !== undefined && until <= from) return 'ends before it begins'
  if (list === 'payees') return faultOfNumber(entry)
  if (name === undefined) return 'has no name'
  if (mobile !== undefined || card !== undefined) return 'has a number, which only the payees list has'
  if (idNumber !== undefined && !isIdNumber(idNumber)) return 'has an ID number that cannot be right'
  if (list === 'fraud' && idNumber === undefined) return 'has no ID number'
  if (list === 'fraud' && grounds === undefined) return 'does not say on what grounds'
  if (list === 'sanctions' && grounds !== undefined) return 'has grounds, which only the fraud list has'
  return undefined
}

function faultOfNumber({ name, idNumber, birthDate, grounds, mobile, card }: FileEntry): string | undefined {
  if (name ?? idNumber ?? birthDate ?? grounds) return 'says of a person, which the payees list does not'
  if ((mobile === undefined) === (card === undefined)) return 'has not one number, mobile or card'
  if (mobile !== undefined && !isMobile(mobile)) return 'has a mobile number that cannot be right'
  if (card !== undefined && !/^\d{12,19}$/.test(card)) return 'has a card number that cannot be right'
  return undefined
}
