// The real server as a process of its own: started, killed, started again on the same data and port.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where a server keeps its data, and where it answers. */
export interface Place {
  readonly port: number
  readonly url: string
  readonly dataDir: string
  readonly databaseUrl: string | null
  /** Removes the data directory. */
  clear(): void
}

export interface Served {
  readonly place: Place
  readonly pid: number
  /** Null while it runs; how it ended. */
  ended(): number | NodeJS.Signals | null
  /** Asks what was loaded before it (`Start.before`), one question at a time. */
  ask<T>(question: object): Promise<T>
  /** SIGKILL, and nothing flushed. */
  kill(): Promise<void>
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
}

/** A free port and an empty data directory. */
export async function freshPlace(databaseUrl: string | null = null): Promise<Place> {
  const dataDir = mkdtempSync(join(tmpdir(), 'recital-'))
  const port = await freePort()
  const clear = () => rmSync(dataDir, { recursive: true, force: true })
  return { port, url: `http://localhost:${port}`, dataDir, databaseUrl, clear }
}

/** The environment of a server at `place`. */
export function environmentOf(place: Place): Record<string, string> {
  return {
    PORT: String(place.port),
    HOST: '127.0.0.1',
    PUBLIC_URL: place.url,
    DATA_DIR: place.dataDir,
    LOG_LEVEL: 'error',
    ...(place.databaseUrl && { DATABASE_URL: place.databaseUrl }),
  }
}

export interface Start {
  /** Flags of Node. */
  readonly flags?: readonly string[]
  /** Modules loaded before the server, which answer questions about its process. */
  readonly before?: readonly string[]
  /** Beside `environmentOf`, and instead of it where both name the same. */
  readonly env?: Readonly<Record<string, string>>
  /** Where another copy of this house stands. */
  readonly folder?: string
}

/** Starts `server/index.ts` and waits until /healthz answers. Fails with what the process printed if it ends first. */
export async function startServer(
  place: Place,
  { flags = [], before = [], env = {}, folder = '.' }: Start = {},
): Promise<Served> {
  const loaded = before.flatMap((module) => ['--import', `./${module}`])
  const child = spawn(process.execPath, [...flags, ...loaded, 'server/index.ts'], {
    cwd: folder,
    env: { ...process.env, ...environmentOf(place), ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(before.length > 0 ? (['ipc'] as const) : [])],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed = (printed + chunk.toString()).slice(-4000)
    })
  }
  await answering(child, place.url, () => printed)
  return {
    place,
    pid: child.pid ?? 0,
    ended: () => child.signalCode ?? child.exitCode,
    ask: (question) => answerOf(child, question, () => printed),
    kill: () => ended(child, 'SIGKILL').then(() => undefined),
    stop: () => ended(child, 'SIGTERM'),
  }
}

async function answering(child: ChildProcess, url: string, printed: () => string): Promise<void> {
  const deadline = performance.now() + 30_000
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${printed()}`)
    const ok = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  child.kill('SIGKILL')
  throw new Error(`the server did not answer in 30 s: ${printed()}`)
}

function answerOf<T>(child: ChildProcess, question: object, printed: () => string): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error(`the server ended: ${printed()}`))
    child.once('exit', gone)
    child.once('message', (answer: T) => {
      child.off('exit', gone)
      resolve(answer)
    })
    child.send(question)
  })
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill(signal)
  })
}

/** A port of 127.0.0.1 that nobody listens at. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
