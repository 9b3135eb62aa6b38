// Every page exists in both languages: same keys, same parameters, words of their own.

import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'

type Entry = string | ((...values: unknown[]) => string)
type Dictionary = Record<string, Entry>

/** Words that are the same in English and French. */
const alike = new Set([
  'Dossier',
  'Dossiers',
  'Convention',
  'Parties',
  'Article',
  'Articles',
  '2 Parties',
  'Public',
  'Code',
  'Quorum',
  'Vote',
  'Date',
  'Question',
  'Observation',
  'Notes',
  'Note',
  'Commentaire',
  'Citations',
  'Versions',
  'Versions (2)',
  'Version',
  'Mode',
])

const folder = new URL('../../../app/words/', import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))

async function dictionaries() {
  const found: { name: string; en: Dictionary; fr: Dictionary }[] = []
  for (const file of files) {
    const module: Record<string, unknown> = await import(new URL(file, folder).href)
    for (const [name, value] of Object.entries(module)) {
      if (isBilingual(value)) found.push({ name: `${file}: ${name}`, ...value })
    }
  }
  return found
}

function isBilingual(value: unknown): value is { en: Dictionary; fr: Dictionary } {
  return typeof value === 'object' && value !== null && 'en' in value && 'fr' in value && typeof value.en === 'object'
}

/** What an entry says, with 2 for each number or text it wants. */
function say(entry: Entry | undefined): string | undefined {
  return typeof entry === 'function' ? entry(...Array.from({ length: entry.length }, () => 2)) : entry
}

test('there are words to check', async () => {
  expect((await dictionaries()).length).toBeGreaterThan(8)
})

test('English and French name the same things', async () => {
  for (const { name, en, fr } of await dictionaries()) {
    expect(Object.keys(fr).sort(), name).toEqual(Object.keys(en).sort())
    for (const key of Object.keys(en)) expect(typeof fr[key], `${name}.${key}`).toBe(typeof en[key])
  }
})

test('no French entry is the English one left untranslated', async () => {
  const untranslated: string[] = []
  for (const { name, en, fr } of await dictionaries()) {
    for (const key of Object.keys(en)) {
      const words = say(en[key])
      if (words && /\p{L}/u.test(words) && words === say(fr[key]) && !alike.has(words)) {
        untranslated.push(`${name}.${key}: ${words}`)
      }
    }
  }
  expect(untranslated).toEqual([])
})

test('no entry is empty in English, and French leaves none empty that English fills', async () => {
  const empty: string[] = []
  for (const { name, en, fr } of await dictionaries()) {
    for (const key of Object.keys(en)) {
      if (say(en[key]) !== '' && !say(fr[key])?.trim()) empty.push(`${name}.${key}`)
    }
  }
  expect(empty).toEqual([])
})

test('French keeps its typographic apostrophe and its unbreakable space around high punctuation', async () => {
  const wrong: string[] = []
  for (const { name, fr } of await dictionaries()) {
    for (const [key, entry] of Object.entries(fr)) {
      const words = say(entry) ?? ''
      if (/\p{L}'\p{L}/u.test(words) || /[^\u00a0][?!;:»]/u.test(words) || /«[^\u00a0]/u.test(words))
        wrong.push(`${name}.${key}: ${words}`)
    }
  }
  expect(wrong).toEqual([])
})
