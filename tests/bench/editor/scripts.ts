// What JavaScript a built house sends to a drafting desk, and whether any of the editor's goes anywhere else.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ScriptsLoaded } from './opening.ts'

/** KB is 1,000 bytes, gzipped file by file as a server sends them. */
export interface Scripts {
  /** Until the text can be written in, beyond what every page that hydrates needs. */
  readonly editorKB: number
  /** What the desk asks for by itself after that. */
  readonly laterKB: number
  readonly frameworkKB: number
  /** Pages without an editor that load a part of it. */
  readonly strangers: readonly string[]
}

const desk = 'routes/dossiers.$id.text'

interface Manifest {
  readonly entry: { readonly module: string; readonly imports: readonly string[] }
  readonly routes: Readonly<Record<string, { readonly module: string; readonly imports?: readonly string[] }>>
}

/**
 * Reads what was built in `folder`. `loaded` are the files that a desk had asked for by itself, before anything was
 * done in it. Throws when that is no more than the page itself: then this reads it wrongly.
 */
export function scriptsOf(folder: string, loaded: ScriptsLoaded): Scripts {
  const assets = join(folder, 'build/client/assets')
  const code = new Map(
    readdirSync(assets)
      .filter((name) => name.endsWith('.js'))
      .map((name) => [name, readFileSync(join(assets, name), 'utf8')]),
  )
  const { entry, routes } = manifestIn(code)
  const closure = (names: readonly string[], isLater: boolean) => closureOf(code, names.map(nameOf), isLater)
  const modulesOf = (id: string) => [routes[id]?.module ?? '', ...(routes[id]?.imports ?? [])]
  const framework = closure([entry.module, ...entry.imports, ...modulesOf('root')], false)
  const soon = closure(modulesOf(desk), false)
  const beyond = (addresses: readonly string[]) =>
    addresses.map(nameOf).filter((name) => code.has(name) && !framework.has(name) && !name.startsWith('manifest-'))
  const editor = beyond(loaded.first)
  if (![...soon].every((name) => framework.has(name) || editor.includes(name)))
    throw new Error('the desk was not loaded')
  // Parts that both have, of words and of cards, are no part of an editor.
  const isOfEditor = (name: string) =>
    [...closureOf(code, [name], false)].some((one) => holdsEditor(code.get(one) ?? ''))
  if (!editor.some(isOfEditor)) throw new Error('the desk loads no editor')
  const strangers = Object.keys(routes).filter(
    (id) => id !== desk && [...closure(modulesOf(id), true)].some(isOfEditor),
  )
  const size = (names: Iterable<string>) =>
    [...names].reduce((sum, name) => sum + gzipSync(code.get(name) ?? '').length, 0) / 1_000
  return { editorKB: size(editor), laterKB: size(beyond(loaded.later)), frameworkKB: size(framework), strangers }
}

/** Names that Lexical and Yjs put on what they hold, which nobody shortens. */
function holdsEditor(text: string): boolean {
  return text.includes('__lexicalEditor') || text.includes('__ $YJS$ __')
}

function manifestIn(code: ReadonlyMap<string, string>): Manifest {
  const [, text] = [...code].find(([name]) => name.startsWith('manifest-')) ?? []
  if (text === undefined) throw new Error('no manifest was built')
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1))
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

const staticImport = /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g
const laterImport = /import\(\s*["']\.\/([^"']+\.js)["']/g

/** Files that these need, and with `isLater` also those that they may ask for afterwards. */
function closureOf(code: ReadonlyMap<string, string>, names: readonly string[], isLater: boolean): Set<string> {
  const found = new Set<string>()
  const open = names.filter((name) => code.has(name))
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue
    found.add(name)
    const text = code.get(name) ?? ''
    for (const [, next] of text.matchAll(staticImport)) if (next && code.has(next)) open.push(next)
    if (!isLater) continue
    for (const [, next] of text.matchAll(laterImport)) if (next && code.has(next)) open.push(next)
  }
  return found
}
