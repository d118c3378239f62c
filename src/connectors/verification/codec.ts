/**
 * ISO 20022 acmt.023.001.03, 'is this card this person's?', and its answer acmt.024.001.03. Written and read here for
 * both ends. What the standard has no field for: whether a card is Class I or a credit card travels in Acct/Tp/Prtry.
 * The reasons are ISO external codes: AC01 no such account, BE01 holder does not match, AG01 not for this account type.
 */
import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

const REQUEST = 'urn:iso:std:iso:20022:tech:xsd:acmt.023.001.03'
const REPORT = 'urn:iso:std:iso:20022:tech:xsd:acmt.024.001.03'
/** Both messages are about 2 KB; more is none of ours. */
const MAX_CHARACTERS = 64 * 1024

/** Why a message is none: no XML, of another kind, or without what must be there. Says no content. */
export class MessageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MessageError'
  }
}

export interface VerificationRequest {
  /** Max35Text. The same id is the same question. */
  readonly id: string
  /** ms since 1970 UTC. */
  readonly at: number
  /** CNAPS code of the bank that asks. */
  readonly bankCode: string
  readonly name: string
  readonly idNumber: string
  readonly mobile: string
  readonly cardNumber: string
}

export type VerificationReport = { readonly requestId: string; readonly at: number } & (
  | { readonly verified: true; cardClass: 'I' | 'credit'; bankCode: string; bankName: string }
  | { readonly verified: false; why: 'unknown-card' | 'mismatch' | 'not-eligible' }
)

const NETWORK = { Pty: { Nm: 'CARD VERIFICATION NETWORK' } }
const bank = (code: string, name?: string) => ({
  FinInstnId: { ClrSysMmbId: { MmbId: code }, ...(name !== undefined && { Nm: name }) },
})
const CLASSES = { I: 'CLASS-I', credit: 'CREDIT' } as const
const REASONS = { 'unknown-card': 'AC01', mismatch: 'BE01', 'not-eligible': 'AG01' } as const

/** The key whose value is `value`. */
const keyOf = <K extends string>(table: Readonly<Record<K, string>>, value: string): K | undefined =>
  (Object.keys(table) as K[]).find((key) => table[key] === value)

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true, indentBy: ' ' })
const write = (namespace: string, content: object): string =>
  builder.build({ '?xml': { '@version': '1.0', '@encoding': 'UTF-8' }, Document: { '@xmlns': namespace, ...content } })

export function writeRequest(ask: VerificationRequest): string {
  return write(REQUEST, {
    IdVrfctnReq: {
      Assgnmt: {
        MsgId: ask.id,
        CreDtTm: new Date(ask.at).toISOString(),
        Assgnr: { Agt: bank(ask.bankCode) },
        Assgne: NETWORK,
      },
      Vrfctn: {
        Id: ask.id,
        PtyAndAcctId: {
          Pty: {
            Nm: ask.name,
            // NIDN: national identity number, of ISO's external person identification codes.
            Id: { PrvtId: { Othr: { Id: ask.idNumber, SchmeNm: { Cd: 'NIDN' } } } },
            CtctDtls: { MobNb: `+86-${ask.mobile}` },
          },
          Acct: { Id: { Othr: { Id: ask.cardNumber } } },
        },
      },
    },
  })
}

export function writeReport(report: VerificationReport, question: VerificationRequest): string {
  const account = { Id: { Othr: { Id: question.cardNumber } } }
  return write(REPORT, {
    IdVrfctnRpt: {
      Assgnmt: {
        MsgId: `R${report.requestId}`.slice(0, 35),
        CreDtTm: new Date(report.at).toISOString(),
        Assgnr: NETWORK,
        Assgne: { Agt: bank(question.bankCode) },
      },
      OrgnlAssgnmt: { MsgId: question.id, CreDtTm: new Date(question.at).toISOString() },
      Rpt: {
        OrgnlId: report.requestId,
        Vrfctn: String(report.verified),
        ...(report.verified
          ? {
              UpdtdPtyAndAcctId: {
                Acct: { ...account, Tp: { Prtry: CLASSES[report.cardClass] } },
                Agt: bank(report.bankCode, report.bankName),
              },
            }
          : { Rsn: { Cd: REASONS[report.why] } }),
      },
    },
  })
}

