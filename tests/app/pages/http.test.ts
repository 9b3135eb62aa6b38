// Where a person may be sent, and what a refusal becomes.

import { expect, test } from 'vitest'
import { comparePath, safePath, versionPath, versionsPath } from '#app/http/path.ts'
import { answering, refusedPage, statusOf, wantsJson } from '#app/http/refusal.ts'
import { Refused, refusal } from '#server/domain/refusal.ts'

test.each(['/', '/dossiers', '/dossiers/abc/text?lang=fr#p-1'])('%s stays inside this site', (path) => {
  expect(safePath(path, '/elsewhere')).toBe(path)
})

test('what is not ASCII comes back as a header can carry it', () => {
  expect(safePath('/dossiers?q=été…', '/')).toBe('/dossiers?q=%C3%A9t%C3%A9%E2%80%A6')
})

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '\\/evil.example',
  'javascript:alert(1)',
  '/a\nSet-Cookie: x=1',
  '/a\tb',
  ' /dossiers',
  '',
  `/${'a'.repeat(400)}`,
])('%j does not lead anywhere', (path) => {
  expect(safePath(path, '/')).toBe('/')
})

test('versions have their addresses', () => {
  expect(versionPath('v1')).toBe('/versions/v1')
  expect(versionPath('v1', 'p9')).toBe('/versions/v1#p-p9')
  expect(versionsPath('d1')).toBe('/dossiers/d1/versions')
  expect(comparePath('d1', 'v1', 'now')).toBe('/dossiers/d1/compare?from=v1&to=now')
})

test('the five codes have their five answers', () => {
  expect((['not-found', 'not-allowed', 'not-now', 'not-again', 'not-valid'] as const).map(statusOf)).toEqual([
    404, 403, 409, 409, 422,
  ])
})

test('a refused loader answers with the status and the words, a fault passes through', async () => {
  const no = refusal('not-now', { en: 'Not yet.', fr: 'Pas encore.' })
  const args = { context: { language: 'fr' } } as never
  const thrown = await answering(() => {
    throw new Refused(no)
  })(args).catch((error: unknown) => error)
  expect(thrown).toBeInstanceOf(Response)
  expect((thrown as Response).status).toBe(409)
  expect(await (thrown as Response).json()).toEqual({ refused: no, language: 'fr' })
  const fault = new Error('disk full')
  await expect(
    answering(() => {
      throw fault
    })(args),
  ).rejects.toBe(fault)
})

test('the error page of a refusal carries no more than its reason', async () => {
  const page = refusedPage(refusal('not-found', { en: 'Nothing.', fr: 'Rien.' }), 'en')
  expect(Object.keys((await page.json()) as object)).toEqual(['refused', 'language'])
})

test.each([
  ['application/json', true],
  ['application/json, text/plain', true],
  ['text/html,application/json;q=0.9', false],
  ['*/*', false],
])('Accept: %s asks for data: %s', (accept, expected) => {
  expect(wantsJson(new Request('http://localhost/', { headers: { accept } }))).toBe(expected)
})
