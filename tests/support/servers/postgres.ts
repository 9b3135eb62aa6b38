// Where the tests find PostgreSQL, and databases of their own inside it.

import { randomUUID } from 'node:crypto'
import pg from 'pg'

const asked = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'

let found: Promise<string | null> | undefined

/** The administration address of a reachable PostgreSQL, or null. Asked once a process. */
export function postgresUrl(): Promise<string | null> {
  found ??= (async () => {
    const client = new pg.Client({ connectionString: asked, connectionTimeoutMillis: 3_000 })
    try {
      await client.connect()
      await client.end()
      return asked
    } catch {
      return null
    }
  })()
  return found
}

/** Creates a database of its own, a copy of `template` when one is named. `drop` ends its connections. */
export async function freshDatabase(template?: string): Promise<{ url: string; name: string; drop(): Promise<void> }> {
  const name = `recital_test_${randomUUID().replaceAll('-', '')}`
  await administer(`create database ${name}${template ? ` template ${template}` : ''}`)
  const url = new URL(asked)
  url.pathname = `/${name}`
  return { url: url.href, name, drop: () => administer(`drop database if exists ${name} with (force)`) }
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: asked })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
