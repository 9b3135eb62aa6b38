import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { builtFiles } from '#server/http/files.ts'

let directory: string
let url: string
let close: () => void

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'recital-files-'))
  mkdirSync(join(directory, 'assets'))
  writeFileSync(join(directory, 'assets', 'root-abc.css'), 'a {}')
  writeFileSync(join(directory, 'favicon.svg'), '<svg/>')
  writeFileSync(join(directory, '.secret'), 'x')
  const files = builtFiles(directory)
  const server = createServer((incoming, outgoing) => files(incoming, outgoing, () => outgoing.writeHead(404).end()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  close = () => server.close()
})

afterEach(() => {
  close()
  rmSync(directory, { recursive: true, force: true })
})

test('a hashed file may be kept for ever, another for an hour', async () => {
  expect((await fetch(`${url}/assets/root-abc.css`)).headers.get('cache-control')).toContain('immutable')
  expect((await fetch(`${url}/favicon.svg`)).headers.get('cache-control')).toBe('public, max-age=3600')
})

test('what is not a built file is left to the pages', async () => {
  for (const path of ['/', '/assets', '/.secret', '/..%2f..%2fetc%2fpasswd', '/texts/T-ES(2015)04']) {
    expect((await fetch(url + path)).status, path).toBe(404)
  }
})

test('a file that vanished under the running server does not end it', async () => {
  rmSync(join(directory, 'assets', 'root-abc.css'))
  expect((await fetch(`${url}/assets/root-abc.css`)).status).toBe(404)
  expect((await fetch(`${url}/favicon.svg`)).status).toBe(200)
})
