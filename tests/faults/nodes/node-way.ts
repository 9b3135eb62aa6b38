// The way of some people to a node: what a balancer does for them that sends them to their own node while it answers,
// and to another while it does not. It knows ports, nothing of what goes through.

import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Way {
  readonly url: string
  /** Ends what leads to the node at `port`, and leads nobody there until it is allowed again. */
  avoid(port: number): void
  /** Leads there again. */
  allow(port: number): void
  /** Ends what leads to another node than the first that may be taken: whoever comes back comes home. */
  goHome(): void
  close(): Promise<void>
}

/** Leads to the first of `ports` that takes a connection. */
export async function openWay(ports: readonly number[]): Promise<Way> {
  const avoided = new Set<number>()
  const open = new Map<Socket, number>()
  const endThose = (areMeant: (port: number) => boolean) => {
    for (const [socket, port] of open) if (areMeant(port)) socket.destroy()
  }
  const server = createServer((near) => {
    near.on('error', () => near.destroy())
    void dialFirst(ports.filter((port) => !avoided.has(port))).then((dialled) => {
      if (!dialled || near.destroyed || avoided.has(dialled.port)) {
        dialled?.far.destroy()
        near.destroy()
        return
      }
      const { far, port } = dialled
      open.set(near, port)
      far.on('error', () => far.destroy())
      far.once('close', () => near.destroy())
      near.once('close', () => {
        open.delete(near)
        far.destroy()
      })
      near.pipe(far).pipe(near)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    avoid(port) {
      avoided.add(port)
      endThose((one) => one === port)
    },
    allow: (port) => void avoided.delete(port),
    goHome() {
      const home = ports.find((port) => !avoided.has(port))
      endThose((port) => port !== home)
    },
    close() {
      endThose(() => true)
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function dialFirst(ports: readonly number[]): Promise<{ readonly far: Socket; readonly port: number } | null> {
  for (const port of ports) {
    const far = await dial(port)
    if (far) return { far, port }
  }
  return null
}

function dial(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(socket))
    socket.once('error', () => resolve(null))
  })
}
