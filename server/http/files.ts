// The built files of the pages. A file that vanishes under a running server is a 404, never the end of the process.

import serveStatic from 'serve-static'
import type { Files } from './site.ts'

/** Serves `directory`. Names under /assets carry their content's hash, so they never change. */
export function builtFiles(directory: string): Files {
  const serve = serveStatic(directory, {
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    setHeaders(outgoing, path) {
      const isHashed = path.includes('/assets/')
      outgoing.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600')
      outgoing.setHeader('X-Content-Type-Options', 'nosniff')
    },
  })
  return (incoming, outgoing, next) => serve(incoming, outgoing, () => next())
}
