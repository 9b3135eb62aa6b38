import { expect, test } from 'vitest'
import { isFromHere } from '#server/http/origin.ts'

const here = 'https://recital.example'
const post = (origin: string | undefined, fetchSite: string | undefined) =>
  isFromHere({ method: 'POST', origin, fetchSite }, here)

test('a reading request needs no provenance', () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    expect(isFromHere({ method, origin: 'https://evil.example', fetchSite: 'cross-site' }, here)).toBe(true)
  }
})

test.each([
  ['from this site', here, 'same-origin', true],
  ['from this site by a client that sends no Sec-Fetch-Site', here, undefined, true],
  ['from this site by a browser that sends no Origin', undefined, 'same-origin', true],
  ['with neither header', undefined, undefined, false],
  ['from another site', 'https://evil.example', 'cross-site', false],
  ['from another site that claims same-origin', 'https://evil.example', 'same-origin', false],
  ['from this site over http', 'http://recital.example', undefined, false],
  ['from another port', 'https://recital.example:8443', undefined, false],
  ['from a sibling domain', 'https://a.recital.example', 'same-site', false],
  ['from a name that begins like ours', 'https://recital.example.evil.example', undefined, false],
  ['from a sandboxed frame', 'null', undefined, false],
  ['typed into the address bar', undefined, 'none', false],
])('a changing request %s', (_case, origin, fetchSite, allowed) => {
  expect(post(origin, fetchSite)).toBe(allowed)
})

test('this machine has three names, at one port', () => {
  const local = (origin: string) =>
    isFromHere({ method: 'POST', origin, fetchSite: undefined }, 'http://localhost:3000')
  for (const name of ['localhost', '127.0.0.1', '[::1]']) expect(local(`http://${name}:3000`)).toBe(true)
  for (const origin of [
    'http://127.0.0.1:3001',
    'https://127.0.0.1:3000',
    'http://127.0.0.2:3000',
    'http://localhost',
  ]) {
    expect(local(origin)).toBe(false)
  }
})

test('every method that may change something is checked', () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND']) {
    expect(isFromHere({ method, origin: undefined, fetchSite: undefined }, here)).toBe(false)
  }
})
