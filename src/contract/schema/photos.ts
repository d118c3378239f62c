import { Type } from 'typebox'
import { base64Length, MAX_PHOTO_BYTES } from '../photos.ts'
import { BusinessDate, coded } from './shapes.ts'

/** A JPEG or PNG in base64. It is read and forgotten: never stored, never logged. */
const Photo = coded(
  'PHOTO_TOO_LARGE',
  Type.String({ minLength: 1, maxLength: base64Length(MAX_PHOTO_BYTES), contentEncoding: 'base64' }),
)

export const IdPhotoRequest = Type.Object({
  image: Photo,
  /** What the person has typed already, in whole: a photo of somebody else is told. */
  typed: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String({ maxLength: 30 })),
      idNumber: Type.Optional(Type.String({ pattern: '^\\d{17}[\\dX]$' })),
    }),
  ),
})

/** What stands on the side that was photographed: the one with the face, or the one with the emblem. */
export const IdPhoto = Type.Union([
  Type.Object({
    side: Type.Literal('face'),
    name: Type.String(),
    idNumber: Type.String(),
    address: Type.Union([Type.String(), Type.Null()]),
  }),
  Type.Object({
    side: Type.Literal('emblem'),
    /** Last day of validity, or null when it is valid for life (长期). */
    validUntil: Type.Union([BusinessDate, Type.Null()]),
  }),
])

export const CardPhotoRequest = Type.Object({ image: Photo })
export const CardPhoto = Type.Object({ cardNumber: Type.String() })
