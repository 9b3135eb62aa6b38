// Builds and serves the plain page, with the paragraphs that are asked for written into it.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '../../..')
const folder = join(root, '.cache/bench-editor/plain')
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' }

export interface PlainPage {
  /** Of the page with these paragraphs. */
  addressOf(paragraphs: readonly string[]): string
  close(): void
}

export async function servePlainPage(): Promise<PlainPage> {
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'plain'),
    base: '/',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  })
  const texts: (readonly string[])[] = []
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://plain')
    response.setHeader('content-type', types[extname(pathname)] ?? 'text/html')
    if (pathname.startsWith('/assets/')) return response.end(readFileSync(join(folder, pathname)))
    const words = JSON.stringify(texts[Number(searchParams.get('text'))] ?? []).replaceAll('<', '\\u003c')
    response.end(page.replace('<head>', `<head><script>globalThis.paragraphs = ${words}</script>`))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    addressOf: (paragraphs) => `http://127.0.0.1:${port}/?text=${texts.push(paragraphs) - 1}`,
    close: () => server.close(),
  }
}
