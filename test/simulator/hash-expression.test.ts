import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { evaluateHash } from '../../src/simulator/engine/crypto/hash-expression.ts'

const hash = (name: string, text: string) => createHash(name).update(text).digest('hex')

// 开发/组件/表单组件/input, safe-password-custom-hash:
// 安全键盘计算hash的算法表达式，如 `md5(sha1('foo' + sha256(sm3(password + 'bar'))))`.
describe('The safe keyboard works out a hash expression', () => {
  it.each([
    ['password', '123456'],
    ['sm3(password)', hash('sm3', '123456')],
    [`sm3('x' + password)`, hash('sm3', 'x123456')],
    [`sm3("it's " + password)`, hash('sm3', "it's 123456")],
    [
      `md5(sha1('foo' + sha256(sm3(password + 'bar'))))`,
      hash('md5', hash('sha1', `foo${hash('sha256', hash('sm3', '123456bar'))}`)),
    ],
  ])('%s', (expression, expected) => {
    expect(evaluateHash(expression, '123456')).toBe(expected)
  })

  it.each(['', 'sm3(', 'sm3(password', 'sm4(password)', 'sm3(password))', 'sm3(password) + ', 'pass', "sm3('open"])(
    'and refuses what it cannot read: %s',
    (expression) => {
      expect(() => evaluateHash(expression, '123456')).toThrow(/custom hash/)
    },
  )
})
