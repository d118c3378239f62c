import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import {
  MessageError,
  type Party,
  readReport,
  readRequest,
  type VerificationReport,
  type VerificationRequest,
  writeReport,
  writeRequest,
} from '../../src/connectors/verification/codec.ts'
import { NETWORK_IDS } from '../../src/contract/networks.ts'

const OURS = { bankCode: '402602000018' } as const
const CMB = { bankCode: '308584000013' } as const

const questionTo = (to: Party, from: Party = OURS): VerificationRequest => ({
  messageId: '0192f3a45b6c7d8e9f012345abcdabcd',
  id: '0192f3a45b6c7d8e9f0123456789abcd',
  at: Date.UTC(2026, 10, 23, 6, 30),
  from,
  to,
  name: '李雷',
  idNumber: '110199199503181012',
  mobile: '13800138000',
  cardNumber: '6225881414207430',
})
const QUESTION = questionTo({ network: 'unionpay' })

/** Every answer that there is to a question. */
function reportsOn({ messageId, id, at, from, to }: VerificationRequest): VerificationReport[] {
  const head = { messageId: 'R1', toMessageId: messageId, requestId: id, at: at + 40, from: to, to: from }
  const bank = { bankCode: CMB.bankCode, bankName: '招商银行' }
  const classes = ['I', 'II', 'III', 'credit'] as const
  const refusals = ['unknown-card', 'mismatch', 'not-eligible', 'not-covered'] as const
  return [
    ...classes.map((cardClass) => ({ ...head, verified: true as const, cardClass, ...bank })),
    ...refusals.map((why) => ({ ...head, verified: false as const, why })),
  ]
}
const REPORTS = reportsOn(QUESTION)
const [YES, NO] = [REPORTS[0], REPORTS[4]] as [VerificationReport, VerificationReport]

/** Names of the elements in document order, each with its depth. */
function outline(xml: string): string[] {
  const walk = (nodes: Record<string, unknown>[], depth: number): string[] =>
    nodes.flatMap((node) =>
      Object.entries(node).flatMap(([name, children]) =>
        Array.isArray(children) ? [`${' '.repeat(depth)}${name}`, ...walk(children, depth + 1)] : [],
      ),
    )
  return walk(new XMLParser({ preserveOrder: true, ignoreDeclaration: true }).parse(xml), 0)
}

