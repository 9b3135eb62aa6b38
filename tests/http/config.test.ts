import { expect, test } from 'vitest'
import { readConfig } from '#server/config.ts'

test('an empty environment serves on port 3000 from SQLite in ./data', () => {
  expect(readConfig({})).toMatchObject({
    port: 3000,
    dataDir: './data',
    databaseUrl: null,
    metricsPort: null,
    publicUrl: 'http://localhost:3000',
  })
})

test.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['METRICS_PORT', 'nine'],
  ['METRICS_PORT', '0'],
  ['METRICS_PORT', '65536'],
  ['METRICS_PORT', '3000'],
  ['DATABASE_URL', 'mysql://localhost/recital'],
  ['REDIS_URL', 'localhost:6379'],
  ['PUBLIC_URL', 'recital.example'],
  ['SMTP_URL', 'http://localhost'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused with a line that names it', (name, value) => {
  const config = readConfig({ [name]: value })
  expect('wrong' in config && config.wrong).toEqual([expect.stringContaining(`${name}: must`)])
})

test('every wrong variable is named at once', () => {
  const config = readConfig({ PORT: '-1', SMTP_URL: 'x' })
  expect('wrong' in config && config.wrong).toHaveLength(2)
})

test('an empty variable counts as absent, and a trailing slash of the public address is dropped', () => {
  expect(readConfig({ DATABASE_URL: '', PUBLIC_URL: 'https://recital.example/' })).toMatchObject({
    databaseUrl: null,
    publicUrl: 'https://recital.example',
  })
})
