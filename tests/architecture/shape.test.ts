// The shape of the house: what may stand at the top, and how long a file may be.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n')
const source = tracked.filter((path) => /^(app|server|db|tests)\/.*\.(ts|tsx|css|cjs|js)$/.test(path))

test('nothing new stands at the top level', () => {
  const top = new Set(tracked.map((path) => path.split('/')[0]).filter((name) => !name?.startsWith('.')))
  const allowed = [
    'app',
    'server',
    'db',
    'tests',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'remix.config.js',
    'README.md',
  ]
  expect([...top].filter((name) => !allowed.includes(String(name)))).toEqual([])
})

test('no file is over 300 lines', () => {
  const long = source
    .map((path) => [path, readFileSync(path, 'utf8').split('\n').length - 1] as const)
    .filter(([, lines]) => lines > 300)
  expect(long).toEqual([])
})

test('no comment is wider than 120 columns', () => {
  // Code is the formatter's; tables of the access matrix and released migrations stay as they are.
  const free = /access-(matrix|table)\.ts|db\/migrations\/(00(0\d|1[0-4]))/
  const wide = source
    .filter((path) => /\.tsx?$/.test(path) && !free.test(path))
    .flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .flatMap((line, at) => (line.length > 120 && /^\s*(\/\/|\*|\/\*)/.test(line) ? `${path}:${at + 1}` : [])),
    )
  expect(wide).toEqual([])
})

test('no folder is deeper than three levels below the top', () => {
  expect(source.filter((path) => path.split('/').length > 5)).toEqual([])
})

test('no folder has more than sixteen entries, but for routes, migrations and seed data', () => {
  const entries = new Map<string, Set<string>>()
  for (const path of source) {
    const parts = path.split('/')
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/')
      entries.set(folder, (entries.get(folder) ?? new Set()).add(String(parts[depth])))
    }
  }
  const free = ['app/routes', 'db/migrations', 'db/seed']
  const full = [...entries].filter(([folder, names]) => names.size > 16 && !free.includes(folder))
  expect(full.map(([folder, names]) => `${folder}: ${names.size}`)).toEqual([])
})

test('no room is named for being useful', () => {
  expect(source.filter((path) => /(^|\/)(utils?|helpers?|misc|managers?|services?)(\/|\.)/.test(path))).toEqual([])
})

test('no file is a barrel', () => {
  const barrels = source.filter((path) => {
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.trim() && !line.startsWith('//'))
    return lines.length > 0 && lines.every((line) => /^export .* from /.test(line))
  })
  expect(barrels).toEqual([])
})

test('each file of the house opens by saying what it is', () => {
  const silent = source.filter(
    (path) => /^(app|server|db)\/.*\.tsx?$/.test(path) && !/^\s*(\/\/|\/\*)/.test(readFileSync(path, 'utf8')),
  )
  expect(silent).toEqual([])
})
