/**
 * Small made-up lists, as their owners would send them: a persona on the fraud list, and a namesake of a persona on the
 * sanctions list. Nobody else on them is, or could be, a real person.
 */
const PUBLISHED = '2026-11-20'

export const SANDBOX_LISTS = {
  fraud: {
    source: '涉诈惩戒名单（演示）',
    published: PUBLISHED,
    entries: [
      {
        id: 'DEMO-F-0001',
        name: '周奎',
        idNumber: '110199199208175015',
        grounds: 'identified',
        from: '2025-06-01',
      },
      {
        id: 'DEMO-F-0002',
        name: '贾某',
        idNumber: '110199196303098018',
        grounds: 'convicted',
        from: '2025-03-01',
      },
    ],
  },
  sanctions: {
    source: '制裁名单（演示）',
    published: PUBLISHED,
    entries: [
      { id: 'DEMO-S-0001', name: '王强', from: '2020-01-01' },
      // The same name as a persona, but another birth date: nobody is held up by it.
      { id: 'DEMO-S-0002', name: '李雷', birthDate: '1961-02-03', from: '2020-01-01' },
    ],
  },
} as const
