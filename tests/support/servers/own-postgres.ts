// A PostgreSQL of one test's own, in a temporary folder at a port of its own, which can be paused, killed and started
// again.

import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from './server.ts'

export interface OwnPostgres {
  readonly port: number
  /** Of its database `postgres`, as a superuser without a password. */
  readonly url: string
  /** SIGSTOP to all of its processes: it takes connections and answers nothing. */
  pause(): void
  goOn(): void
  /** SIGKILL to all of its processes. */
  kill(): Promise<void>
  /** After a kill; resolves once it answers. */
  start(): Promise<void>
  /** Ends it and removes its folder. */
  close(): Promise<void>
}

/** Where the programs of PostgreSQL are; null where this machine has none that a test may start. */
function programs(): string | null {
  const newest = globSync('/usr/lib/postgresql/*/bin').sort((one, other) => versionOf(other) - versionOf(one))
  const known = [...newest, ...(process.env.PATH ?? '').split(':')]
  return known.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null
}

const versionOf = (folder: string) => Number(/\d+/.exec(folder)?.[0] ?? 0)

/** PostgreSQL refuses to run as root. */
function whoRunsIt(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** Makes a cluster and starts it. Throws one plain line where PostgreSQL cannot be started. */
export async function ownPostgres(): Promise<OwnPostgres> {
  const folder = programs()
  if (folder === null || process.platform !== 'linux') {
    throw new Error('this needs Linux and a PostgreSQL that can be started: install the Debian package postgresql')
  }
  const who = whoRunsIt()
  const dir = mkdtempSync(join(tmpdir(), 'recital-postgres-'))
  if (who.uid !== undefined && who.gid !== undefined) chownSync(dir, who.uid, who.gid)
  const data = join(dir, 'data')
  const init = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']
  execFileSync(join(folder, 'initdb'), init, { ...who, cwd: dir, stdio: 'ignore' })
  const port = await freePort()
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const begin = () => startCluster({ program: join(folder, 'postgres'), data, dir, port, who, url })
  let running = await begin()
  return {
    port,
    url,
    pause: () => running.signal('SIGSTOP'),
    goOn: () => running.signal('SIGCONT'),
    kill: () => running.kill(),
    async start() {
      running = await begin()
    },
    async close() {
      await running.kill()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

interface Cluster {
  readonly program: string
  readonly data: string
  readonly dir: string
  readonly port: number
  readonly who: { uid?: number; gid?: number }
  readonly url: string
}

async function startCluster({ program, data, dir, port, who, url }: Cluster) {
  const flags = ['-D', data, '-p', String(port), '-k', dir, '-c', 'listen_addresses=127.0.0.1']
  const child = spawn(program, flags, { ...who, cwd: dir, stdio: ['ignore', 'ignore', 'pipe'] })
  let printed = ''
  child.stderr.on('data', (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-2_000)
  })
  let isEnded = false
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      isEnded = true
      resolve()
    })
  })
  // The first process first: no new one is born in between.
  const signal = (name: NodeJS.Signals) => {
    const all = [child.pid ?? 0, ...childrenOf(child.pid ?? 0)]
    for (const pid of all) if (pid > 0 && isAlive(pid)) process.kill(pid, name)
    return all
  }
  const kill = async () => {
    if (isEnded) return
    const all = signal('SIGKILL')
    await ended
    await waitFor(() => !all.some(isAlive), 'its processes are gone')
  }
  await waitFor(async () => {
    if (isEnded) throw new Error(`PostgreSQL ended: ${printed}`)
    return answers(url)
  }, 'PostgreSQL answers').catch(async (error) => {
    await kill()
    throw error
  })
  return { signal, kill }
}

function childrenOf(pid: number): number[] {
  const path = `/proc/${pid}/task/${pid}/children`
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split(' ').filter(Boolean).map(Number) : []
}

/** A zombie that its new parent has not asked about yet holds nothing. */
function isAlive(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] !== 'Z'
  } catch {
    return false
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 })
  client.on('error', () => {})
  return client
    .connect()
    .then(() => client.end())
    .then(
      () => true,
      () => false,
    )
}

async function waitFor(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + 30_000
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within 30 s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
