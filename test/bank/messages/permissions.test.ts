import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { HOUR, onEveryDatabase, TEMPLATES } from '../../support/people.ts'
import { answer, sendOut, twoFriends } from './between.ts'

const DAY = 24 * HOUR

onEveryDatabase('whether WeChat may bring messages', (open) => {
  it('is asked of who has never been asked, and not while a message is allowed', async () => {
    const people = await open()
    const { hanMei } = await twoFriends(people)
    const { permissions } = await people.bank.messagePermissions.list(hanMei)
    expect(permissions).toEqual(
      (['arrival', 'outcome'] as const).map((template) => ({
        template,
        templateId: TEMPLATES[template],
        allowed: false,
        wanted: true,
        ask: true,
        answeredAt: null,
      })),
    )
    const after = await answer(people, hanMei, 'accept')
    expect(after.permissions[0]).toMatchObject({ allowed: true, ask: false, answeredAt: people.clock.now() })
  })

  it('is asked again when the message is used up, which counts once for a repeated answer', async () => {
    const people = await open()
    const { hanMei, pay } = await twoFriends(people)
    people.outside.permit('openid-han-mei')
    const id = v7()
    await answer(people, hanMei, 'accept', id)
    await answer(people, hanMei, 'accept', id)
    await pay(100)
    await sendOut(people)
    const { permissions } = await people.bank.messagePermissions.list(hanMei)
    expect(permissions[0]).toMatchObject({ allowed: false, ask: true })
  })

  it('is not asked again within thirty days of a no, and never of whom WeChat has barred', async () => {
    const people = await open()
    const { hanMei, liLei } = await twoFriends(people)
    const asks = async (caller: typeof hanMei) =>
      (await people.bank.messagePermissions.list(caller)).permissions.find(({ template }) => template === 'arrival')
        ?.ask
    await answer(people, hanMei, 'reject')
    await answer(people, liLei, 'ban')
    people.clock.forward(29 * DAY)
    expect([await asks(hanMei), await asks(liLei)]).toEqual([false, false])
    people.clock.forward(2 * DAY)
    expect([await asks(hanMei), await asks(liLei)]).toEqual([true, false])
  })

  it('is no question to who came by SMS: there is no WeChat to write to', async () => {
    const people = await open()
    expect(await people.bank.messagePermissions.list(await people.sms('13500135000'))).toEqual({ permissions: [] })
  })
})
