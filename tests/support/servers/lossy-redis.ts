// A Redis that does not keep its word: a proxy that loses, repeats and delays what is published on its way to whoever
// subscribed. Everything else passes.

import { connect, createServer, type Socket } from 'node:net'
import type { Chance } from '../seeded.ts'

/** Shares of the messages. */
export interface Mishaps {
  readonly lost: number
  readonly repeated: number
  readonly late: number
}

export interface LossyRedis {
  readonly url: string
  readonly counted: Record<'passed' | keyof Mishaps, number>
  close(): Promise<void>
}

const published = Buffer.from('*3\r\n$7\r\nmessage\r\n')

/** Before the Redis at `url`. */
export async function lossyRedis(url: string, chance: Chance, mishaps: Mishaps): Promise<LossyRedis> {
  const { hostname, port } = new URL(url)
  const open = new Set<Socket>()
  const counted = { passed: 0, lost: 0, repeated: 0, late: 0 }

  /** What becomes of one message: written now, written after the next, both or neither. */
  const fate = () => {
    if (chance.sometimes(mishaps.lost)) return 'lost'
    if (chance.sometimes(mishaps.repeated)) return 'repeated'
    return chance.sometimes(mishaps.late) ? 'late' : 'passed'
  }

  const server = createServer((client) => {
    const redis = connect(Number(port || 6379), hostname)
    for (const [one, other] of [
      [client, redis],
      [redis, client],
    ] as const) {
      open.add(one)
      one.on('error', () => one.destroy())
      one.once('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
    client.pipe(redis)
    let rest = Buffer.alloc(0)
    let waiting: Buffer[] = []
    redis.on('data', (bytes) => {
      rest = Buffer.concat([rest, bytes])
      for (let end = endOf(rest, 0); end > 0; end = endOf(rest, 0)) {
        const value = rest.subarray(0, end)
        rest = rest.subarray(end)
        if (!value.subarray(0, published.length).equals(published)) {
          client.write(value)
          continue
        }
        const is = fate()
        counted[is] += 1
        if (is === 'passed' || is === 'repeated') client.write(value)
        for (const one of waiting) client.write(one)
        waiting = is === 'repeated' || is === 'late' ? [value] : []
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `redis://127.0.0.1:${address.port}`,
    counted,
    close() {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** Where the value of the protocol that begins at `from` ends, or -1 when not all of it is there. */
function endOf(bytes: Buffer, from: number): number {
  const lineEnd = bytes.indexOf('\r\n', from)
  if (lineEnd < 0) return -1
  const count = Number(bytes.toString('latin1', from + 1, lineEnd))
  const kind = String.fromCharCode(bytes[from] ?? 0)
  let end = lineEnd + 2
  if (kind === '$') {
    end += count < 0 ? 0 : count + 2
    return end <= bytes.length ? end : -1
  }
  if (kind !== '*') return end
  for (let item = 0; item < count; item++) {
    end = endOf(bytes, end)
    if (end < 0) return -1
  }
  return end
}
