import { isIdNumber, isPersonName } from '../../contract/checks.ts'
import type { Answer, Body } from '../../contract/schema/index.ts'
import { areaOf } from './areas.ts'
import type { BindForm } from './form.ts'

/** What a photo may be of. */
export type Shot = 'face' | 'emblem' | 'card'

/** What is typed in whole already, for the bank to tell a photo of somebody else. */
export function typedPerson({ name, idNumber }: BindForm): NonNullable<Body<'POST /v1/id-photos'>['typed']> {
  return {
    ...(isPersonName(name.trim()) ? { name: name.trim() } : {}),
    ...(isIdNumber(idNumber) ? { idNumber } : {}),
  }
}

/** The fields that a side of the ID fills. An area that the person has chosen stays: many live elsewhere. */
export function idFields(answer: Answer<'POST /v1/id-photos'>, form: BindForm): Partial<BindForm> {
  if (answer.side === 'emblem') {
    return { idForLife: answer.validUntil === null, idValidUntil: answer.validUntil ?? '' }
  }
  const { name, idNumber, address } = answer
  const area = form.area === '' && address !== null ? areaOf(address) : undefined
  return { name, idNumber, ...(area && { area: area.code, areaName: area.name }) }
}
