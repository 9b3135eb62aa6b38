// That the faults break what they say and find what they look for: the cheap ones, once, and the runner. `npm run
// faults` is the real thing.

import { describe, expect, test } from 'vitest'
import type { Fault } from './fault.ts'
import { killTyping } from './kill/kill-typing.ts'
import { tableOf } from './table.ts'
import { isMet, type Report, runFault } from './trial.ts'
import { hostile } from './wire/hostile.ts'
import { malformedFlood } from './wire/malformed-flood.ts'
import { mendFlood } from './wire/mend-flood.ts'

const seed = Date.now() % 2 ** 31

/** What a busy machine moves: how long something takes, and how much memory. */
const moved = ['ms', 's', 'MiB']

/** The targets missed, of those that a busy machine does not move. */
function missedCounts({ targets, figures }: Pick<Report, 'targets' | 'figures'>): string[] {
  const counts = Object.entries(targets).filter(([, { unit = '' }]) => !moved.includes(unit))
  return counts.map(([name]) => name).filter((name) => !isMet(figures, targets, name))
}

describe('a fault in small', () => {
  test.each([
    { fault: killTyping, trials: 1 },
    { fault: malformedFlood, trials: 60 },
    { fault: hostile, trials: 1 },
    { fault: mendFlood, trials: 5 },
  ])(
    '$fault.code $fault.name',
    async ({ fault, trials }) => {
      console.log(`${fault.name}, seed ${seed}`)
      const report = await runFault(fault, { trials, seed, engine: 'sqlite', say: (line) => console.log(line) })
      expect(report.failed).toBeUndefined()
      expect(missedCounts(report)).toEqual([])
      expect(report.lost).toBe(0)
    },
    180_000,
  )

  test.each([killTyping, malformedFlood, hostile])('$name has to break something to be met', ({ targets }) => {
    const figures = Object.fromEntries(Object.keys(targets).map((name) => [name, 0]))
    expect(missedCounts({ targets, figures })).not.toEqual([])
  })
})

describe('the runner', () => {
  const told: Fault = {
    name: 'told',
    code: 'F0',
    title: 'comes out as told',
    engines: ['sqlite'],
    trials: 1,
    targets: { lost: { exactly: 0 }, latest: { atMost: 5, unit: 's' }, made: { atLeast: 1 } },
    run: async ({ seed: figure }) => ({ lost: 0, figures: { lost: figure, latest: figure, made: figure } }),
  }
  const run = (fault: Fault, figure: number) =>
    runFault(fault, { trials: 1, seed: figure, engine: 'sqlite', say: () => {} })

  test.each([
    { figure: 0, missed: ['made'] },
    { figure: 1, missed: ['lost'] },
    { figure: 6, missed: ['lost', 'latest'] },
    { figure: Number.NaN, missed: ['lost', 'latest', 'made'] },
  ])('holds $figure against each target', async ({ figure, missed }) => {
    const report = await run(told, figure)
    expect(report.met).toBe(false)
    const names = Object.keys(told.targets)
    expect(names.filter((name) => !isMet(report.figures, told.targets, name))).toEqual(missed)
    expect(tableOf([report]).match(/NOT MET/g)).toHaveLength(missed.length)
  })

  test('a fault without one of its figures, or that ends early, is not met', async () => {
    expect(await run({ ...told, targets: { ...told.targets, never: { atMost: 1 } } }, 0)).toMatchObject({ met: false })
    const broken: Fault = { ...told, run: () => Promise.reject(new Error('no server')) }
    expect(await run(broken, 0)).toMatchObject({ met: false, failed: expect.stringContaining('no server') })
  })

  test('is met when every number is reached', async () => {
    const { made: _, ...targets } = told.targets
    expect(await run({ ...told, targets }, 0)).toMatchObject({ met: true, engine: 'sqlite' })
  })
})
