// A small balancer for trying several nodes on one machine: each request and each socket goes to the next node that
// answers. It adds the address of the peer to X-Forwarded-For and changes nothing else. In front of people stands a
// real one.

import {
  request as askNode,
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http'
import { connect, type Socket } from 'node:net'
import { type Duplex, pipeline } from 'node:stream'

/** Milliseconds in which a node takes a connection. */
const patience = 2_000

/** Of one connection, not of what is carried on it. */
const ofConnection = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer'])

/** Not listening yet. `ports` are those of the nodes, on this machine. */
export function openBalancer(ports: readonly number[]): Server {
  let turn = 0
  /** A connection to the next node that takes one, or null. */
  const dialNext = async (): Promise<Socket | null> => {
    const first = turn++
    for (let at = 0; at < ports.length; at++) {
      const socket = await dial(ports[(first + at) % ports.length] as number)
      if (socket) return socket
    }
    return null
  }
  const server = createServer({ requestTimeout: 0 }, (incoming, outgoing) => {
    outgoing.on('error', () => outgoing.destroy())
    void dialNext().then((node) => (node ? pass(node, incoming, outgoing) : refuse(outgoing)))
  })
  server.on('upgrade', (incoming: IncomingMessage, peer: Duplex, head: Buffer) => {
    peer.on('error', () => peer.destroy())
    void dialNext().then((node) => (node ? join(node, incoming, { peer, head }) : peer.destroy()))
  })
  return server
}

function dial(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const done = (taken: Socket | null) => {
      clearTimeout(timer)
      if (!taken) socket.destroy()
      resolve(taken)
    }
    const timer = setTimeout(() => done(null), patience)
    socket.on('error', () => done(null))
    socket.once('connect', () => done(socket))
  })
}

function pass(node: Socket, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url } = incoming
  const asked = askNode({ method, path: url, headers: headersOf(incoming), createConnection: () => node })
  asked.on('response', (answer) => {
    const kept: OutgoingHttpHeaders = Object.fromEntries(
      Object.entries(answer.headers).filter(([name]) => !ofConnection.has(name) && name !== 'transfer-encoding'),
    )
    outgoing.writeHead(answer.statusCode ?? 502, kept)
    // A stream begins with its head, which a page waits for.
    outgoing.flushHeaders()
    pipeline(answer, outgoing, () => {})
  })
  asked.on('error', () => refuse(outgoing))
  outgoing.once('close', () => node.destroy())
  incoming.pipe(asked)
}

function refuse(outgoing: ServerResponse): void {
  if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy()
  else outgoing.writeHead(502, { 'Content-Type': 'text/plain', 'Retry-After': '2' }).end('No node answers.\n')
}

function join(node: Socket, incoming: IncomingMessage, { peer, head }: { peer: Duplex; head: Buffer }): void {
  const lines = Object.entries({ ...headersOf(incoming), connection: 'Upgrade' }).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => `${name}: ${one}\r\n`),
  )
  node.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1')
  node.write(head)
  node.once('close', () => peer.destroy())
  peer.once('close', () => node.destroy())
  peer.pipe(node).pipe(peer)
}

function headersOf(incoming: IncomingMessage): OutgoingHttpHeaders {
  const kept = Object.entries(incoming.headers).filter(([name]) => !ofConnection.has(name))
  const before = incoming.headers['x-forwarded-for']
  const from = [before ?? [], incoming.socket.remoteAddress ?? ''].flat().join(', ')
  return { ...Object.fromEntries(kept), 'x-forwarded-for': from }
}
