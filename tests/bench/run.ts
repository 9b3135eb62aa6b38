// `npm run bench -- NAME [--short] [--json]`: measures beside others, figures against targets, exit 1 when not met.

import { parseArgs } from 'node:util'
import type { Bench, Limit } from './bench.ts'
import { editor } from './editor/bench.ts'
import { history } from './history/bench.ts'
import { keydown } from './keydown/bench.ts'
import { realtime } from './realtime/realtime.ts'
import { redlining } from './redline/bench.ts'

const benches: readonly Bench[] = [realtime, keydown, editor, redlining, history]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, short: { type: 'boolean', default: false } },
})

const bench = benches.find(({ name }) => name === positionals[0])
if (!bench) {
  process.stderr.write(`Name one bench: ${benches.map(({ name }) => name).join(', ')}\n`)
  process.exit(2)
}

const say = (line: string) => process.stderr.write(`${line}\n`)
const isReached = (figure: number | undefined, limit: Limit) =>
  figure !== undefined && ('most' in limit ? figure <= limit.most : figure >= limit.least)
const wordsOf = (limit: Limit) => ('most' in limit ? `≤ ${limit.most}` : `≥ ${limit.least}`)
const short = (figure: number | undefined) => (figure === undefined ? '-' : String(Number(figure.toPrecision(3))))

try {
  const { figures, table } = await bench.run(values.short ? 'short' : 'full', say)
  const missed = Object.entries(bench.targets).filter(([name, limit]) => !isReached(figures[name], limit))
  const met = missed.length === 0
  const summary = met
    ? `${bench.name}: met`
    : `${bench.name}: not met: ${missed.map(([name, limit]) => `${name} ${short(figures[name])} (${wordsOf(limit)})`).join('; ')}`
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ figures, targets: bench.targets, table, summary, met, lost: 0 })}\n`)
  } else {
    const who = Object.keys(table)
    const rows = [...new Set(Object.values(table).flatMap((one) => Object.keys(one)))]
    say(['', ...who].map((one, at) => (at === 0 ? one.padEnd(40) : one.padStart(18))).join(''))
    for (const row of rows) {
      process.stdout.write(`${row.padEnd(40)}${who.map((one) => short(table[one]?.[row]).padStart(18)).join('')}\n`)
    }
    for (const [name, figure] of Object.entries(figures)) {
      const limit = bench.targets[name]
      const verdict = limit ? `${wordsOf(limit).padStart(8)} ${isReached(figure, limit) ? 'reached' : 'MISSED'}` : ''
      process.stdout.write(`${name.padEnd(66)} ${short(figure).padStart(8)} ${verdict}\n`)
    }
    process.stdout.write(`${summary}\n`)
  }
  process.exit(met ? 0 : 1)
} catch (error) {
  const summary = `${bench.name}: void: ${error instanceof Error ? error.message : error}`
  if (values.json) {
    process.stdout.write(
      `${JSON.stringify({ figures: {}, targets: bench.targets, summary, met: false, lost: null })}\n`,
    )
  } else process.stdout.write(`${summary}\n`)
  process.exit(1)
}
