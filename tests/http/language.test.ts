import { expect, test } from 'vitest'
import { chooseLanguage, languageCookie } from '#server/http/language.ts'

const nobody = { asked: null, cookieHeader: undefined, member: null, acceptLanguage: undefined }
const french = { id: 'm', name: 'M', language: 'fr' as const, appointments: [] }

test('what the address asks for comes first, then the earlier choice, the member, the browser, English', () => {
  const all = { asked: 'en', cookieHeader: 'recital_language=fr', member: french, acceptLanguage: 'fr' }
  expect(chooseLanguage(all)).toBe('en')
  expect(chooseLanguage({ ...all, asked: 'de' })).toBe('fr')
  expect(chooseLanguage({ ...nobody, member: french, acceptLanguage: 'en' })).toBe('fr')
  expect(chooseLanguage({ ...nobody, acceptLanguage: 'fr-CH, en;q=0.5' })).toBe('fr')
  expect(chooseLanguage(nobody)).toBe('en')
})

test('the browser is heeded by its weights, not by its order', () => {
  expect(chooseLanguage({ ...nobody, acceptLanguage: 'en;q=0.3, de, fr;q=0.8' })).toBe('fr')
  expect(chooseLanguage({ ...nobody, acceptLanguage: 'fr;q=0, en' })).toBe('en')
  expect(chooseLanguage({ ...nobody, acceptLanguage: 'de, it' })).toBe('en')
})

test('the cookie of another name is not read', () => {
  expect(chooseLanguage({ ...nobody, cookieHeader: 'x_recital_language=fr' })).toBe('en')
  expect(chooseLanguage({ ...nobody, cookieHeader: 'a=b; recital_language=fr' })).toBe('fr')
})

test('the choice is remembered, over https only where the site is', () => {
  expect(languageCookie('fr', true)).toContain('Secure')
  expect(languageCookie('fr', false)).not.toContain('Secure')
})
