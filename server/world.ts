// The World: everything that has state, built once in server/index.ts and handed to routes through Remix's load
// context. At most eight fields. Modules hold functions, never state.

import type { Store } from '#db/engine/open.ts'
import type { Instant } from '#db/schema/schema.ts'
import type { SignInLimiter } from './auth/sign-in-limiter.ts'
import type { Config } from './config.ts'
import type { Bulletin } from './live/bulletin.ts'
import type { Rooms } from './live/rooms.ts'
import type { Log } from './log.ts'

export interface World {
  readonly store: Store
  /** UTC milliseconds. Nothing but server/index.ts (and a test) supplies it. */
  readonly clock: () => Instant
  /** A fresh, time-ordered, lower-case id of 26 characters. */
  readonly mint: () => string
  readonly rooms: Rooms
  readonly bulletin: Bulletin
  readonly signInLimiter: SignInLimiter
  readonly log: Log
  readonly config: Config
}
