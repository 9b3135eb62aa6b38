// Hocuspocus with its SQLite extension, as its documentation starts it. Stops of its own accord only when its parent goes.

import { join } from 'node:path'
import { SQLite } from '@hocuspocus/extension-sqlite'
import { Server } from '@hocuspocus/server'

const server = new Server({
  address: '127.0.0.1',
  port: 0,
  quiet: true,
  stopOnSignals: false,
  extensions: [new SQLite({ database: join(process.env.BENCH_DATA, 'hocuspocus.sqlite') })],
})
server.httpServer.listen(0, '127.0.0.1', () => process.send({ port: server.httpServer.address().port }))
