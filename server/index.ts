// Builds the World and opens the door: one process, one port for pages and sockets. The only place that reads the clock
// and chance.

import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { findRecordHead } from '#db/acts/record.ts'
import { openStore } from '#db/engine/open.ts'
import { migrate } from '#db/migrate.ts'
import { findInstallation } from '#db/texts/node-leases.ts'
import about from '../package.json' with { type: 'json' }
import { readSessionToken } from './auth/cookie.ts'
import { openSignInLimiter } from './auth/sign-in-limiter.ts'
import { type Config, readConfig } from './config.ts'
import { chanceBytes, mintFrom } from './domain/ids.ts'
import { Drain } from './http/drain.ts'
import { builtFiles } from './http/files.ts'
import { serverOptions } from './http/server-options.ts'
import { openSite } from './http/site.ts'
import { openBulletin } from './live/bulletin.ts'
import { type Bus, openSilence } from './live/nodes/bus.ts'
import { openRedisBus } from './live/nodes/redis-bus.ts'
import { openRooms } from './live/rooms.ts'
import { openDoor } from './live/wire/door.ts'
import { type Log, openLog } from './log.ts'
import { openMeter } from './metrics/meter.ts'
import { openMetricsPort } from './metrics/port.ts'
import { watchOutbox, workOffDue } from './workflows/acts/outbox-workers.ts'
import { followText, seatOf } from './workflows/dossiers/drafting.ts'
import { noteTyping, whoIs } from './workflows/people/sessions.ts'
import { keepSnapshots } from './workflows/record/kept-snapshots.ts'
import { watchClaims } from './workflows/suggestions/suggestion-claims.ts'
import { noteTakenWords } from './workflows/suggestions/taken-words.ts'
import { keptNumbersIn } from './workflows/versions/kept-numbers.ts'
import type { World } from './world.ts'

/** A running server. `close` drains: no new requests, sockets told to come back, texts flushed, store closed. */
export interface Running {
  readonly url: string
  readonly world: World
  close(): Promise<void>
}

/** Opens store, rooms and log for `config`. Migrates the store forward. */
export async function buildWorld(config: Config): Promise<World> {
  const log = openLog(config.logLevel)
  const store = await openStore(config, (isReachable) =>
    isReachable ? log.info('the store is back') : log.error('the store cannot be reached'),
  )
  await migrate(store)
  const clock = () => Date.now()
  const mint = () => mintFrom(clock(), randomBytes(chanceBytes))
  const bus = openBus(config, { node: mint(), installation: await findInstallation(store.db), log })
  const bulletin = openBulletin(bus)
  // The rooms ask the world for seats, and the world holds the rooms: the circle closes here, once.
  const rooms = openRooms({
    store,
    clock,
    mint,
    log,
    bus,
    seatOf: (collab, hash) => seatOf(world)(collab, hash),
    onTyped: (hash) => void noteTyping(world, hash),
    keptOf: (collab) => keptNumbersIn(store.db, collab),
    onChanged: (changed) => followText(world, changed),
    keepSnapshot: keepSnapshots(store, clock),
    onTaken: (taken) => noteTakenWords(world, taken),
    ...(config.metricsPort !== null && { meter: openMeter(store) }),
  })
  const world: World = { store, clock, mint, rooms, bulletin, signInLimiter: openSignInLimiter(clock), log, config }
  await workOffDue(world)
  return world
}

/** Several nodes need one database that all reach, and a bus, or they see each other's work late. */
function openBus(
  { redisUrl, databaseUrl }: Config,
  { node, installation, log }: { readonly node: string; readonly installation: string; readonly log: Log },
): Bus {
  if (redisUrl !== null && databaseUrl !== null) {
    return openRedisBus({ url: redisUrl, channel: `recital ${installation}`, node, log })
  }
  if (databaseUrl !== null) {
    log.warn('without REDIS_URL a second node on this database hears late what happens here')
    return openSilence(node, false)
  }
  if (redisUrl !== null) log.warn('REDIS_URL is of no use without DATABASE_URL: SQLite serves one node')
  return openSilence(node)
}

/** Serves `build` (by default what `npm run build` made) at the configured address. */
export async function serve(world: World, build?: ServerBuild): Promise<Running> {
  const root = fileURLToPath(new URL('..', import.meta.url))
  // React chooses by this when it is loaded, with the build: unsaid, it takes the code that helps developing, twice as
  // slow at a long page.
  process.env.NODE_ENV ||= 'production'
  const drain = new Drain()
  const site = openSite({
    world,
    isLeaving: () => drain.isAsked,
    version: about.version,
    build: build ?? ((await import(`${root}build/server/index.js`)) as ServerBuild),
    files: builtFiles(`${root}build/client`),
    development: false,
  })
  const server = createServer(serverOptions(), drain.watch(site))
  server.on('upgrade', drain.door(doorOf(world)))
  return listen(server, world, drain)
}

/** The upgrade listener over this World's rooms and sessions. */
export function doorOf(world: World) {
  return openDoor({
    rooms: world.rooms,
    config: world.config,
    log: world.log,
    seatOf: seatOf(world),
    whoIs: (cookieHeader) => whoIs(world, readSessionToken(world, cookieHeader)),
  })
}

/** Listens, and returns once the port is open. `drain` has watched what `server` answers. */
export async function listen(server: Server, world: World, drain = new Drain()): Promise<Running> {
  const { log, config, rooms } = world
  const closeMetrics = await openMetricsPort({
    ...{ meter: rooms.meter, port: config.metricsPort, log },
    recordHead: () => findRecordHead(world.store.db),
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(world.config.port, world.config.host, resolve)
  })
  world.log.info({ url: world.config.publicUrl, store: world.store.durability }, 'open')
  if (world.config.smtpUrl) world.log.warn('smtpUrl is set, and this version does not use it yet')
  const watches = [watchClaims(world), watchOutbox(world)]
  let closing: Promise<void> | undefined
  const close = () => {
    for (const stop of watches) stop()
    closing ??= drain.run({ server, world, closeMetrics })
    return closing
  }
  return { url: config.publicUrl, world, close }
}

/**
 * Drains on SIGTERM and SIGINT and exits 0; a second signal exits 1. A fault that nobody caught is logged, drained, and
 * exits 1.
 */
export function closeWithProcess(running: Running): void {
  let isAsked = false
  const leave = (code: number) => {
    if (isAsked) process.exit(1)
    isAsked = true
    running.close().then(
      () => process.exit(code),
      () => process.exit(1),
    )
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => leave(0))
  for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(fault, (error: unknown) => {
      running.world.log.fatal({ error: error instanceof Error ? error.stack : String(error) }, fault)
      leave(1)
    })
  }
}

/** Reads the environment or ends the process with the lines that say what is wrong. */
export function configOrExit(env: NodeJS.ProcessEnv): Config {
  const config = readConfig(env)
  if ('wrong' in config) {
    process.stderr.write(`Recital cannot start:\n${config.wrong.map((line) => `  ${line}\n`).join('')}`)
    process.exit(1)
  }
  return config
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const config = configOrExit(process.env)
  const open = async () => serve(await buildWorld(config))
  const running = await open().catch((error: unknown) => {
    process.stderr.write(`Recital cannot start:\n  ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  })
  closeWithProcess(running)
}
