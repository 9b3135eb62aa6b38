// The built files of the pages; for readers who take that, those that gain by it as they were compressed when they were
// built. A file that vanishes under a running server is a 404, never the end of the process.

import { readdirSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { extname } from 'node:path'
import Negotiator from 'negotiator'
import serveStatic from 'serve-static'
import type { Files } from './site.ts'

/** What remix.config.js writes beside a file, the smaller first. */
const encodings = { br: '.br', gzip: '.gz' } as const
type Encoding = keyof typeof encodings
const inOrder = Object.keys(encodings) as Encoding[]

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Serves `directory` as it is at this moment. Names under /assets carry their content's hash, so they never change. */
export function builtFiles(directory: string): Files {
  const known = new Set(namesIn(directory))
  const serve = serveStatic(directory, {
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    setHeaders(outgoing, path) {
      const isHashed = path.includes('/assets/')
      outgoing.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600')
      outgoing.setHeader('X-Content-Type-Options', 'nosniff')
      outgoing.setHeader('Vary', 'Accept-Encoding')
      const encoding = inOrder.find((one) => path.endsWith(encodings[one]))
      if (!encoding) return
      outgoing.setHeader('Content-Encoding', encoding)
      const type = types[extname(path.slice(0, -encodings[encoding].length))]
      if (type) outgoing.setHeader('Content-Type', type)
    },
  })
  return (incoming, outgoing, next) => {
    const asked = incoming.url
    const [path = ''] = (asked ?? '').split('?', 1)
    const encoding = encodingFor(incoming, (one) => known.has(`${path}${encodings[one]}`))
    // What was said of a file that is not sent after all is taken back.
    const leaveTo = (then: () => void) => () => {
      incoming.url = asked
      if (outgoing.headersSent) return next()
      for (const name of ofFiles) outgoing.removeHeader(name)
      then()
    }
    const servePlain = () => serve(incoming, outgoing, leaveTo(next))
    if (!encoding) return servePlain()
    incoming.url = path + encodings[encoding]
    serve(incoming, outgoing, leaveTo(servePlain))
  }
}

const ofFiles = [
  ...['Accept-Ranges', 'Cache-Control', 'Content-Encoding', 'Content-Length', 'Content-Range', 'Content-Type'],
  ...['ETag', 'Last-Modified', 'Vary'],
]

/** As addresses, from `/` on. */
function namesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => `/${name}`)
}

/** The smallest that there is and that the reader takes at all (RFC 9110, 12.5.3); null for the file as it is. */
function encodingFor(incoming: IncomingMessage, isThere: (encoding: Encoding) => boolean): Encoding | null {
  const there = inOrder.filter(isThere)
  const taken = there.length > 0 ? new Negotiator(incoming).encodings(there) : []
  return there.find((one) => taken.includes(one)) ?? null
}
