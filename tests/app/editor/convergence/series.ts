// Several trials in a row, and what came of them together. What nobody caught is caught here, and is a fault of the
// trial it came in.

import { openHouse } from './text-server.ts'
import { type Outcome, runTrial } from './trial.ts'

/** What came of some trials: those with faults, and how often each act changed the text. */
export interface Series {
  readonly failed: readonly Outcome[]
  /** Errors that an editor met and healed by showing the shared text anew. */
  readonly healed: Readonly<Record<string, number>>
  readonly took: Readonly<Record<string, number>>
}

/** Trials of these seeds, one after another. `tell` is called after each. */
export async function runSeries(
  seeds: readonly number[],
  tell: (outcome: Outcome) => void = () => {},
): Promise<Series> {
  const uncaught: string[] = []
  const note = (error: unknown) => uncaught.push(`unhandled: ${error instanceof Error ? error.stack : error}`)
  const { error: say, warn } = console
  console.error = (...words: unknown[]) => note(`console.error ${words.join(' ')}`)
  console.warn = (...words: unknown[]) => note(`console.warn ${words.join(' ')}`)
  process.on('unhandledRejection', note)
  process.on('uncaughtException', note)
  const house = await openHouse()
  const series: Series[] = []
  try {
    for (const seed of seeds) {
      const outcome = await runTrial(house, seed)
      const whole = { ...outcome, faults: [...outcome.faults, ...uncaught.splice(0)] }
      tell(whole)
      const { healed, took } = whole
      series.push({ failed: whole.faults.length > 0 ? [whole] : [], healed: countsOf(healed), took })
    }
  } finally {
    await house.close()
    process.off('unhandledRejection', note)
    process.off('uncaughtException', note)
    Object.assign(console, { error: say, warn })
  }
  return together(series)
}

/** Numbers within messages are left out, so that like is counted with like. */
function countsOf(messages: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const message of messages.map((one) => one.replaceAll(/\d+/g, 'N'))) counts[message] = (counts[message] ?? 0) + 1
  return counts
}

export function together(all: readonly Series[]): Series {
  return {
    failed: all.flatMap(({ failed }) => failed),
    healed: sumOf(all.map(({ healed }) => healed)),
    took: sumOf(all.map(({ took }) => took)),
  }
}

function sumOf(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const each of all) for (const [name, count] of Object.entries(each)) sum[name] = (sum[name] ?? 0) + count
  return sum
}
