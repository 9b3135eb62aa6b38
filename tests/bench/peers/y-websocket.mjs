// The y-websocket server with its leveldb persistence, set up as its own start script does.

import { createServer } from 'node:http'
import { join } from 'node:path'
import WebSocket from 'ws'

process.env.YPERSISTENCE = join(process.env.BENCH_DATA, 'leveldb')
const { setupWSConnection } = await import('@y/websocket-server/utils')

const sockets = new WebSocket.Server({ noServer: true })
sockets.on('connection', setupWSConnection)
const server = createServer()
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request))
})
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
