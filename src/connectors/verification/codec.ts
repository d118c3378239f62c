/**
 * ISO 20022 acmt.023.001.03, 'is this card this person's?', and its answer acmt.024.001.03. Written and read here for
 * both ends. What the standard has no field for: whether a card is Class I or a credit card travels in Acct/Tp/Prtry.
 * The reasons are ISO external codes: AC01 no such account, BE01 holder does not match, AG01 not for this account type,
 * AGNT wrong agent: no member of the network has issued it.
 */
import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { NetworkId } from '../../contract/networks.ts'

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

/** Who writes a message, or whom it is for. */
export type Party = { readonly bankCode: string } | { readonly network: NetworkId }

export interface VerificationRequest {
  /** Max35Text, of this message and used once. */
  readonly messageId: string
  /** Max35Text. The same id is the same question. */
  readonly id: string
  /** ms since 1970 UTC. */
  readonly at: number
  readonly from: Party
  readonly to: Party
  readonly name: string
  readonly idNumber: string
  readonly mobile: string
  /** A card at another bank, or an account of ours. */
  readonly cardNumber: string
}

export type VerificationReport = {
  readonly messageId: string
  /** The message that it answers, and the question in it. */
  readonly toMessageId: string
  readonly requestId: string
  readonly at: number
  readonly from: Party
  readonly to: Party
} & (
  | { readonly verified: true; cardClass: keyof typeof CLASSES; bankCode: string; bankName: string }
  | { readonly verified: false; why: keyof typeof REASONS }
)

/** A UUID as a Max35Text: without its dashes it has 32 characters. */
export const messageIdOf = (uuid: string): string => uuid.replaceAll('-', '')

const NAMES: Readonly<Record<NetworkId, string>> = {
  unionpay: 'UNIONPAY',
  'big-five': 'ALLIANCE OF FIVE LARGE BANKS',
  'joint-stock': 'ALLIANCE OF JOINT-STOCK BANKS',
  'city-banks': 'REGIONAL ALLIANCE OF CITY BANKS',
}
const CLASSES = { I: 'CLASS-I', II: 'CLASS-II', III: 'CLASS-III', credit: 'CREDIT' } as const
const REASONS = { 'unknown-card': 'AC01', mismatch: 'BE01', 'not-eligible': 'AG01', 'not-covered': 'AGNT' } as const

const bank = (code: string, name?: string) => ({
  FinInstnId: { ClrSysMmbId: { MmbId: code }, ...(name !== undefined && { Nm: name }) },
})
const partyOf = (party: Party) =>
  'bankCode' in party ? { Agt: bank(party.bankCode) } : { Pty: { Nm: NAMES[party.network] } }

/** The key whose value is `value`. */
const keyOf = <K extends string>(table: Readonly<Record<K, string>>, value: string): K | undefined =>
  (Object.keys(table) as K[]).find((key) => table[key] === value)

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true, indentBy: ' ' })
const write = (namespace: string, content: object): string =>
  builder.build({ '?xml': { '@version': '1.0', '@encoding': 'UTF-8' }, Document: { '@xmlns': namespace, ...content } })

const assignment = ({ messageId, at, from, to }: { messageId: string; at: number; from: Party; to: Party }) => ({
  MsgId: messageId,
  CreDtTm: new Date(at).toISOString(),
  Assgnr: partyOf(from),
  Assgne: partyOf(to),
})

