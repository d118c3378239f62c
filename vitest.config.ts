import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    // Two cores, and PostgreSQL on them too.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A second, Vitest's own, is short where a browser draws on a busy machine.
    expect: { poll: { timeout: 15_000 } },
  },
})
