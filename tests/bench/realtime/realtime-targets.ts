// What the live room must reach, as ratios within one run. Figures are named in realtime.ts.

import type { Limit } from '../bench.ts'

export const targets: Readonly<Record<string, Limit>> = {
  'saved p95 / relay with fdatasync': { most: 1.6 },
  'fan-out p95 / relay': { most: 1.3 },
  'CPU per delivery / relay': { most: 1.5 },
  'saturated, 50 readers, deliveries per CPU second / hocuspocus': { least: 1 },
  'saturated, 200 readers, deliveries per CPU second / hocuspocus': { least: 1 },
  '200 rooms of 4, CPU per delivery / relay': { most: 3 },
  'join 200 warm / relay': { most: 2 },
  'join 2,000 warm / relay': { most: 2 },
  'join 200 cold / best peer': { most: 0.25 },
  'join 2,000 cold / best peer': { most: 0.25 },
  'RSS per open room, MB': { most: 2.5 },
  'memory given back': { least: 0.8 },
  'join after 100k edits / after 10k': { most: 1.2 },
  'CPU per edit after 100k edits / after 10k': { most: 1.2 },
}
