import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Outside, startOutside } from '../support/outside.ts'

let outside: Outside
beforeEach(async () => {
  outside = await startOutside()
})
afterEach(() => outside.close())

const MESSAGE = { mobile: '13800138001', text: '【迷你银行】验证码 482913，5 分钟内有效，请勿告诉他人。' }

describe('a text message', () => {
  it('arrives once for its id', async () => {
    const { sms } = outside.connect()
    await sms.send('m1', MESSAGE)
    await sms.send('m1', MESSAGE)
    expect(await outside.inbox(MESSAGE.mobile)).toMatchObject([
      { from: '迷你银行', text: MESSAGE.text, code: '482913' },
    ])
  })

  it('under an id that was used for another text is not sent', async () => {
    const { sms } = outside.connect()
    await sms.send('m1', MESSAGE)
    await expect(sms.send('m1', { ...MESSAGE, text: '【迷你银行】别的' })).rejects.toMatchObject({ effect: 'unknown' })
    expect(await outside.inbox(MESSAGE.mobile)).toHaveLength(1)
  })

  it('that the centre calls malformed was certainly not sent', async () => {
    const { sms } = outside.connect()
    await expect(sms.send('m1', { ...MESSAGE, mobile: '123' })).rejects.toMatchObject({ effect: 'unreached' })
  })

  it('is sent though the centre never answers; a repeat sends no second one', async () => {
    const { sms } = outside.connect({ timeoutMs: 150 })
    await outside.fault('sms', 'silent')
    await expect(sms.send('m1', MESSAGE)).rejects.toMatchObject({ system: 'sms', effect: 'unknown' })
    await outside.fault('sms', 'none')
    await sms.send('m1', MESSAGE)
    expect(await outside.inbox(MESSAGE.mobile)).toHaveLength(1)
  })

  it('waits for a late centre, and is not doubled by one that hears twice', async () => {
    const { sms } = outside.connect()
    await outside.fault('sms', 'late', 100)
    await sms.send('m1', MESSAGE)
    await outside.fault('sms', 'twice')
    await sms.send('m2', MESSAGE)
    expect(await outside.inbox(MESSAGE.mobile)).toHaveLength(2)
  })

  it('is not sent by a refusing centre', async () => {
    const { sms } = outside.connect()
    await outside.fault('sms', 'refusing')
    await expect(sms.send('m1', MESSAGE)).rejects.toMatchObject({ effect: 'unreached' })
    expect(await outside.inbox(MESSAGE.mobile)).toHaveLength(0)
  })
})
