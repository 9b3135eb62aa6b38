// A port in front of another: open, shut like the port of a machine that is down, or silent like a line that leads
// nowhere.

import { connect, createServer, type Socket } from 'node:net'

export interface Gate {
  readonly port: number
  /** Ends every connection and refuses new ones. */
  shut(): Promise<void>
  /** Keeps and takes connections and forwards nothing, for good: the bytes are lost. */
  silence(): void
  open(): Promise<void>
  close(): Promise<void>
}

export async function openGate(toPort: number): Promise<Gate> {
  const sockets = new Set<Socket>()
  let isSilent = false
  const hold = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => sockets.delete(socket))
  }
  const server = createServer((near) => {
    const far = connect(toPort, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      hold(one)
      one.on('data', (bytes) => {
        if (!isSilent) other.write(bytes)
      })
      one.once('close', () => other.destroy())
    }
  })
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        const address = server.address()
        if (address === null || typeof address === 'string') reject(new Error('no port'))
        else resolve(address.port)
      })
    })
  const end = () => {
    for (const socket of sockets) socket.destroy()
  }
  const port = await listen(0)
  const shut = async () => {
    if (!server.listening) return
    const closed = new Promise((resolve) => server.close(resolve))
    end()
    await closed
  }
  return {
    port,
    shut,
    silence() {
      isSilent = true
    },
    async open() {
      if (isSilent) end()
      isSilent = false
      if (!server.listening) await listen(port)
    },
    close: shut,
  }
}