const Text = Type.String({ minLength: 1, maxLength: 140 })
const Instant = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)?$' })
const Assignment = Type.Object({ MsgId: Text, CreDtTm: Instant })
const Bank = Type.Object({
  FinInstnId: Type.Object({ ClrSysMmbId: Type.Object({ MmbId: Text }), Nm: Type.Optional(Text) }),
})
const OtherId = Type.Object({ Othr: Type.Object({ Id: Text }) })

const RequestDocument = Type.Object({
  IdVrfctnReq: Type.Object({
    Assgnmt: Type.Intersect([Assignment, Type.Object({ Assgnr: Type.Object({ Agt: Bank }) })]),
    Vrfctn: Type.Object({
      Id: Text,
      PtyAndAcctId: Type.Object({
        Pty: Type.Object({
          Nm: Text,
          Id: Type.Object({ PrvtId: OtherId }),
          CtctDtls: Type.Object({ MobNb: Type.String({ pattern: '^\\+86-\\d{11}$' }) }),
        }),
        Acct: Type.Object({ Id: OtherId }),
      }),
    }),
  }),
})

const ReportDocument = Type.Object({
  IdVrfctnRpt: Type.Object({
    Assgnmt: Assignment,
    Rpt: Type.Object({
      OrgnlId: Text,
      Vrfctn: Type.Enum(['true', 'false', '1', '0']),
      Rsn: Type.Optional(Type.Object({ Cd: Text })),
      UpdtdPtyAndAcctId: Type.Optional(
        Type.Object({ Acct: Type.Object({ Tp: Type.Object({ Prtry: Text }) }), Agt: Bank }),
      ),
    }),
  }),
})
const isRequestDocument = Compile(RequestDocument)
const isReportDocument = Compile(ReportDocument)

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  removeNSPrefix: true,
})

function parse(xml: string, namespace: string): unknown {
  if (xml.length > MAX_CHARACTERS) throw new MessageError('the message is too long')
  // No document type, hence no entities of its own making: nothing can grow or be fetched while reading.
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) throw new MessageError('a document type is not allowed')
  if (XMLValidator.validate(xml) !== true) throw new MessageError('the message is no well-formed XML')
  if (!xml.includes(namespace)) throw new MessageError('the message is of another kind')
  return (parser.parse(xml) as { Document?: unknown }).Document
}

/** Throws MessageError. */
export function readRequest(xml: string): VerificationRequest {
  const document = parse(xml, REQUEST)
  if (!isRequestDocument.Check(document)) throw new MessageError('something is missing in the request')
  const { Assgnmt, Vrfctn } = (document as Static<typeof RequestDocument>).IdVrfctnReq
  const { Pty, Acct } = Vrfctn.PtyAndAcctId
  return {
    id: Vrfctn.Id,
    at: Date.parse(Assgnmt.CreDtTm),
    bankCode: Assgnmt.Assgnr.Agt.FinInstnId.ClrSysMmbId.MmbId,
    name: Pty.Nm,
    idNumber: Pty.Id.PrvtId.Othr.Id,
    mobile: Pty.CtctDtls.MobNb.slice('+86-'.length),
    cardNumber: Acct.Id.Othr.Id,
  }
}

/** Throws MessageError, also for a reason or card class that we do not know: better no answer than a guessed one. */
export function readReport(xml: string): VerificationReport {
  const document = parse(xml, REPORT)
  if (!isReportDocument.Check(document)) throw new MessageError('something is missing in the report')
  const { Assgnmt, Rpt } = (document as Static<typeof ReportDocument>).IdVrfctnRpt
  const head = { requestId: Rpt.OrgnlId, at: Date.parse(Assgnmt.CreDtTm) }
  if (Rpt.Vrfctn === 'false' || Rpt.Vrfctn === '0') {
    const why = keyOf(REASONS, Rpt.Rsn?.Cd ?? '')
    if (!why) throw new MessageError('the reason of the refusal is unknown')
    return { ...head, verified: false, why }
  }
  const found = Rpt.UpdtdPtyAndAcctId
  const cardClass = found && keyOf(CLASSES, found.Acct.Tp.Prtry)
  if (!found || !cardClass) throw new MessageError('the class of the card is unknown')
  const { ClrSysMmbId, Nm } = found.Agt.FinInstnId
  return { ...head, verified: true, cardClass, bankCode: ClrSysMmbId.MmbId, bankName: Nm ?? ClrSysMmbId.MmbId }
}
