// Two copies of this house, each built and served as it is shipped; in one the editor is not tied to the shared text.

import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const parts = ['app', 'server', 'db', 'package.json', 'remix.config.js', 'tsconfig.json']

/** `shared` is the house as it is; `alone` is the same with `unbound.ts` in the place of the binding. */
export const houses = ['shared', 'alone'] as const
export type House = (typeof houses)[number]

/** Builds both under .cache. Returns where they are; takes some 20 s. */
export function buildHouses(say: (line: string) => void): Readonly<Record<House, string>> {
  const built = houses.map((house) => {
    const folder = buildHouse(`bench-keydown/${house}`, (folder) => {
      if (house === 'alone')
        cpSync(join(import.meta.dirname, 'unbound.ts'), join(folder, 'app/editor/binding/binding.ts'))
    })
    say(`built: ${house}`)
    return [house, folder] as const
  })
  return Object.fromEntries(built) as Record<House, string>
}

/** Builds the pages of a copy of this house in .cache/`name`, so that nobody's build/ changes. Returns its folder. */
export function buildHouse(name: string, change: (folder: string) => void = () => {}): string {
  const folder = join(root, '.cache', name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  change(folder)
  const remix = join(folder, 'node_modules/@remix-run/dev/dist/cli.js')
  execFileSync(process.execPath, [remix, 'vite:build', '--config', 'remix.config.js'], { cwd: folder, stdio: 'pipe' })
  return folder
}