describe('acmt.023 and acmt.024', () => {
  it('carry what was asked', () => {
    expect(readRequest(writeRequest(QUESTION))).toEqual(QUESTION)
    const odd = { ...QUESTION, name: '阿·<b>&amp;"\'卜杜' }
    expect(readRequest(writeRequest(odd))).toEqual(odd)
  })

  it.each(REPORTS)('carry what was answered: %o', (report) => {
    expect(readReport(writeReport(report, QUESTION))).toEqual(report)
  })

  it('keep the standard’s order of elements', () => {
    expect(outline(writeRequest(QUESTION))).toEqual([
      'Document',
      ' IdVrfctnReq',
      '  Assgnmt',
      '   MsgId',
      '   CreDtTm',
      '   Assgnr',
      '    Agt',
      '     FinInstnId',
      '      ClrSysMmbId',
      '       MmbId',
      '   Assgne',
      '    Pty',
      '     Nm',
      '  Vrfctn',
      '   Id',
      '   PtyAndAcctId',
      '    Pty',
      '     Nm',
      '     Id',
      '      PrvtId',
      '       Othr',
      '        Id',
      '        SchmeNm',
      '         Cd',
      '     CtctDtls',
      '      MobNb',
      '    Acct',
      '     Id',
      '      Othr',
      '       Id',
    ])
    const [yes, no] = [YES, NO].map((report) => outline(writeReport(report, QUESTION)).map((line) => line.trim()))
    const inReport = (names: string[] | undefined) => names?.slice(names.indexOf('Rpt'))
    expect(inReport(yes)).toEqual(
      'Rpt OrgnlId Vrfctn UpdtdPtyAndAcctId Acct Id Othr Id Tp Prtry Agt FinInstnId ClrSysMmbId MmbId Nm'.split(' '),
    )
    expect(inReport(no)).toEqual('Rpt OrgnlId Vrfctn Rsn Cd'.split(' '))
  })

  it('are read with a namespace prefix too, as other systems write them', () => {
    const prefixed = writeRequest(QUESTION)
      .replace(/<(\/?)(?=[A-Z])/g, '<$1n:')
      .replace('xmlns=', 'xmlns:n=')
    expect(readRequest(prefixed)).toEqual(QUESTION)
  })

  it.each([
    ['no XML', 'hello'],
    ['broken XML', writeRequest(QUESTION).replace('</Document>', '')],
    ['another message', writeRequest(QUESTION).replace('acmt.023.001.03', 'pacs.008.001.08')],
    ['a document type', writeRequest(QUESTION).replace('<Document', '<!DOCTYPE x [<!ENTITY e "ee">]><Document')],
    ['a missing mobile', writeRequest(QUESTION).replace(/<CtctDtls>.*<\/CtctDtls>/s, '')],
    ['a mobile of another form', writeRequest(QUESTION).replace('+86-', '')],
    ['more than fits', writeRequest({ ...QUESTION, name: '李'.repeat(70_000) })],
  ])('refuse %s', (_what, xml) => {
    expect(() => readRequest(xml)).toThrow(MessageError)
  })

  it('refuse a class or a reason that we do not know, instead of guessing', () => {
    const yes = writeReport(YES, QUESTION)
    expect(() => readReport(yes.replace('CLASS-I', 'CLASS-IV'))).toThrow('the class of the card is unknown')
    expect(() => readReport(yes.replace(/<UpdtdPtyAndAcctId>.*<\/UpdtdPtyAndAcctId>/s, ''))).toThrow(MessageError)
    const no = writeReport(NO, QUESTION)
    expect(() => readReport(no.replace('AC01', 'ZZ99'))).toThrow('the reason of the refusal is unknown')
    const stranger = yes.replace('UNIONPAY', 'SOMEBODY')
    expect(() => readReport(stranger)).toThrow('a party of the message is unknown')
  })

  it('take an answer that is said twice, and none that contradicts itself', () => {
    const yes = writeReport(YES, QUESTION)
    const twice = yes.replace(/<Rpt>.*<\/Rpt>/s, '$&$&')
    expect(readReport(twice)).toEqual(YES)
    const [other = ''] = /<Rpt>.*<\/Rpt>/s.exec(writeReport(NO, QUESTION)) ?? []
    expect(() => readReport(yes.replace('</Rpt>', `</Rpt>${other}`))).toThrow('the report contradicts itself')
  })
})

describe('the published schemas', () => {
  const folder = process.env.ISO20022_XSD_DIR
  // What we ask each network and it answers, and what a member bank asks us and we answer.
  const talks = [
    ...NETWORK_IDS.map((network) => questionTo({ network })),
    questionTo(OURS, CMB),
    { ...QUESTION, name: '阿卜杜·<&>买买提' },
  ]
  const messages = talks.flatMap((question) => [
    ['acmt.023.001.03', writeRequest(question)] as const,
    ...reportsOn(question).map((report) => ['acmt.024.001.03', writeReport(report, question)] as const),
  ])

  it('take every message of both directions', async () => {
    if (!folder) {
      console.warn(
        `ISO 20022: ${messages.length} messages went unvalidated. Set ISO20022_XSD_DIR to the schemas' folder`,
      )
      expect(messages.map(([, xml]) => outline(xml)[0])).toEqual(messages.map(() => 'Document'))
      return
    }
    for (const kind of ['acmt.023.001.03', 'acmt.024.001.03'] as const) {
      const xml = messages.flatMap(([of, text], n) => (of === kind ? [{ fileName: `${n}.xml`, contents: text }] : []))
      expect((await validateXML({ xml, schema: schemaOf(folder, kind) })).errors).toEqual([])
    }
  }, 60_000)

  it.runIf(folder)(
    'would refuse a message that is not theirs',
    async () => {
      const wrong = writeRequest(QUESTION).replace(
        '<MsgId>',
        '<MsgId>much longer than the thirty-five that are allowed',
      )
      const { errors } = await validateXML({ xml: wrong, schema: schemaOf(folder ?? '', 'acmt.023.001.03') })
      expect(errors).not.toEqual([])
    },
    60_000,
  )
})

const schemaOf = (folder: string, name: string): string => readFileSync(join(folder, `${name}.xsd`), 'utf8')
