// One process per data folder: a lock file that names its owner. A lock whose owner is dead is taken over.

import { readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Owner {
  readonly pid: number
  /**
   * When that process began, so that a process which merely reuses the number is not mistaken for the owner; '' if
   * unknown.
   */
  readonly began: string
}

/**
 * Linux tells when a process began (in clock ticks since the machine did); elsewhere ''. One that ended and waits to be
 * reaped is 'ended'.
 */
function beganAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '')
  } catch {
    return ''
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return owner.began === '' || owner.began === beganAt(owner.pid)
}

function readOwner(file: string): Owner | null {
  try {
    const [pid, began = ''] = readFileSync(file, 'utf8').trim().split(' ')
    return Number(pid) > 0 ? { pid: Number(pid), began } : null
  } catch {
    return null
  }
}

/** Takes the lock of `dir`, or throws with a line for the operator. Returns the way to give it back. */
export function lockFolder(dir: string): () => void {
  const file = join(dir, 'recital.lock')
  const mine = `${process.pid} ${beganAt(process.pid)}\n`
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(file, mine, { flag: 'wx' })
      return () => unlinkSync(file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const owner = readOwner(file)
    if (owner && isAlive(owner)) break
    unlinkSync(file)
  }
  const owner = readOwner(file)
  throw new Error(
    `The data folder ${dir} is in use by process ${owner?.pid ?? 'unknown'}. Stop it first, or choose another DATA_DIR. (Lock: ${file})`,
  )
}
