import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { builtFiles } from '#server/http/files.ts'

const takesBrotli = { 'accept-encoding': 'br' }

let directory: string
let url: string
let close: () => void

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'recital-files-'))
  mkdirSync(join(directory, 'assets'))
  writeFileSync(join(directory, 'assets', 'root-abc.css'), 'a {}')
  writeFileSync(join(directory, 'assets', 'desk-abc.js'), 'let a = 1')
  writeFileSync(join(directory, 'assets', 'desk-abc.js.br'), brotliCompressSync('let a = 1'))
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

test('when only what was compressed vanished, the file is sent as it is', async () => {
  const ask = () => fetch(`${url}/assets/desk-abc.js`, { headers: takesBrotli })
  expect((await ask()).headers.get('content-encoding')).toBe('br')
  rmSync(join(directory, 'assets', 'desk-abc.js.br'))
  const answer = await ask()
  expect([answer.headers.get('content-encoding'), await answer.text()]).toEqual([null, 'let a = 1'])
})

test('nothing that was said of a file is said of the page that comes instead', async () => {
  for (const [name, value] of [
    ['range', 'bytes=999-'],
    ['if-match', '"another"'],
  ] as const) {
    const answer = await fetch(`${url}/assets/desk-abc.js`, { headers: { ...takesBrotli, [name]: value } })
    expect(answer.status).toBe(404)
    const said = ['content-encoding', 'content-range', 'content-type', 'etag', 'last-modified', 'cache-control']
    expect(said.map((name) => answer.headers.get(name))).toEqual(said.map(() => null))
  }
})
