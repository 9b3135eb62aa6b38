// Where the tests find Redis (or Valkey), and one of their own that can be stopped, paused and started again.

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'

const asked = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379'

const programs = ['redis-server', 'valkey-server'].flatMap((name) =>
  ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'].map((folder) => join(folder, name)),
)

/** Path of a server program, or null. Another one can be named in REDIS_SERVER. */
export const redisProgram =
  [process.env.REDIS_SERVER, ...programs].find((path): path is string => path !== undefined && existsSync(path)) ?? null

let found: Promise<string | null> | undefined

/** The address of a reachable Redis, or null. Asked once a process. */
export function redisUrl(): Promise<string | null> {
  found ??= answers(asked).then((isThere) => (isThere ? asked : null))
  return found
}

export interface OwnRedis {
  readonly url: string
  readonly port: number
  start(): Promise<void>
  /** SIGKILL: connections end at once. */
  stop(): Promise<void>
  /** SIGSTOP: connections stay open and nobody answers. */
  pause(): void
  goOn(): void
  /** Stops it and removes what it kept. */
  clear(): Promise<void>
}

/** A server of its own on a free port, that keeps nothing; started. */
export async function ownRedis(): Promise<OwnRedis> {
  if (redisProgram === null) throw new Error('no redis-server or valkey-server on this machine')
  const program = redisProgram
  const dir = mkdtempSync(join(tmpdir(), 'recital-redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  const own: OwnRedis = {
    url,
    port,
    async start() {
      child ??= spawn(program, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', dir], {
        stdio: 'ignore',
      })
      const deadline = performance.now() + 10_000
      while (!(await answers(url))) if (performance.now() > deadline) throw new Error('Redis did not start in 10 s')
    },
    async stop() {
      const ending = child
      child = null
      if (!ending || ending.exitCode !== null) return
      await new Promise((resolve) => {
        ending.once('exit', resolve)
        ending.kill('SIGKILL')
      })
    },
    pause: () => void child?.kill('SIGSTOP'),
    goOn: () => void child?.kill('SIGCONT'),
    async clear() {
      await own.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
  await own.start()
  return own
}

/** Whether a Redis answers at `url`. */
async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, connectTimeout: 2_000, retryStrategy: () => null })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    client.disconnect()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
