// Three people and the server do sixty things to one text at random; what they send comes late. All must end with one
// text, nothing of our own editors may be refused, and what stands must not change by who may only suggest. `--seed S
// --trials 1` repeats the one trial of that seed.

import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { acts } from '#tests/app/editor/convergence/acts.ts'
import { serverActs } from '#tests/app/editor/convergence/decisions.ts'
import { type Series, together } from '#tests/app/editor/convergence/series.ts'
import type { Asked, Fault } from '../fault.ts'

/** From so many trials on each act must have changed the text at least once. */
const enoughForAll = 200

export const convergence: Fault = {
  name: 'convergence',
  code: 'C1',
  title: 'three people write, suggest, decide and undo at random, sixty acts a trial, messages late',
  engines: ['sqlite'],
  trials: 100,
  targets: {
    diverged: { exactly: 0 },
    'refused or other faults': { exactly: 0 },
    'exceptions left unhandled': { exactly: 0 },
    'acts that never took effect': { exactly: 0 },
  },
  async run({ trials, seed, say }) {
    const all = await runTrials({ trials, seed, say })
    const faults = all.failed.flatMap((one) => one.faults)
    const isUnhandled = (fault: string) => /^(exception|unhandled)/.test(fault)
    const [diverged, unhandled] = [faults.filter((fault) => fault.startsWith('diverged')), faults.filter(isUnhandled)]
    const never = trials < enoughForAll ? [] : namesOfActs().filter((name) => !all.took[name])
    for (const name of namesOfActs()) say(`${String(all.took[name] ?? 0).padStart(7)}  ${name}`)
    for (const [message, count] of Object.entries(all.healed)) say(`${String(count).padStart(7)}  healed: ${message}`)
    if (never.length > 0) say(`never took effect: ${never.join(', ')}`)
    const seeds = all.failed.map((one) => one.seed)
    if (seeds.length > 0) say(`seeds that failed: ${seeds.join(' ')}`)
    return {
      lost: 0,
      figures: {
        diverged: diverged.length,
        'refused or other faults': faults.length - diverged.length - unhandled.length,
        'exceptions left unhandled': unhandled.length,
        'acts that never took effect': never.length,
        'acts that took effect': Object.values(all.took).reduce((sum, count) => sum + count, 0),
        'reloads that healed an editor': Object.values(all.healed).reduce((sum, count) => sum + count, 0),
      },
    }
  },
}

function namesOfActs(): string[] {
  const ofPeople = (['edit', 'suggest'] as const).flatMap((mode) =>
    acts.filter((act) => act[mode] > 0).map(({ name }) => `${mode}: ${name}`),
  )
  return [...ofPeople, ...serverActs.map(({ name }) => `server: ${name}`)]
}

type Told =
  | {
      readonly is: 'trial'
      readonly seed: number
      readonly faults: readonly string[]
      readonly trail: readonly string[]
    }
  | { readonly is: 'done'; readonly series: Series }

/** Shares the seeds out among threads, one a core. */
async function runTrials({ trials, seed, say }: Pick<Asked, 'trials' | 'seed' | 'say'>): Promise<Series> {
  const threads = Math.min(availableParallelism(), trials)
  let done = 0
  const hear = (told: Told) => {
    if (told.is === 'done') return
    done += 1
    if (done % 100 === 0) say(`${done} of ${trials} trials`)
    if (told.faults.length === 0) return
    say(`seed ${told.seed}: after ${told.trail.slice(-12).join(' · ')}`)
    for (const fault of told.faults.slice(0, 3)) say(fault)
  }
  const shares = Array.from({ length: threads }, (_, thread) =>
    Array.from({ length: trials }, (_each, at) => seed + at).filter((_seed, at) => at % threads === thread),
  )
  return together(await Promise.all(shares.map((seeds) => runThread(seeds, hear))))
}

function runThread(seeds: readonly number[], hear: (told: Told) => void): Promise<Series> {
  const worker = new Worker(new URL('./convergence-thread.ts', import.meta.url), { workerData: { seeds } })
  return new Promise((resolve, reject) => {
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('a thread ended before its trials were over')))
    worker.on('message', (told: Told) => {
      hear(told)
      if (told.is !== 'done') return
      resolve(told.series)
      void worker.terminate()
    })
  })
}
