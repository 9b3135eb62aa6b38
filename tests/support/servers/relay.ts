// A relay between people and the server, as the proxy of an office is. It can cut the sockets of one person, or go
// silent on them.

import { connect, createServer, type Socket } from 'node:net'

/** Which sockets are meant, by the head of their upgrade request (method, path, headers). */
export type Whose = (head: string) => boolean

export interface Relay {
  readonly url: string
  /** Ends these sockets, and every new one, until healed. Pages still load. */
  cut(whose?: Whose): void
  /**
   * Keeps these sockets open, takes new ones, and forwards nothing more, not even that one end has gone, until healed.
   */
  hush(whose?: Whose): void
  /** Ends the silent sockets and forwards what comes from now on. */
  heal(): void
  /** How many sockets have come. */
  readonly came: number
  close(): Promise<void>
}

type Fault = { readonly is: 'cut' | 'silent'; readonly whose: Whose }

interface Pair {
  readonly client: Socket
  readonly upstream: Socket | null
  readonly head: string
  isSilent: boolean
}

/** `idleFor`: milliseconds after which a socket on which nothing passes is cut, as many proxies do. */
export async function openRelay(toPort: number, { idleFor = 0 } = {}): Promise<Relay> {
  const pairs = new Set<Pair>()
  const open = new Set<Socket>()
  let fault: Fault | null = null
  let came = 0
  const server = createServer((client) => {
    hold(open, client)
    client.once('data', (first: Buffer) => {
      const head = first.toString('latin1')
      if (!head.startsWith('GET /collab/')) {
        join(client, dial(open, toPort), first)
        return
      }
      came += 1
      const isMeant = fault?.whose(head) ?? false
      if (isMeant && fault?.is === 'cut') {
        client.destroy()
        return
      }
      const upstream = isMeant ? null : dial(open, toPort)
      const pair: Pair = { client, upstream, head, isSilent: isMeant }
      pairs.add(pair)
      client.setTimeout(idleFor, () => client.destroy())
      client.once('close', () => pairs.delete(pair))
      if (upstream) join(client, upstream, first, () => pair.isSilent)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://localhost:${address.port}`,
    get came() {
      return came
    },
    cut(whose = () => true) {
      fault = { is: 'cut', whose }
      for (const { client, head } of pairs) if (whose(head)) client.destroy()
    },
    hush(whose = () => true) {
      fault = { is: 'silent', whose }
      for (const pair of pairs) if (whose(pair.head)) pair.isSilent = true
    },
    heal() {
      fault = null
      for (const { client, upstream, isSilent } of pairs) {
        if (!isSilent) continue
        client.destroy()
        upstream?.destroy()
      }
    },
    close() {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function hold(open: Set<Socket>, socket: Socket): void {
  open.add(socket)
  socket.on('error', () => socket.destroy())
  socket.once('close', () => open.delete(socket))
}

function dial(open: Set<Socket>, port: number): Socket {
  const upstream = connect(port, '127.0.0.1')
  hold(open, upstream)
  return upstream
}

function join(client: Socket, upstream: Socket, first: Buffer, isSilent: () => boolean = () => false): void {
  upstream.write(first)
  client.on('data', (bytes) => {
    if (!isSilent()) upstream.write(bytes)
  })
  upstream.on('data', (bytes) => {
    if (!isSilent()) client.write(bytes)
  })
  client.once('close', () => {
    if (!isSilent()) upstream.destroy()
  })
  upstream.once('close', () => {
    if (!isSilent()) client.destroy()
  })
}
