/**
 * bank/photos/: a photo of the ID card or of the bank card in place of typing. The picture is checked, handed to the
 * character recognition, and forgotten; what comes back is held against the checks that typed text must pass. Nothing of
 * it is stored or logged; it is the form, sent later, that the bank goes by.
 */
import type { OcrConnector, ReadField } from '../../connectors/outside.ts'
import { isCardNumber, isDate, isIdNumber, isPersonName } from '../../contract/checks.ts'
import { addDays, businessDate, startOfDate } from '../../contract/dates.ts'
import type { Answer } from '../../contract/schema/index.ts'
import type { Database } from '../../storage/database.ts'
import type { Sealer } from '../../storage/sealing.ts'
import { askOutside } from '../asking.ts'
import { countAttempt } from '../attempts.ts'
import type { Caller, Clock } from '../caller.ts'
import type { Photos } from '../capabilities.ts'
import { BankError } from '../errors.ts'
import type { Rules } from '../rules/rules.ts'
import { checkPicture } from './pictures.ts'

const FOR_LIFE = '长期'

export function createPhotos(deps: {
  db: Database
  connectors: { readonly ocr: OcrConnector }
  sealer: Sealer
  clock: Clock
  rules: Rules
}): Photos {
  const { db, connectors, sealer, clock, rules } = deps

  async function read(caller: Caller, image: string) {
    checkPicture(Buffer.from(image, 'base64'))
    const now = clock.now()
    const today = businessDate(now)
    const counted = { name: 'photo', key: sealer.index('person', caller.customerId), period: today }
    if (!(await countAttempt(db, { ...counted, max: await rules.on('photo.day', '', today) }))) {
      const seconds = Math.ceil((startOfDate(addDays(today, 1)) - now) / 1000)
      throw new BankError('PHOTO_LIMIT', { retryAfter: seconds })
    }
    return askOutside(() => connectors.ocr.read(image))
  }

  /** The texts of fields, when the reader is sure of each and each can be right. Throws PHOTO_UNREADABLE. */
  async function sure(...fields: readonly [ReadField, (text: string) => boolean][]): Promise<string[]> {
    const least = await rules.on('photo.confidence', '', businessDate(clock.now()))
    return fields.map(([{ text, confidence }, isRight]) => {
      if (confidence < least || !isRight(text)) throw new BankError('PHOTO_UNREADABLE', { field: 'image' })
      return text
    })
  }

  async function emblemSide(validUntil: ReadField): Promise<Answer<'POST /v1/id-photos'>> {
    const [until = ''] = await sure([validUntil, (text) => text === FOR_LIFE || isDate(text)])
    if (until === FOR_LIFE) return { side: 'emblem', validUntil: null }
    if (until < businessDate(clock.now())) throw new BankError('ID_EXPIRED', { field: 'image' })
    return { side: 'emblem', validUntil: until }
  }

  return {
    async idCard(caller, { image, typed = {} }) {
      const reading = await read(caller, image)
      if (reading.kind === 'id-emblem') return emblemSide(reading.validUntil)
      if (reading.kind !== 'id-face') throw new BankError('PHOTO_NOT_AN_ID', { field: 'image' })
      const [name = '', idNumber = ''] = await sure([reading.name, isPersonName], [reading.idNumber, isIdNumber])
      if (typed.idNumber !== undefined && typed.idNumber !== idNumber) {
        throw new BankError('PHOTO_OF_ANOTHER', { field: 'idNumber' })
      }
      if (typed.name !== undefined && typed.name !== name) throw new BankError('PHOTO_OF_ANOTHER', { field: 'name' })
      // The address only helps to choose an area: what is not sure is left to the person.
      const address = await sure([reading.address, (text) => text !== '']).catch(() => [])
      return { side: 'face', name, idNumber, address: address[0] ?? null }
    },

    async bankCard(caller, { image }) {
      const reading = await read(caller, image)
      if (reading.kind !== 'bank-card') throw new BankError('PHOTO_NOT_A_CARD', { field: 'image' })
      const [cardNumber = ''] = await sure([reading.number, isCardNumber])
      return { cardNumber }
    },
  }
}
