// Two connections to Redis, one to say and one to hear, used once: at the first fault both are given up and the bus
// opens another line. So nothing is kept from one to the next, and what could not be said is lost. It does not know
// what is said.

import { Redis, type RedisOptions } from 'ioredis'

/** What may be under way to Redis and unanswered: frames, and UTF-16 units in them. */
const waiting = { frames: 512, size: 1024 * 1024 } as const

/** Milliseconds that what was said last may take when the line is ended. */
const lastWords = 500

const once: RedisOptions = {
  lazyConnect: true,
  connectTimeout: 3_000,
  retryStrategy: () => null,
  enableOfflineQueue: false,
  enableReadyCheck: false,
  autoResubscribe: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: null,
  disableClientInfo: true,
  keepAlive: 10_000,
}

interface LineNeeds {
  readonly url: string
  readonly channel: string
  readonly hear: (text: string) => void
  /** Called once both connections stand and the channel is heard. */
  readonly onOpen: () => void
  /** Called once, at the first fault of either connection; never after `close`. */
  readonly onFault: (reason: string) => void
}

export interface Line {
  /** False when it could not be said: no connection, or too much is under way already. */
  say(text: string): boolean
  /** Gives both connections up at once. */
  close(): void
  /** Waits a moment for what was said last, then closes. */
  end(): Promise<void>
}

export function openLine({ url, channel, hear, onOpen, onFault }: LineNeeds): Line {
  const speaker = new Redis(url, once)
  const listener = new Redis(url, once)
  let isClosed = false
  const underWay = { frames: 0, size: 0 }

  const close = () => {
    isClosed = true
    for (const one of [speaker, listener]) one.disconnect()
  }
  const fault = (reason: string) => {
    if (isClosed) return
    close()
    onFault(reason)
  }
  for (const one of [speaker, listener]) {
    one.on('error', (error: Error) => fault(error.message))
    one.on('end', () => fault('the connection was closed'))
  }
  listener.on('message', (_, text) => {
    if (!isClosed) hear(text)
  })
  const open = async () => {
    await Promise.all([speaker.connect(), listener.connect()])
    await listener.subscribe(channel)
    if (!isClosed) onOpen()
  }
  open().catch((error: Error) => fault(error.message))

  return {
    say(text) {
      if (isClosed || speaker.status !== 'ready') return false
      if (underWay.frames >= waiting.frames || underWay.size + text.length > waiting.size) return false
      underWay.frames += 1
      underWay.size += text.length
      const answered = () => {
        underWay.frames -= 1
        underWay.size -= text.length
      }
      speaker.publish(channel, text).then(answered, (error: Error) => {
        answered()
        fault(error.message)
      })
      return true
    },
    close,
    async end() {
      if (!isClosed && speaker.status === 'ready') {
        await Promise.race([speaker.ping().catch(() => {}), new Promise((resolve) => setTimeout(resolve, lastWords))])
      }
      close()
    },
  }
}
