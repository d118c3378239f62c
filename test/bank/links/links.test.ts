import { expect, it } from 'vitest'
import { HAN_MEI, onEveryDatabase } from '../../support/people.ts'

onEveryDatabase('a shared link', (open) => {
  it('tells the product and the masked name of who shared it', async () => {
    const people = await open()
    const { bank } = people
    const hanMei = await people.wechat('openid-han-mei')
    await people.open(hanMei, HAN_MEI)
    const link = { id: 'meiShare1', productId: 'anxin-12m', sharedBy: '*梅' }
    expect(await bank.links.register(hanMei, { id: 'meiShare1', productId: 'anxin-12m' })).toEqual(link)
    expect(await bank.links.register(hanMei, { id: 'meiShare1', productId: 'anxin-12m' })).toEqual(link)
    expect(await bank.links.get('meiShare1')).toEqual(link)
  })

  it('of a visitor names nobody', async () => {
    const people = await open()
    const visitor = await people.wechat('openid-1')
    expect(await people.bank.links.register(visitor, { id: 'visitor01', productId: 'anxin-3m' })).toMatchObject({
      sharedBy: null,
    })
  })

  it('is refused for another product, from another person, and for a product that does not exist', async () => {
    const people = await open()
    const { bank } = people
    const one = await people.wechat('openid-1')
    const other = await people.wechat('openid-2')
    await bank.links.register(one, { id: 'meiShare1', productId: 'anxin-12m' })
    const again = bank.links.register(one, { id: 'meiShare1', productId: 'anxin-3m' })
    await expect(again).rejects.toThrow('ID_REUSED')
    const stolen = bank.links.register(other, { id: 'meiShare1', productId: 'anxin-12m' })
    await expect(stolen).rejects.toThrow('ID_REUSED')
    const unknown = bank.links.register(one, { id: 'meiShare2', productId: 'no-such-product' })
    await expect(unknown).rejects.toThrow('PRODUCT_UNKNOWN')
    await expect(bank.links.get('meiShare2')).rejects.toThrow('NOT_FOUND')
  })
})