export function writeRequest(ask: VerificationRequest): string {
  return write(REQUEST, {
    IdVrfctnReq: {
      Assgnmt: assignment(ask),
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

export function writeReport(
  report: VerificationReport,
  question: Pick<VerificationRequest, 'cardNumber' | 'at'>,
): string {
  const account = { Id: { Othr: { Id: question.cardNumber } } }
  return write(REPORT, {
    IdVrfctnRpt: {
      Assgnmt: assignment(report),
      OrgnlAssgnmt: { MsgId: report.toMessageId, CreDtTm: new Date(question.at).toISOString() },
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
const Id35 = Type.String({ minLength: 1, maxLength: 35 })
const Bank = Type.Object({
  FinInstnId: Type.Object({ ClrSysMmbId: Type.Object({ MmbId: Id35 }), Nm: Type.Optional(Text) }),
})
const Side = Type.Union([Type.Object({ Agt: Bank }), Type.Object({ Pty: Type.Object({ Nm: Text }) })])
const Assignment = Type.Object({ MsgId: Id35, CreDtTm: Instant, Assgnr: Side, Assgne: Side })
const OtherId = Type.Object({ Othr: Type.Object({ Id: Type.String({ minLength: 1, maxLength: 34 }) }) })

const RequestDocument = Type.Object({
  IdVrfctnReq: Type.Object({
    Assgnmt: Assignment,
    Vrfctn: Type.Object({
      Id: Id35,
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

const Report = Type.Object({
  OrgnlId: Id35,
  Vrfctn: Type.Enum(['true', 'false', '1', '0']),
  Rsn: Type.Optional(Type.Object({ Cd: Text })),
  UpdtdPtyAndAcctId: Type.Optional(Type.Object({ Acct: Type.Object({ Tp: Type.Object({ Prtry: Text }) }), Agt: Bank })),
})
const ReportDocument = Type.Object({
  IdVrfctnRpt: Type.Object({
    Assgnmt: Assignment,
    OrgnlAssgnmt: Type.Object({ MsgId: Id35, CreDtTm: Instant }),
    // A network that answers twice says it twice.
    Rpt: Type.Union([Report, Type.Array(Report, { minItems: 1, maxItems: 10 })]),
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

function sideOf(side: Static<typeof Side>): Party {
  if ('Agt' in side) return { bankCode: side.Agt.FinInstnId.ClrSysMmbId.MmbId }
  const network = keyOf(NAMES, side.Pty.Nm)
  if (!network) throw new MessageError('a party of the message is unknown')
  return { network }
}

const headOf = ({ MsgId, CreDtTm, Assgnr, Assgne }: Static<typeof Assignment>) => ({
  messageId: MsgId,
  at: Date.parse(CreDtTm),
  from: sideOf(Assgnr),
  to: sideOf(Assgne),
})

/** Throws MessageError. */
export function readRequest(xml: string): VerificationRequest {
  const document = parse(xml, REQUEST)
  if (!isRequestDocument.Check(document)) throw new MessageError('something is missing in the request')
  const { Assgnmt, Vrfctn } = (document as Static<typeof RequestDocument>).IdVrfctnReq
  const { Pty, Acct } = Vrfctn.PtyAndAcctId
  return {
    ...headOf(Assgnmt),
    id: Vrfctn.Id,
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
  const { Assgnmt, OrgnlAssgnmt, Rpt } = (document as Static<typeof ReportDocument>).IdVrfctnRpt
  const [answer, ...more] = [Rpt].flat().map(answerOf)
  if (!answer || more.some((other) => JSON.stringify(other) !== JSON.stringify(answer)))
    throw new MessageError('the report contradicts itself')
  return { ...headOf(Assgnmt), toMessageId: OrgnlAssgnmt.MsgId, ...answer }
}

function answerOf({ OrgnlId, Vrfctn, Rsn, UpdtdPtyAndAcctId: found }: Static<typeof Report>) {
  if (Vrfctn === 'false' || Vrfctn === '0') {
    const why = keyOf(REASONS, Rsn?.Cd ?? '')
    if (!why) throw new MessageError('the reason of the refusal is unknown')
    return { requestId: OrgnlId, verified: false as const, why }
  }
  const cardClass = found && keyOf(CLASSES, found.Acct.Tp.Prtry)
  if (!found || !cardClass) throw new MessageError('the class of the card is unknown')
  const { ClrSysMmbId, Nm } = found.Agt.FinInstnId
  return {
    requestId: OrgnlId,
    verified: true as const,
    cardClass,
    bankCode: ClrSysMmbId.MmbId,
    bankName: Nm ?? ClrSysMmbId.MmbId,
  }
}
