import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { onEveryDatabase } from '../../support/people.ts'

onEveryDatabase('a complaint', (open) => {
  it('gets a number to quote and is answered within fifteen days', async () => {
    const people = await open()
    const { bank, clock } = people
    const caller = await people.wechat('openid-1')
    const form = { id: v7(), topic: 'transfer', text: '转账没有到账，请帮我查一下' } as const
    const made = await bank.complaints.make(caller, form)
    expect(made).toEqual({
      ...form,
      number: expect.stringMatching(/^\d{8}$/),
      state: 'received',
      answerBy: clock.now() + 15 * 86_400_000,
      createdAt: clock.now(),
    })
    clock.forward(1000)
    expect(await bank.complaints.make(caller, form)).toEqual(made)
    const later = await bank.complaints.make(caller, { id: v7(), topic: 'other', text: '再说一件事情' })
    expect((await bank.complaints.list(caller)).complaints).toEqual([later, made])
  })

  it('is nobody else’s business, and its id is good for one text', async () => {
    const people = await open()
    const { bank } = people
    const one = await people.wechat('openid-1')
    const other = await people.wechat('openid-2')
    const form = { id: v7(), topic: 'privacy', text: '请删除我的资料' } as const
    const mine = await bank.complaints.make(one, form)
    await expect(bank.complaints.make(one, { ...form, topic: 'other' })).rejects.toThrow('ID_REUSED')
    await expect(bank.complaints.make(one, { ...form, text: '另外一段文字' })).rejects.toThrow('ID_REUSED')
    expect((await bank.complaints.list(other)).complaints).toEqual([])
    // Ids are made by phones: two may come upon the same one.
    expect((await bank.complaints.make(other, form)).number).not.toBe(mine.number)
  })
})
