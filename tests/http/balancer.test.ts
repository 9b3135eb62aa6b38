// The balancer of `npm run demo:nodes`, before nodes that say which they are.

import { execFileSync } from 'node:child_process'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import WebSocket, { WebSocketServer } from 'ws'
import { openBalancer } from '#server/demo/balancer.ts'

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

async function listening(server: Server): Promise<number> {
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

interface Node {
  readonly port: number
  readonly server: Server
  readonly came: IncomingMessage[]
  readonly sockets: WebSocketServer
}

function first({ came: [one] }: Node): IncomingMessage {
  if (!one) throw new Error('nobody came')
  return one
}

/**
 * Answers its name, what was posted and two cookies; streams at /stream; sockets are told its name, then what they say.
 */
async function node(name: string): Promise<Node> {
  const came: IncomingMessage[] = []
  const server = createServer(async (incoming, outgoing) => {
    came.push(incoming)
    if (incoming.url === '/stream') {
      outgoing.write('first')
      return
    }
    let posted = ''
    for await (const chunk of incoming) posted += chunk
    outgoing.writeHead(302, { location: '/there', 'set-cookie': ['a=1', 'b=2'] })
    outgoing.end(`${name} ${posted}`)
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket, incoming) => {
    came.push(incoming)
    socket.send(name)
    socket.on('message', (data) => socket.send(data))
  })
  return { port: await listening(server), server, came, sockets }
}

async function house() {
  const nodes = [await node('one'), await node('two')] as const
  const port = await listening(openBalancer(nodes.map((one) => one.port)))
  const url = `http://127.0.0.1:${port}`
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/path?query`, { method: 'POST', body, headers, redirect: 'manual' })
  return { nodes, url, post }
}

test('nodes take turns; what is asked and answered passes unchanged, but for the address of the peer', async () => {
  const { nodes, post } = await house()
  const answer = await post('words', {
    cookie: 'session=x',
    origin: 'http://localhost:1',
    'x-forwarded-for': '6.6.6.6',
  })
  expect([answer.status, answer.headers.get('location'), answer.headers.getSetCookie()]).toEqual([
    302,
    '/there',
    ['a=1', 'b=2'],
  ])
  const names = [await answer.text(), await (await post('words')).text(), await (await post('words')).text()]
  expect(names).toEqual(['one words', 'two words', 'one words'])
  const { headers, url, method } = first(nodes[0])
  expect([method, url, headers.cookie, headers.origin]).toEqual([
    'POST',
    '/path?query',
    'session=x',
    'http://localhost:1',
  ])
  expect(headers['x-forwarded-for']).toBe('6.6.6.6, 127.0.0.1')
  expect(first(nodes[1]).headers['x-forwarded-for']).toBe('127.0.0.1')
})

test('a node that has gone is passed over; with none left the answer says so', async () => {
  const { nodes, post } = await house()
  nodes[0].server.close()
  nodes[0].server.closeAllConnections()
  for (let time = 0; time < 3; time++) expect(await (await post('')).text()).toBe('two ')
  nodes[1].server.close()
  nodes[1].server.closeAllConnections()
  expect((await post('')).status).toBe(502)
})

test('a stream is heard as it comes, and given up at the node when the page leaves', async () => {
  const { nodes, url } = await house()
  const leaving = new AbortController()
  const answer = await fetch(`${url}/stream`, { signal: leaving.signal })
  const heard = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await heard.read()).value).toBe('first')
  leaving.abort()
  await expect.poll(() => first(nodes[0]).destroyed).toBe(true)
})

test('sockets are passed through, both ways, and end with their node', async () => {
  const { nodes, url } = await house()
  const socket = new WebSocket(url.replace('http', 'ws'), { headers: { origin: 'http://localhost:1', cookie: 'a=1' } })
  const heard: string[] = []
  socket.on('message', (data) => heard.push(String(data)))
  await expect.poll(() => heard).toEqual(['one'])
  socket.send('x'.repeat(100_000))
  await expect.poll(() => heard[1]?.length).toBe(100_000)
  const { headers } = first(nodes[0])
  expect([headers.origin, headers.cookie, headers['x-forwarded-for']]).toEqual([
    'http://localhost:1',
    'a=1',
    '127.0.0.1',
  ])
  for (const own of nodes[0].sockets.clients) own.terminate()
  await expect.poll(() => socket.readyState).toBe(WebSocket.CLOSED)
  const next = new WebSocket(url.replace('http', 'ws'))
  await expect.poll(() => nodes[1].sockets.clients.size).toBe(1)
  next.terminate()
  await expect.poll(() => nodes[1].sockets.clients.size).toBe(0)
})

test('without a database and a bus it says what is missing', () => {
  const env = { ...process.env, DATABASE_URL: '', REDIS_URL: '' }
  const start = () => execFileSync(process.execPath, ['server/demo/nodes.ts'], { env, encoding: 'utf8', stdio: 'pipe' })
  expect(start).toThrow(/several nodes need DATABASE_URL \(PostgreSQL\) and REDIS_URL/)
})
