import type { TestProject } from 'vitest/node'
import { migrate } from '../../src/storage/migrations.ts'
import { openDatabase } from '../../src/storage/open.ts'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the test run's PostgreSQL, and of the migrated database that every test's own is copied from. */
    postgres: { readonly admin: string; readonly template: string }
  }
}

const TEMPLATE = 'minibank_template'

/** One PostgreSQL a test run. Returns what ends it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  try {
    const admin = await openDatabase({ url: server.url() })
    await admin.query(`CREATE DATABASE ${TEMPLATE}`)
    await admin.close()
    const template = await openDatabase({ url: server.url(TEMPLATE) })
    await migrate(template, { at: 0 })
    await template.close()
  } catch (error) {
    await server.stop()
    throw error
  }
  project.provide('postgres', { admin: server.url(), template: TEMPLATE })
  return () => server.stop()
}
