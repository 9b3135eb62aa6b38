// Small writes among the words of a block, as an editor would make them. It knows no suggestion and no version.

import type * as Y from 'yjs'
import type { Run } from '../tree/tree.ts'
import { lookOf } from './edit.ts'

/** Words that stay get another look; only what differs is written. */
export function restyle(text: Y.XmlText, at: number, was: Run, run: Run): void {
  const [before, now] = [lookOf(was), lookOf(run)]
  const changed = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]),
  )
  if (changed.length === 0) return
  text.format(at, run.text.length, Object.fromEntries(changed.map((key) => [key, now[key] ?? null])))
}

/** Gives the runs the separators that an editor would, so that it has nothing to tidy. */
export function separate(text: Y.XmlText, runs: readonly Run[]): void {
  text.applyDelta(runs.map((run, at) => ({ retain: run.text.length, attributes: { i: at || null } })))
}
