import { beforeAll, expect, it } from 'vitest'
import { eachDatabase } from '../../support/database.ts'
import { at, openTown, type Town, yuan } from '../town.ts'

eachDatabase('the shelf', (database) => {
  let town: Town
  beforeAll(async () => {
    town = await openTown(database())
  })

  it('has four time deposits, in order of their terms, each with what 10,000.00 yields', async () => {
    const { products } = await town.products.list()
    expect(products.map(({ id, ratePercent, example }) => [id, ratePercent, example.interest, example.to])).toEqual([
      ['anxin-3m', '1.05', 2_625, '2027-02-23'],
      ['anxin-6m', '1.25', 6_250, '2027-05-23'],
      ['anxin-12m', '1.85', 18_500, '2027-11-23'],
      ['anxin-36m', '1.95', 58_500, '2029-11-23'],
    ])
    for (const product of products) {
      expect(product).toMatchObject({ insured: true, onSale: true, minimum: yuan(50), earlyRatePercent: '0.05' })
    }
  })

  it('works the example out for an amount', async () => {
    expect(await town.products.get('anxin-12m', yuan(20_000))).toMatchObject({
      name: '安心存 一年期',
      nameEn: 'Steady Deposit, 12 months',
      example: { principal: yuan(20_000), interest: yuan(370), from: '2026-11-23', to: '2027-11-23' },
    })
  })

  it('does not know other products, nor any before its first rate', async () => {
    await expect(town.products.get('gold')).rejects.toMatchObject({ code: 'PRODUCT_UNKNOWN' })
    town.clock.set(at('2024-12-31 23:59'))
    await expect(town.products.get('anxin-12m')).rejects.toMatchObject({ code: 'PRODUCT_UNKNOWN' })
  })
})
