/** Every setData of a package passes here: it is measured, and refused where WeChat refuses it. */
import { component } from 'glass-easel-miniprogram-adapter'
import { PhoneBackend } from './backend.ts'

/** 开发/框架/框架接口/页面: 单次设置的数据不能超过1024kB. */
const SET_DATA_LIMIT_BYTES = 1024 * 1024

const encoder = new TextEncoder()

/** Bytes as the audit counts them: UTF-8, after JSON.stringify. */
function dataBytes(data: unknown): number {
  return encoder.encode(JSON.stringify(data) ?? '').length
}

interface Caller {
  _$: { getBackendContext(): unknown; is: string }
}
type SetData = (this: Caller, data: Record<string, unknown>, done?: () => void) => void

const prototype = component.ComponentCaller.prototype as unknown as { setData: SetData }
const original = prototype.setData

prototype.setData = function setData(data, done) {
  const backend = this._$.getBackendContext()
  if (!(backend instanceof PhoneBackend)) {
    original.call(this, data, done)
    return
  }
  const { program } = backend
  const given: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(data ?? {})) {
    if (value === undefined) program.warn(`Setting data field "${key}" to undefined is invalid.`)
    else given[key] = value
  }
  const bytes = dataBytes(given)
  program.recordSetData(this._$.is, bytes, Object.keys(given))
  if (bytes > SET_DATA_LIMIT_BYTES) {
    throw new Error(`setData: 数据传输长度为 ${bytes} 已经超过最大长度 ${SET_DATA_LIMIT_BYTES}`)
  }
  original.call(this, given, done && (() => program.guard(done, 'setData callback')))
}
