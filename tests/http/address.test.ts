import { expect, test } from 'vitest'
import { addressOf } from '#server/http/address.ts'

const site = 'https://recital.example:8443'

test.each([
  ['/', '/'],
  ['/texts/T-ES(2015)04?lang=fr', '/texts/T-ES(2015)04?lang=fr'],
  ['/texts/%C3%A9t%C3%A9', '/texts/%C3%A9t%C3%A9'],
  ['/a//b', '/a//b'],
  ['/?next=//evil.example', '/?next=//evil.example'],
])('%s is an address of this site', (target, path) => {
  expect(addressOf(target, site)?.href).toBe(`${site}${path}`)
})

test.each([
  undefined,
  '',
  '*',
  '//',
  '//evil.example/dossiers',
  '/\\evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  'http://evil.example/',
  'http://[',
  'evil.example:443',
  '/texts/%E0%A4%A',
  '/texts/%',
  '/texts/a%00b',
  '/bulletin?topic=dossier:%00',
])('%j is none', (target) => {
  expect(addressOf(target, site)).toBeNull()
})
