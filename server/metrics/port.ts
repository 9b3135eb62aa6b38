// The port for a scraper on this machine: the figures, and where the record ends. It knows no World.

import { createServer, type ServerResponse } from 'node:http'
import type { Meter } from '../live/meter.ts'
import type { Log } from '../log.ts'

interface Needs {
  readonly meter: Meter | undefined
  readonly port: number | null
  readonly log: Log
  /** Where the record ends: one line for whoever keeps it elsewhere. */
  readonly recordHead: () => Promise<{ readonly seq: number; readonly hash: string }>
}

/**
 * Listens at 127.0.0.1 whatever HOST says, where there is a meter and a port; the answer closes it and ends the
 * counting. Rejects, naming METRICS_PORT, when it cannot.
 */
export async function openMetricsPort({ meter, port, log, recordHead }: Needs): Promise<() => Promise<void>> {
  if (!meter || port === null) return async () => {}
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, (request, response) => {
    const pages: Readonly<Record<string, () => Promise<string>>> = {
      '/metrics': () => meter.page(),
      '/record-head': async () => {
        const { seq, hash } = await recordHead()
        return `${seq} ${hash}\n`
      },
    }
    const page = request.method === 'GET' ? pages[request.url?.split('?', 1)[0] ?? ''] : undefined
    if (!page) {
      answer(response, 404, '')
      return
    }
    page().then(
      (text) => answer(response, 200, text),
      (error: unknown) => {
        log.error({ err: error, url: request.url }, 'the metrics port could not answer')
        answer(response, 500, '')
      },
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Error(`METRICS_PORT: 127.0.0.1:${port} cannot be opened (${error.code})`, { cause: error }))
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  return async () => {
    meter.end()
    const ended = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await ended
  }
}

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; version=0.0.4; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(body)
}
