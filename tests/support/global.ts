// Before all tests: say once what this machine lacks.

import { chromiumPath } from './people/browser.ts'
import { postgresUrl } from './servers/postgres.ts'
import { redisProgram, redisUrl } from './servers/redis.ts'

export default async function prepare(): Promise<void> {
  const lacking: string[] = []
  if (chromiumPath === null)
    lacking.push('no Chromium: the browser suites are skipped (install the package chromium, or set CHROMIUM)')
  if ((await postgresUrl()) === null) {
    lacking.push('no PostgreSQL at TEST_DATABASE_URL or 127.0.0.1:5432: the PostgreSQL suites are skipped')
  }
  if ((await redisUrl()) === null || redisProgram === null) {
    lacking.push(
      'no Redis at TEST_REDIS_URL or 127.0.0.1:6379, or no redis-server program: suites of several nodes are skipped',
    )
  }
  for (const line of lacking) process.stdout.write(`${line}\n`)
  if (process.env.CI && lacking.length > 0) throw new Error('in CI no suite may be skipped')
}
