// The resident memory of another process, looked at twice a second.

import { readFileSync } from 'node:fs'

const every = 500

/** MB now. Linux only: elsewhere NaN. */
export function residentOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}

/** The most that was seen until `stop`. */
export function watchMemory(pid: number): { stop(): number } {
  let most = residentOf(pid)
  const timer = setInterval(() => {
    most = Math.max(most, residentOf(pid) || 0)
  }, every)
  return {
    stop() {
      clearInterval(timer)
      return most
    },
  }
}
