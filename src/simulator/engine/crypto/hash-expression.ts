/**
 * safe-password-custom-hash: 安全键盘计算hash的算法表达式, such as
 * `md5(sha1('foo' + sha256(sm3(password + 'bar'))))` (开发/组件/表单组件/input).
 */
import { md5, sha1 } from '@noble/hashes/legacy'
import { sha256 } from '@noble/hashes/sha2'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils'
import { sm3 } from 'sm-crypto-v2'

const HASHES: Record<string, (text: string) => string> = {
  md5: (text) => bytesToHex(md5(utf8ToBytes(text))),
  sha1: (text) => bytesToHex(sha1(utf8ToBytes(text))),
  sha256: (text) => bytesToHex(sha256(utf8ToBytes(text))),
  sm3: (text) => sm3(text),
}

const TOKEN = /\s*(?:(')((?:[^'\\]|\\.)*)'|(")((?:[^"\\]|\\.)*)"|([A-Za-z_]\w*)|([()+]))/y

/**
 * expression = term { '+' term }; term = text | 'password' | hash '(' expression ')'
 *
 * @returns lower-case hex of the outermost hash
 * @throws Error naming what cannot be read
 */
export function evaluateHash(expression: string, password: string): string {
  const tokens = tokenise(expression)
  let at = 0
  const next = () => tokens[at]
  const sum = (): string => {
    let value = term()
    while (next()?.text === '+' && next()?.kind === 'sign') {
      at += 1
      value += term()
    }
    return value
  }
  const term = (): string => {
    const token = next()
    at += 1
    if (!token) throw new Error(`custom hash ends too soon: ${expression}`)
    if (token.kind === 'text') return token.text
    if (token.kind === 'name' && token.text === 'password') return password
    const hash = token.kind === 'name' ? HASHES[token.text] : undefined
    if (!hash || next()?.text !== '(') throw new Error(`custom hash: ${token.text} is not known`)
    at += 1
    const inner = sum()
    if (next()?.text !== ')') throw new Error(`custom hash: ) is missing in ${expression}`)
    at += 1
    return hash(inner)
  }
  const value = sum()
  if (at !== tokens.length) throw new Error(`custom hash: cannot read ${expression}`)
  return value
}

function tokenise(expression: string): { kind: 'text' | 'name' | 'sign'; text: string }[] {
  const tokens: { kind: 'text' | 'name' | 'sign'; text: string }[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < expression.trimEnd().length) {
    const found = TOKEN.exec(expression)
    if (!found) throw new Error(`custom hash: cannot read ${expression}`)
    if (found[1] || found[3]) tokens.push({ kind: 'text', text: (found[2] ?? found[4] ?? '').replace(/\\(.)/g, '$1') })
    else if (found[5]) tokens.push({ kind: 'name', text: found[5] })
    else tokens.push({ kind: 'sign', text: found[6] ?? '' })
  }
  return tokens
}
