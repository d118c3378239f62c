import { expect, it } from 'vitest'
import { ListRefused } from '../../../src/bank/screening/list-file.ts'
import { onEveryDatabase } from '../../support/people.ts'
import { fileOf, load } from './lists-of-people.ts'

const seller = (id: string, changed: object = {}) => ({
  id,
  name: '周奎',
  idNumber: '110199199208175015',
  grounds: 'identified' as const,
  from: '2025-06-01',
  ...changed,
})
const many = (count: number) => Array.from({ length: count }, (_, i) => seller(`F-${i}`))

onEveryDatabase('loading a list', (open) => {
  it('makes a new version; the same file again changes nothing', async () => {
    const people = await open()
    expect(await load(people, 'fraud', fileOf(many(3)))).toEqual({ version: 1, entries: 3, changed: true })
    expect(await load(people, 'fraud', fileOf(many(3).reverse()))).toEqual({ version: 1, entries: 3, changed: false })
    expect(await load(people, 'fraud', fileOf(many(4)))).toEqual({ version: 2, entries: 4, changed: true })
    expect(await load(people, 'sanctions', fileOf([]))).toEqual({ version: 1, entries: 0, changed: true })
  })

  it('keeps what every version said: entries that went, came and changed', async () => {
    const people = await open()
    await load(people, 'fraud', fileOf([seller('stays'), seller('changes'), seller('goes')]))
    const next = [seller('stays'), seller('changes', { grounds: 'convicted' }), seller('comes')]
    await load(people, 'fraud', fileOf(next))
    const rows = await people.db.query(
      'select id, since_version, until_version, grounds from list_entries order by id, since_version',
    )
    expect(rows).toEqual([
      { id: 'changes', since_version: 1, until_version: 2, grounds: 'identified' },
      { id: 'changes', since_version: 2, until_version: null, grounds: 'convicted' },
      { id: 'comes', since_version: 2, until_version: null, grounds: 'identified' },
      { id: 'goes', since_version: 1, until_version: 2, grounds: 'identified' },
      { id: 'stays', since_version: 1, until_version: null, grounds: 'identified' },
    ])
  })

  it('takes a list of many pages whole', async () => {
    const people = await open()
    await load(people, 'fraud', fileOf(many(2_345)))
    expect(await people.db.query('select count(*) as count from list_entries')).toEqual([{ count: 2_345 }])
  })

  it('refuses a file that is no list, in one line that names no person, and changes nothing', async () => {
    const people = await open()
    await load(people, 'fraud', fileOf(many(1)))
    const refusals: [string, string, RegExp][] = [
      ['fraud', '{"source":', /no JSON$/],
      ['fraud', '[]', /the file/],
      ['fraud', fileOf([seller('1'), seller('1')]), /\/entries\/1 has the id of an earlier entry$/],
      [
        'fraud',
        fileOf([{ ...seller('1'), idNumber: '110199199208175016' }]),
        /\/entries\/0 has an ID number that cannot/,
      ],
      ['fraud', fileOf([{ id: '1', name: '周奎', grounds: 'identified', from: '2025-06-01' }]), /has no ID number$/],
      [
        'fraud',
        fileOf([{ id: '1', name: '周奎', idNumber: '110199199208175015', from: '2025-06-01' }]),
        /on what grounds$/,
      ],
      ['fraud', fileOf([seller('1', { from: '2025-02-30' })]), /has a date that is no day$/],
      ['fraud', fileOf([seller('1', { until: '2025-06-01' })]), /ends before it begins$/],
      ['fraud', fileOf([{ ...seller('1'), nickname: 'x' } as never]), /\/entries\/0/],
      ['sanctions', fileOf([seller('1')]), /has grounds/],
      ['fraud', fileOf(many(1), '2026-13-01'), /published is no day$/],
      ['fraud', fileOf(many(2), '2026-11-19'), /it is of 2026-11-19, older than the one of 2026-11-20 that is loaded$/],
    ]
    for (const [list, text, says] of refusals) {
      const refused = load(people, list as 'fraud', text)
      await expect(refused, String(says)).rejects.toThrow(ListRefused)
      await expect(refused).rejects.toThrow(says)
      await expect(refused).rejects.not.toThrow(/周奎|110199|\n/)
    }
    expect(await people.db.query('select list, version, entries from list_versions')).toEqual([
      { list: 'fraud', version: 1, entries: 1 },
    ])
  })

  it('refuses half a file, unless somebody says that it is right', async () => {
    const people = await open()
    await load(people, 'fraud', fileOf(many(20)))
    await expect(load(people, 'fraud', fileOf(many(17)))).rejects.toThrow(
      'The fraud list was not loaded: 17 entries where there were 20. If that is right, say --shrunk',
    )
    expect(await load(people, 'fraud', fileOf(many(18)))).toMatchObject({ version: 2 })
    expect(await load(people, 'fraud', fileOf([]), true)).toMatchObject({ version: 3, entries: 0 })
  })

  it('twice at once makes one version after the other', async () => {
    const people = await open()
    // Either may be first: the smaller one is no smaller than a list may become.
    const loaded = await Promise.all([load(people, 'fraud', fileOf(many(20))), load(people, 'fraud', fileOf(many(21)))])
    expect(loaded.map(({ version }) => version).sort()).toEqual([1, 2])
    expect(await people.db.query('select id from list_entries where until_version is null')).toHaveLength(
      loaded.find(({ version }) => version === 2)?.entries ?? 0,
    )
  })
})
