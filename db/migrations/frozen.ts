// Data that a migration puts into rows: a copy kept beside it in data/, which never changes. db/seed is of today and
// does.

import { readFileSync } from 'node:fs'

/** What stands in data/`name`.json. Its form is not checked: it is as released, for ever. */
export function frozen<T>(name: string): readonly T[] {
  return JSON.parse(readFileSync(new URL(`./data/${name}.json`, import.meta.url), 'utf8'))
}
