// How much one socket, one member and one room may take. Milliseconds and bytes.

import type { Rate } from './wire/bucket.ts'

export const limits = {
  /** A socket: messages a second and how many at once; the same in bytes. */
  messages: { perSecond: 60, burst: 240 },
  bytes: { perSecond: 256 * 1024, burst: 1024 * 1024 },
  /** A question for the whole text costs as many messages. */
  step1Costs: 20,
  /** So does an update that had to be rehearsed on a copy of the text. */
  rehearsalCosts: 60,
  /**
   * One that had to be mended costs less: somebody may type ten letters a second while another strikes around them, and
   * must not be held up.
   */
  mendingCosts: 5,
  /**
   * Updates of one member who may only suggest that had to be mended, or were refused as more than suggestions, over
   * all sockets; and rehearsals of any member. Whoever types while others decide around them sends a few in a row until
   * their page knows of it.
   */
  mendings: { perSecond: 0.5, burst: 30 },
  /**
   * Paragraphs looked at for what one such member sends, beyond those of a usual update: a whole long text a few times.
   */
  looks: { perSecond: 40, burst: 6_000 },
  lookFree: 4,
  /** Of how many members that is remembered. */
  members: 10_000,
  /** What may wait while a socket is over its rate. */
  waitingMessages: 5_000,
  waitingBytes: 1024 * 1024,
  /** A message above 256 KiB is refused in words; a frame above `frame` is cut off by the protocol (1009). */
  message: 256 * 1024 + 64,
  frame: 1024 * 1024,
  /** A reader that leaves this much unread, beside one answer to a step 1, is closed (1013) and comes back. */
  unread: 1024 * 1024,
  /** One presence state. */
  presence: 4 * 1024,
  /** Yjs client ids that one socket may use for the first time. */
  newClients: 8,
  /**
   * Bytes of texts that are written out to answer the state vectors of one member, over all sockets: a text of the
   * largest size eight times, and once more every eight seconds.
   */
  told: { perSecond: 2 * 1024 * 1024, burst: 128 * 1024 * 1024 },
  /** Upgrades of one network, and how many networks are remembered. */
  upgrades: { perSecond: 20, burst: 600 },
  addresses: 10_000,
  socketsPerMember: 20,
  /** Streams of the bulletin. */
  streamsPerMember: 40,
  socketsPerRoom: 300,
  rooms: 500,
  /** Bytes of a text's state, as it was last measured, and of its log since. */
  text: 16 * 1024 * 1024,
  /**
   * What a text may grow by beyond that under the hands of the Secretariat: somebody can always write what has to be
   * written, and clear.
   */
  reserve: 8 * 1024 * 1024,
  /** Bytes of log after which a text that seems full is measured anew; at once after a decision. */
  measuredAfter: 256 * 1024,
  /**
   * Of a member who may only suggest, in one text: letters that stand in it, a mark on a stretch of words or on a
   * paragraph being as many as `perMark`; and bytes of log in a day. Forty pages, or two thousand places; more than a
   * person types in a day without a pause.
   */
  suggested: { letters: 100_000, perMark: 50, bytes: 4 * 1024 * 1024 },
  pingEvery: 25_000,
  missedPings: 2,
  /** Seats are asked anew this often even when nothing announces a change (a session may end by itself). */
  reseatEvery: 50_000,
  /** While the bus is down: a change at another node is announced to nobody. */
  reseatEveryAlone: 5_000,
  /** Milliseconds between two words of one socket that its person is typing. */
  typedEvery: 60_000,
  emptyFor: 60_000,
  /**
   * Empty rooms that are kept so long; of more, those that were left first go once they have been empty for a moment.
   */
  emptyRooms: 100,
  emptyAtLeast: 5_000,
  changedAfter: 300,
  /** Updates, or bytes of them, after which a snapshot is stored. */
  snapshotEvery: 200,
  snapshotGrowth: 2 * 1024 * 1024,
  /** At the least between two of one text: each is a fresh replay. */
  snapshotPause: 30_000,
  /** Updates after which one is stored without that pause: a replay stays short. */
  snapshotAnyway: 4_000,
  /**
   * Bytes of a state up to which the live text is written out to be compared with what was replayed: about two
   * milliseconds.
   */
  comparedWhole: 256 * 1024,
  /** Between two snapshots of whatever texts. */
  quietPause: 40,
  /** A node that has not said for so long who is at a text has nobody there any more. */
  silentFor: 70_000,
  /** How long a node may take to let a client id go that now writes at another. */
  yieldWithin: 300,
  /** How long it is not taken back from there. */
  gone: 1_000,
  /** How often a node looks at the log of its open texts: the bus tells sooner, unless it is down. */
  lookEvery: 2_000,
  lookEveryAlone: 300,
  /**
   * How often a node says that it still keeps its texts; well below the time after which it has lost them
   * (db/texts/node-leases.ts).
   */
  keepEvery: 3_000,
  /** After a close was sent, how long the other side has to answer it. */
  closingFor: 2_000,
} as const

/** What a house may set differently: the bench, which looks for the limit behind these. */
export interface Pace {
  readonly messages: Rate
  readonly bytes: Rate
  readonly emptyFor: number
}
