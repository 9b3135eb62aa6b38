// The resident memory of another process, looked at twice a second.

import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

const every = 500

/**
 * A server grows for a while after its start, whatever happens to it: code is compiled, the young generation widens,
 * the first snapshots are made in a thread of their own (30 s). It is steady when it is `grown` milliseconds old and
 * has grown by no more than `change` MB in `settling`; it is waited for no longer than `patience`.
 */
const [grown, change, settling, patience] = [75_000, 4, 15_000, 120_000]

/** MB now. Linux only: elsewhere NaN. */
function residentOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}

/** The most that was seen until `stop`. */
export function watchMemory(pid: number): { most(): number; stop(): number } {
  let most = residentOf(pid)
  const timer = setInterval(() => {
    most = Math.max(most, residentOf(pid) || 0)
  }, every)
  return {
    most: () => most,
    stop() {
      clearInterval(timer)
      return most
    },
  }
}

/**
 * The most that was seen until it was steady: what usual use takes. `since` is performance.now() when the server had
 * begun.
 */
export async function steadyMemory(pid: number, since: number): Promise<number> {
  const watching = watchMemory(pid)
  const seen: { readonly at: number; readonly most: number }[] = []
  for (;;) {
    await setTimeout(every)
    const now = performance.now()
    const most = watching.most()
    seen.push({ at: now, most })
    const then = seen.findLast(({ at }) => at <= now - settling)
    const isSteady = then !== undefined && most - then.most <= change
    if (now - since > grown && (isSteady || now - since > patience)) return watching.stop()
  }
}
