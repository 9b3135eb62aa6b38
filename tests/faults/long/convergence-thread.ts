// A thread of its own for some trials of `convergence`.

import { parentPort, workerData } from 'node:worker_threads'
import { runSeries } from '#tests/app/editor/convergence/series.ts'

const { seeds } = workerData as { readonly seeds: readonly number[] }
const series = await runSeries(seeds, ({ seed, faults, trail }) => {
  parentPort?.postMessage({ is: 'trial', seed, faults, trail: faults.length > 0 ? trail : [] })
})
parentPort?.postMessage({ is: 'done', series })
