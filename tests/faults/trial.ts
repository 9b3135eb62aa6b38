// Runs one fault on one engine and holds its figures against its targets. It knows no fault.

import type { Engine } from '#db/engine/open.ts'
import { freshDatabase, postgresUrl } from '#tests/support/servers/postgres.ts'
import type { Asked, Fault, Figures, Target } from './fault.ts'

/** What came of one fault on one engine. */
export interface Report {
  readonly code: string
  readonly name: string
  readonly title: string
  readonly engine: Engine
  readonly trials: number
  readonly seed: number
  readonly figures: Figures
  readonly targets: Fault['targets']
  readonly lost: number
  readonly met: boolean
  readonly summary: string
  readonly seconds: number
  /** What ended it before it had figures. */
  readonly failed?: string
}

/** The engines of `fault` that were asked for and that this machine has. */
export async function enginesFor(fault: Fault, asked?: string): Promise<Engine[]> {
  const isHere = (await postgresUrl()) !== null
  return fault.engines.filter((one) => (one === 'sqlite' || isHere) && (asked === undefined || asked === one))
}

/** Never rejects: what goes wrong is in the report, which is then not met. */
export async function runFault(fault: Fault, asked: Omit<Asked, 'databaseUrl'>): Promise<Report> {
  const { engine, trials, seed } = asked
  const { code, name, title, targets } = fault
  const began = performance.now()
  const about = { code, name, title, engine, trials, seed, targets }
  const seconds = () => Math.round((performance.now() - began) / 100) / 10
  try {
    const { figures, lost } = await onOwnDatabase(engine, (databaseUrl) => fault.run({ ...asked, databaseUrl }))
    const missed = Object.keys(targets).filter((figure) => !isMet(figures, targets, figure))
    const words = missed.map((figure) => `${figure} ${shown(figures[figure])} (target ${sayTarget(targets[figure])})`)
    const met = missed.length === 0
    const summary = met
      ? `${name} (${engine}): met in ${trials} trials`
      : `${name} (${engine}): not met: ${words.join(', ')}`
    return { ...about, figures, lost, met, summary, seconds: seconds() }
  } catch (error) {
    const failed = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const summary = `${name} (${engine}): not met: it ended early: ${failed.split('\n', 1)[0]}`
    return { ...about, figures: {}, lost: 0, met: false, summary, seconds: seconds(), failed }
  }
}

async function onOwnDatabase<T>(engine: Engine, run: (databaseUrl: string | null) => Promise<T>): Promise<T> {
  if (engine === 'sqlite') return run(null)
  const database = await freshDatabase()
  try {
    return await run(database.url)
  } finally {
    await database.drop()
  }
}

export function isMet(figures: Figures, targets: Fault['targets'], name: string): boolean {
  const [figure, target] = [figures[name], targets[name]]
  if (figure === undefined || target === undefined || Number.isNaN(figure)) return false
  if ('exactly' in target) return figure === target.exactly
  return 'atMost' in target ? figure <= target.atMost : figure >= target.atLeast
}

export function sayTarget(target: Target | undefined): string {
  if (!target) return ''
  const unit = target.unit ? ` ${target.unit}` : ''
  if ('exactly' in target) return `${target.exactly}${unit}`
  return 'atMost' in target ? `≤ ${target.atMost}${unit}` : `≥ ${target.atLeast}${unit}`
}

/** Three digits after the point at most. */
export function shown(figure: number | undefined): string {
  return figure === undefined ? '—' : String(Math.round(figure * 1000) / 1000)
}
