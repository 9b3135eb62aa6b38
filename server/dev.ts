// `npm run dev`: the same server with Vite inside it, on the same port, reloading as files change.

import { createServer } from 'node:http'
import type { ServerBuild } from '@remix-run/node'
import { createServer as createVite } from 'vite'
import { openSite } from './http/site.ts'
import { buildWorld, closeWithProcess, configOrExit, doorOf, listen } from './index.ts'

const world = await buildWorld(configOrExit(process.env))
const server = createServer()
const vite = await createVite({
  configFile: 'remix.config.js',
  server: { middlewareMode: true, hmr: { server } },
})
const site = openSite({
  world,
  version: 'development',
  build: async () => (await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild,
  files: vite.middlewares,
  development: true,
})
server.on('request', site)
const door = doorOf(world)
server.on('upgrade', (request, socket, head) => {
  // Vite listens for its own protocol on the same port.
  if (request.headers['sec-websocket-protocol'] !== 'vite-hmr') door(request, socket, head)
})
const running = await listen(server, world)
closeWithProcess({
  ...running,
  close: async () => {
    await vite.close()
    await running.close()
  },
})
