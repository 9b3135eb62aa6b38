// Loaded before a server under test: answers what it has used so far. It knows nothing of the server.

export interface Usage {
  /** CPU of all threads since the start, microseconds. */
  readonly cpu: number
  /** Bytes, after collecting garbage when that was asked for. */
  readonly rss: number
  readonly held: number
}

process.on('message', (message: { ask?: string; collect?: boolean }) => {
  if (message.ask !== 'usage') return
  if (message.collect) for (let time = 0; time < 3; time++) globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed, external } = process.memoryUsage()
  process.send?.({ usage: { cpu: user + system, rss, held: heapUsed + external } satisfies Usage })
})
process.on('disconnect', () => process.exit(0))
