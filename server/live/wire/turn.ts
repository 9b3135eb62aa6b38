// What one socket sent in one turn of the event loop: updates that continue one another become one, so that a burst of
// typing passes the gate, the log and Yjs once. Bytes are joined only as far as the gate's own reader understood them;
// Yjs sees none of it here.

import * as encoding from 'lib0/encoding'
import { Bytes } from '../../document/gate/bytes.ts'
import { Stopped } from '../../document/gate/reason.ts'
import { scanUpdate } from '../../document/gate/scan.ts'

/** Updates up to a question, if one was asked. */
export interface Stretch {
  readonly updates: Uint8Array[]
  asked: number | null
  /** When it was asked, as performance.now(). */
  askedAt: number
}

/** What the sockets of a room sent in this turn and the text has not taken yet. */
export class Turn<Sender> {
  readonly #onFirst: () => void
  #heard = new Map<Sender, Stretch[]>()

  /** `onFirst` is called with the first thing after each taking. */
  constructor(onFirst: () => void) {
    this.#onFirst = onFirst
  }

  change(sender: Sender, update: Uint8Array): void {
    this.#open(sender).updates.push(update)
  }

  /** The stretch ends here: what comes after the question is not part of the answer. */
  ask(sender: Sender, question: number): void {
    const stretch = this.#open(sender)
    stretch.asked = question
    stretch.askedAt = performance.now()
  }

  take(): ReadonlyMap<Sender, readonly Stretch[]> {
    const heard = this.#heard
    this.#heard = new Map()
    return heard
  }

  #open(sender: Sender): Stretch {
    if (this.#heard.size === 0) this.#onFirst()
    const stretches = this.#heard.get(sender) ?? []
    this.#heard.set(sender, stretches)
    const last = stretches.at(-1)
    if (last?.asked === null) return last
    const next = { updates: [], asked: null, askedAt: 0 }
    stretches.push(next)
    return next
  }
}

/** Most bytes, and structs, that are joined: far below what the gate takes at once. */
const most = { bytes: 64 * 1024, structs: 2_000 }

/** New words of one client, and no deletion. */
interface Piece {
  readonly client: number
  readonly clock: number
  readonly end: number
  readonly count: number
  readonly structs: Uint8Array
}

/** The same changes in the same order, in as few updates as can be said without looking at the text. */
export function joinTurn(updates: readonly Uint8Array[]): readonly Uint8Array[] {
  if (updates.length < 2) return updates
  const joined: Uint8Array[] = []
  let run: { pieces: Piece[]; updates: Uint8Array[]; bytes: number; structs: number } | null = null
  const endRun = () => {
    if (run) joined.push(run.updates.length === 1 ? (run.updates[0] as Uint8Array) : write(run.pieces))
    run = null
  }
  for (const update of updates) {
    const piece = pieceOf(update)
    const last: Piece | undefined = run?.pieces.at(-1)
    const isNext = piece && last && piece.client === last.client && piece.clock === last.end
    const isFull = run && (run.bytes + update.length > most.bytes || run.structs + (piece?.count ?? 0) > most.structs)
    if (!isNext || isFull) endRun()
    if (!piece) joined.push(update)
    else {
      run ??= { pieces: [], updates: [], bytes: 0, structs: 0 }
      run.pieces.push(piece)
      run.updates.push(update)
      run.bytes += update.length
      run.structs += piece.count
    }
  }
  endRun()
  return joined
}

/** Null for anything else than new words of one client; what is malformed is left for the gate to refuse. */
function pieceOf(update: Uint8Array): Piece | null {
  if (update[0] !== 1 || update.at(-1) !== 0) return null
  try {
    const { structs, deletes } = scanUpdate(update)
    const [only] = structs.values()
    const [first, last] = [only?.[0], only?.at(-1)]
    if (structs.size !== 1 || deletes.length > 0 || !only || !first || !last) return null
    const bytes = new Bytes(update)
    bytes.number()
    bytes.number()
    bytes.client()
    bytes.number()
    const body = update.subarray(update.length - bytes.left, update.length - 1)
    return {
      client: first.client,
      clock: first.clock,
      end: last.clock + last.length,
      count: only.length,
      structs: body,
    }
  } catch (error) {
    if (error instanceof Stopped) return null
    throw error
  }
}

function write(pieces: readonly Piece[]): Uint8Array {
  const [first] = pieces
  const count = pieces.reduce((sum, piece) => sum + piece.count, 0)
  return encoding.encode((encoder) => {
    for (const number of [1, count, first?.client ?? 0, first?.clock ?? 0]) encoding.writeVarUint(encoder, number)
    for (const { structs } of pieces) encoding.writeUint8Array(encoder, structs)
    encoding.writeVarUint(encoder, 0)
  })
}
