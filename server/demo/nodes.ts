// `npm run demo:nodes`: seats the demo committee once, then starts two nodes on one PostgreSQL and one Redis, and a
// balancer before them.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { eraseStore } from '#db/engine/erase.ts'
import type { Config } from '../config.ts'
import { configOrExit } from '../index.ts'
import { openBalancer } from './balancer.ts'
import { alreadySeated, seatAndLeave, signIns } from './seating.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Milliseconds in which a node answers for the first time. */
const patience = 60_000

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** In a process group of its own, so that Ctrl-C reaches it once: from here. */
function startNode(port: number, at: number, { publicUrl, metricsPort }: Config): Place {
  const metrics = metricsPort === null ? {} : { METRICS_PORT: String(metricsPort + at) }
  const node = spawn(process.execPath, [`${root}server/index.ts`], {
    cwd: process.cwd(),
    env: {
      LOG_LEVEL: 'warn',
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: publicUrl,
      ...metrics,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  })
  return { port, node }
}

/** Two that nobody listens at. */
async function freePorts(): Promise<number[]> {
  const probes = [createServer(), createServer()]
  const ports = []
  for (const probe of probes) {
    probe.listen(0, '127.0.0.1')
    await once(probe, 'listening')
    ports.push((probe.address() as AddressInfo).port)
  }
  for (const probe of probes) {
    probe.close()
    await once(probe, 'close')
  }
  return ports
}

async function answering(node: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + patience
  while (performance.now() < deadline && !hasEnded(node)) {
    const isWell = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isWell) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the node on port ${port} does not answer`)
}

async function run(config: Config, isReset: boolean): Promise<void> {
  if (config.databaseUrl === null || config.redisUrl === null) {
    throw new Error('several nodes need DATABASE_URL (PostgreSQL) and REDIS_URL (Redis or Valkey)')
  }
  if (isReset) await eraseStore(config)
  if (!(await seatAndLeave(config))) say(alreadySeated)
  const places = (await freePorts()).map((port, at) => startNode(port, at + 1, config))
  const balancer = openBalancer(places.map(({ port }) => port))
  const leave = leaver(places, balancer)
  try {
    await Promise.all(places.map(({ node, port }) => answering(node, port)))
    await new Promise<void>((resolve, reject) => {
      balancer.once('error', reject)
      balancer.listen(config.port, config.host, resolve)
    })
  } catch (error) {
    complain(error)
    return leave(1)
  }
  const addresses = places.map(({ port, node }) => `http://127.0.0.1:${port} (process ${node.pid})`)
  say(`\nRecital is open at ${config.publicUrl}, on two nodes: ${addresses.join(' and ')}`)
  say(signIns)
}

interface Place {
  readonly port: number
  readonly node: ChildProcess
}

/** Ends everything once, with a signal or with the last node. */
function leaver(places: readonly Place[], balancer: Server): (code: number) => Promise<void> {
  let isAsked = false
  const left = places.map(({ node }) => new Promise((resolve) => node.once('exit', resolve)))
  const leave = async (code: number) => {
    if (isAsked) return
    isAsked = true
    balancer.close()
    for (const { node } of places) node.kill('SIGTERM')
    await Promise.all(left)
    process.exit(code)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void leave(0))
  for (const { node, port } of places) {
    node.once('exit', () => {
      if (!isAsked) say(`The node on port ${port} has ended.`)
      if (places.every((one) => hasEnded(one.node))) void leave(1)
    })
  }
  return leave
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

function complain(error: unknown): void {
  process.stderr.write(`Recital cannot start:\n  ${error instanceof Error ? error.message : String(error)}\n`)
}

const { values } = parseArgs({ options: { reset: { type: 'boolean', default: false } } })
await run(configOrExit(process.env), values.reset).catch((error: unknown) => {
  complain(error)
  process.exit(1)
})
