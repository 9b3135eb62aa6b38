// Who is measured, and how each is started. The peers are installed on first use, beside the project and not into it.

import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Running, start } from '../process.ts'
import type { Target, Wire } from './client.ts'

export const names = ['relay', 'relay, fdatasync', 'y-websocket', 'hocuspocus', 'recital'] as const
export type Name = (typeof names)[number]
/** Whose texts are stored and come back after a restart. */
export const keepers: readonly Name[] = names.filter((name) => name !== 'relay')

/** tests/bench. */
const here = join(import.meta.dirname, '..')
const peersHome = join(here, '../../.cache/bench-peers')

interface Program {
  readonly script: string
  readonly wire: Wire
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

const programs: Readonly<Record<Name, Program>> = {
  relay: { script: join(here, 'servers/relay.ts'), wire: 'yjs' },
  'relay, fdatasync': { script: join(here, 'servers/relay.ts'), wire: 'yjs', env: { BENCH_SYNC: '1' } },
  'y-websocket': { script: join(peersHome, 'y-websocket.mjs'), wire: 'yjs', cwd: peersHome },
  hocuspocus: { script: join(peersHome, 'hocuspocus.mjs'), wire: 'hocuspocus', cwd: peersHome },
  recital: { script: join(here, 'servers/recital.ts'), wire: 'yjs' },
}

/** Installs what the lock file of the peers names, unless it is there already. */
export function installPeers(say: (line: string) => void): void {
  const from = join(here, 'peers')
  mkdirSync(peersHome, { recursive: true })
  const lock = 'package-lock.json'
  const isSame =
    existsSync(join(peersHome, lock)) && readFileSync(join(peersHome, lock)).equals(readFileSync(join(from, lock)))
  for (const file of readdirSync(from)) copyFileSync(join(from, file), join(peersHome, file))
  if (isSame && existsSync(join(peersHome, 'node_modules'))) return
  say('installing the peers')
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: peersHome, stdio: 'ignore' })
}

/** One server under test, in its own process and with its own folder. */
export class Contestant {
  readonly name: Name
  readonly #folder = mkdtempSync(join(tmpdir(), 'recital-bench-'))
  #started: { running: Running; target: Target } | null = null

  constructor(name: Name) {
    this.name = name
  }

  get running(): Running {
    if (!this.#started) throw new Error(`${this.name} is not started`)
    return this.#started.running
  }

  get target(): Target {
    if (!this.#started) throw new Error(`${this.name} is not started`)
    return this.#started.target
  }

  async start(): Promise<void> {
    const { script, wire, cwd, env } = programs[this.name]
    const { running, said } = await start<{ port: number }>({
      script,
      flags: ['--expose-gc', '--import', join(here, 'meter.ts')],
      cwd,
      env: { ...env, BENCH_DATA: this.#folder },
    })
    this.#started = { running, target: { url: `ws://127.0.0.1:${said.port}`, wire } }
  }

  async stop(): Promise<void> {
    await this.#started?.running.stop()
    this.#started = null
  }

  async end(): Promise<void> {
    await this.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Puts the text of so many paragraphs into each room; the relays make theirs from the name. */
  async found(load: Running, rooms: readonly string[], paragraphs: number): Promise<void> {
    if (this.name === 'recital') await this.running.ask({ found: rooms })
    else if (!this.name.startsWith('relay')) await load.ask({ do: 'seed', target: this.target, rooms, paragraphs })
  }
}
