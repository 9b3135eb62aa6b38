// Three people and the server write, suggest, decide and undo at random, through the real gate. The long form is `npm
// run faults -- convergence`. SEED replays: the first trial has that seed.

import { expect, it } from 'vitest'
import { runSeries } from './convergence/series.ts'

const trials = 12

it('three people, suggestions, decisions and undo: one text for all, nothing refused, what stands untouched by who may only suggest', async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
  console.log(`seeds ${seed} to ${seed + trials - 1}`)
  const seeds = Array.from({ length: trials }, (_, at) => seed + at)
  const { failed, took } = await runSeries(seeds)
  expect(failed.map((one) => `seed ${one.seed}: ${one.faults.join('\n')}`)).toEqual([])
  // It did something: most of what it can do has changed the text.
  expect(Object.values(took).filter((count) => count > 0).length).toBeGreaterThan(40)
}, 120_000)
