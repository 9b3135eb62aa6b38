// Remix is configured here: this file is the Vite configuration that `remix vite:build` and the development server read.
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
  ],
  // Routes name server packages that never reach the browser; the development server would try to prepare them for it.
  optimizeDeps: { exclude: ['@node-rs/argon2', 'better-sqlite3', 'lucia', 'pg', 'pino'] },
  build: { sourcemap: false, assetsInlineLimit: 0 },
})
