import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { onEveryDatabase } from '../../support/people.ts'
import { CHEN, HE, staffMember } from '../../support/staff.ts'
import { work } from '../screening/lists-of-people.ts'

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
      answer: null,
      answeredAt: null,
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

  it('is answered once by service: the customer is told that there is an answer, and reads it', async () => {
    const people = await open()
    const { bank, clock } = people
    const [he, other] = [await staffMember(people, HE), await staffMember(people, CHEN)]
    const liLei = await people.wechat('openid-li-lei')
    await people.open(liLei)
    const form = { id: v7(), topic: 'transfer', text: '转账没有到账，请帮我查一下' } as const
    const { number } = await bank.complaints.make(liLei, form)
    const later = await bank.complaints.make(await people.wechat('openid-2'), { ...form, id: v7() })

    // The list tells nobody's name and no text; opening one is on record.
    const { complaints } = await bank.complaintDesk.list({})
    expect(complaints.map((one) => one.number).sort()).toEqual([number, later.number].sort())
    expect(JSON.stringify(complaints)).not.toContain('转账')
    const seen = await bank.complaintDesk.look(he, number)
    expect(seen).toMatchObject({ text: form.text, customer: { maskedName: '*雷' }, answer: null })
    expect((await bank.staff.looks.list({})).looks[0]).toMatchObject({ occasion: 'complaint', staff: { id: 'S0031' } })
    expect((await bank.complaintDesk.look(he, later.number)).customer).toMatchObject({ maskedName: '' })

    clock.forward(86_400_000)
    const text = '  查到了：对方的账户当天收款已满，款项没有转出。\n明天再转就可以。 '
    const answered = await bank.complaintDesk.answer(he, number, text)
    const told = { state: 'answered', answer: text.trim(), answeredAt: clock.now() }
    expect(answered).toMatchObject({ ...told, answeredBy: { id: 'S0031', name: '何静' } })
    // Again it is the same answer; another, and a colleague's, comes too late.
    clock.forward(1000)
    expect(await bank.complaintDesk.answer(he, number, text)).toEqual(answered)
    await expect(bank.complaintDesk.answer(he, number, '另一个答复内容')).rejects.toThrow('COMPLAINT_ANSWERED')
    await expect(bank.complaintDesk.answer(other, number, text)).rejects.toThrow('COMPLAINT_ANSWERED')
    await expect(bank.complaintDesk.answer(he, '00000000', text)).rejects.toThrow('NOT_FOUND')

    expect((await bank.complaints.list(liLei)).complaints).toMatchObject([told])
    expect((await bank.complaintDesk.list({})).complaints.map((one) => one.number)).toEqual([later.number])
    expect((await bank.complaintDesk.list({ state: 'answered' })).complaints).toMatchObject([{ number }])
    await work(people, 'outbox')
    expect(people.outside.inbox.map(({ text: said }) => said).join()).toContain(`编号${number}的投诉已答复`)
    // What was said stands nowhere unsealed.
    const [row] = await people.db.query<{ row: string }>('select c::text as row from complaints c where number = $1', [
      number,
    ])
    expect(row?.row).not.toContain(Buffer.from('查到了').toString('hex'))
  })

  it('answered by two at the same moment has one answer', async () => {
    const people = await open()
    const [he, other] = [await staffMember(people, HE), await staffMember(people, CHEN)]
    const caller = await people.wechat('openid-1')
    const { number } = await people.bank.complaints.make(caller, { id: v7(), topic: 'other', text: '说一件事情' })
    const both = await Promise.allSettled([
      people.bank.complaintDesk.answer(he, number, '何静的答复内容'),
      people.bank.complaintDesk.answer(other, number, '陈洁的答复内容'),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [answer] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.answer] : []))
    expect((await people.bank.complaints.list(caller)).complaints).toMatchObject([{ answer }])
  })
})
