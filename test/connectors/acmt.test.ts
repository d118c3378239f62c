import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import {
  MessageError,
  readReport,
  readRequest,
  type VerificationReport,
  type VerificationRequest,
  writeReport,
  writeRequest,
} from '../../src/connectors/verification/codec.ts'

const QUESTION: VerificationRequest = {
  id: '0192f3a45b6c7d8e9f0123456789abcd',
  at: Date.UTC(2026, 10, 23, 6, 30),
  bankCode: '402602000018',
  name: '李雷',
  idNumber: '110199199503181012',
  mobile: '13800138000',
  cardNumber: '6225881414207430',
}
const HEAD = { requestId: QUESTION.id, at: QUESTION.at + 40 }
const REPORTS: VerificationReport[] = [
  { ...HEAD, verified: true, cardClass: 'I', bankCode: '308584000013', bankName: '招商银行' },
  { ...HEAD, verified: true, cardClass: 'credit', bankCode: '308584000013', bankName: '招商银行' },
  { ...HEAD, verified: false, why: 'unknown-card' },
  { ...HEAD, verified: false, why: 'mismatch' },
  { ...HEAD, verified: false, why: 'not-eligible' },
]

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
    const [yes, , no] = REPORTS.map((report) => outline(writeReport(report, QUESTION)).map((line) => line.trim()))
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
    const yes = writeReport(REPORTS[0] as VerificationReport, QUESTION)
    expect(() => readReport(yes.replace('CLASS-I', 'CLASS-IV'))).toThrow('the class of the card is unknown')
    expect(() => readReport(yes.replace(/<UpdtdPtyAndAcctId>.*<\/UpdtdPtyAndAcctId>/s, ''))).toThrow(MessageError)
    const no = writeReport(REPORTS[2] as VerificationReport, QUESTION)
    expect(() => readReport(no.replace('AC01', 'ZZ99'))).toThrow('the reason of the refusal is unknown')
  })

  it('are valid against the published schemas', async () => {
    const folder = process.env.ISO20022_XSD ?? resolve('../shared/iso20022')
    if (!existsSync(folder)) {
      console.warn(
        `ISO 20022 schemas: no folder ${folder}, so only our own order of elements was checked. Set ISO20022_XSD.`,
      )
      return
    }
    const validate = async (xml: string, schema: string) =>
      (await validateXML({ xml, schema: readFileSync(join(folder, `${schema}.xsd`), 'utf8') })).errors
    expect(await validate(writeRequest(QUESTION), 'acmt.023.001.03')).toEqual([])
    for (const report of REPORTS) expect(await validate(writeReport(report, QUESTION), 'acmt.024.001.03')).toEqual([])
    const wrong = writeRequest(QUESTION).replace('<MsgId>', '<MsgId>much longer than the thirty-five that are allowed')
    expect(await validate(wrong, 'acmt.023.001.03')).not.toEqual([])
  }, 30_000)
})
