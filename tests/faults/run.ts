// `npm run faults [-- NAME|CODE …] [--trials N] [--seed S] [--engine sqlite|postgresql] [--json]`: breaks the real
// server. Without a name every fault in its short form, on each engine it names. Exit 1 when a number is not reached, 2
// when not understood.

import { execFileSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { faults } from './all.ts'
import type { Fault } from './fault.ts'
import { tableOf } from './table.ts'
import { enginesFor, type Report, runFault } from './trial.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    trials: { type: 'string' },
    seed: { type: 'string' },
    engine: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

function misunderstood(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}

const isWhole = (value: string | undefined, least: number) =>
  value === undefined || (Number.isSafeInteger(Number(value)) && Number(value) >= least)
if (!isWhole(values.trials, 1) || !isWhole(values.seed, 0)) misunderstood('--trials and --seed take whole numbers')
if (values.engine !== undefined && !['sqlite', 'postgresql'].includes(values.engine)) {
  misunderstood('--engine takes sqlite or postgresql')
}

const isNamed = ({ name, code }: Fault, word: string) => name === word || code.toLowerCase() === word.toLowerCase()
for (const word of positionals) {
  if (faults.some((fault) => isNamed(fault, word))) continue
  misunderstood(
    `There is no fault ${word}. There are:\n${faults.map(({ code, name, title }) => `  ${code} ${name}: ${title}`).join('\n')}`,
  )
}
/** F2 before F10; what has no number of the plan comes last. */
const placeOf = ({ code }: Fault) => Number(/^F(\d+)$/.exec(code)?.[1] ?? 1_000)
const chosen = faults
  .filter((one) => positionals.length === 0 || positionals.some((word) => isNamed(one, word)))
  .toSorted((one, other) => placeOf(one) - placeOf(other))

if (!existsSync('build/server/index.js')) execFileSync('npm', ['run', 'build', '--silent'], { stdio: 'inherit' })

const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed)
const reports: Report[] = []
const skipped: string[] = []
for (const fault of chosen) {
  const engines = await enginesFor(fault, values.engine)
  for (const engine of fault.engines) {
    if (engines.includes(engine)) continue
    const isUnasked = values.engine !== undefined && values.engine !== engine
    if (!isUnasked) skipped.push(`${fault.code} ${fault.name}: no PostgreSQL at TEST_DATABASE_URL or 127.0.0.1:5432`)
  }
  for (const engine of engines) {
    const trials = values.trials === undefined ? fault.trials : Number(values.trials)
    process.stderr.write(`${fault.code} ${fault.name} on ${engine}: ${trials} trials, seed ${seed}\n`)
    const say = (line: string) => process.stderr.write(`  ${line}\n`)
    const report = await runFault(fault, { trials, seed, engine, say })
    process.stderr.write(`${report.failed ? `${report.failed}\n` : ''}${report.summary} (${report.seconds} s)\n`)
    reports.push(report)
  }
}

// What was not run is not reached: in CI nothing may be left out.
const met = reports.length > 0 && reports.every((report) => report.met) && !(process.env.CI && skipped.length > 0)
const lost = reports.reduce((sum, report) => sum + report.lost, 0)
const summary = reports.map((report) => report.summary).join('\n')
if (values.json) {
  // Of one fault, its fields also stand at the top: those of its first engine.
  const first = chosen.length === 1 ? reports[0] : {}
  process.stdout.write(`${JSON.stringify({ ...first, seed, met, lost, summary, faults: reports, skipped })}\n`)
} else {
  process.stdout.write(`${tableOf(reports)}\n`)
  for (const line of skipped) process.stdout.write(`skipped: ${line}\n`)
  process.stdout.write(`${summary}\n`)
}
process.exit(met ? 0 : 1)
