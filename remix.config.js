// Remix is configured here: this file is the Vite configuration that `remix vite:build` and the development server read.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: 'app/public',
  plugins: [
    remix({
      appDirectory: 'app',
      buildDirectory: 'build',
      serverModuleFormat: 'esm',
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
    compressed(),
  ],
  // Yjs warns through lib0, which draws its log for a browser and brings a library for that; as Node has it, it writes to the console only.
  resolve: { alias: { 'lib0/logging': fileURLToPath(import.meta.resolve('lib0/logging')) } },
  // Routes name server packages that never reach the browser; the development server would try to prepare them for it.
  optimizeDeps: { exclude: ['@node-rs/argon2', 'better-sqlite3', 'lucia', 'pg', 'pino'] },
  build: { sourcemap: false, assetsInlineLimit: 0 },
})

/** Beside each file for browsers that gains by it, the same compressed once, as small as it goes: the server sends it so (server/http/files.ts). */
function compressed() {
  const [dir, least] = ['build/client', 1_000]
  return {
    name: 'compressed',
    // That of the server is the last: the manifest for browsers comes with it.
    apply: (_, { isSsrBuild }) => isSsrBuild,
    closeBundle() {
      for (const name of readdirSync(dir, { recursive: true })) {
        if (!/\.(js|css|svg)$/.test(name)) continue
        const bytes = readFileSync(join(dir, name))
        if (bytes.length < least) continue
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(bytes))
        writeFileSync(join(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }))
      }
    },
  }
}
