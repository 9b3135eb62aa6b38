// `npm run faults -- NAME --trials N [--seed S] [--json]`: one fault against the real server, figures against targets, exit 1 when not met.

import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { Fault } from './fault.ts'
import { killTyping } from './kill-typing.ts'
import { killVoting } from './kill-voting.ts'

const faults: readonly Fault[] = [killTyping, killVoting]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    trials: { type: 'string', default: '100' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

const fault = faults.find(({ name }) => name === positionals[0])
if (!fault) {
  process.stderr.write(`Name one fault: ${faults.map(({ name }) => name).join(', ')}\n`)
  process.exit(2)
}

const trials = Number(values.trials)
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed)
if (!Number.isInteger(trials) || trials < 1 || !Number.isInteger(seed)) {
  process.stderr.write('--trials and --seed take whole numbers\n')
  process.exit(2)
}

process.stderr.write(`${fault.name}: ${trials} trials, seed ${seed}\n`)
const { figures, lost } = await fault.run(trials, seed)
const missed = Object.entries(fault.targets).filter(([name, limit]) => (figures[name] ?? Number.NaN) !== limit)
const met = missed.length === 0
const summary = met
  ? `${fault.name}: met in ${trials} trials`
  : `${fault.name}: not met: ${missed.map(([name, limit]) => `${name} ${figures[name]} (target ${limit})`).join(', ')}`

if (values.json) {
  process.stdout.write(
    `${JSON.stringify({ name: fault.name, trials, seed, figures, targets: fault.targets, lost, met, summary })}\n`,
  )
} else {
  for (const [name, figure] of Object.entries(figures)) {
    const target = fault.targets[name]
    process.stdout.write(
      `${name.padEnd(44)} ${String(figure).padStart(10)}${target === undefined ? '' : `   target ${target}`}\n`,
    )
  }
  process.stdout.write(`${summary}\n`)
}
process.exit(met ? 0 : 1)
