// What nodes tell each other: where to look again. Never a text, never a ballot: the bus is trusted with neither.
// Whatever is lost on it is found on disk; it knows neither rooms nor pages.

/** `log`: rows up to `seq` are on disk. */
export type BusSaid =
  | { readonly is: 'log'; readonly collab: string; readonly seq: number }
  /** Held, frozen or thawed: look at its row. */
  | { readonly is: 'state'; readonly collab: string }
  /** Ask these seats anew; what is left out matches all. */
  | { readonly is: 'seats'; readonly collab?: string; readonly memberId?: string; readonly sessionHash?: string }
  /** Who is at a text, by Yjs client id; `json` of a client that is gone is `null`. */
  | { readonly is: 'presence'; readonly collab: string; readonly states: readonly BusPresence[] }
  /** Say who is at this text. */
  | { readonly is: 'who'; readonly collab: string }
  /** This node takes the Yjs client id over. */
  | { readonly is: 'claim'; readonly collab: string; readonly client: number }
  /** It is given up here, and all of it is on disk. */
  | { readonly is: 'yielded'; readonly collab: string; readonly client: number }
  /** The bulletin. */
  | { readonly is: 'topic'; readonly topic: string }

interface BusPresence {
  readonly client: number
  readonly json: string
}

export interface Bus {
  /** This node's name on the bus. */
  readonly node: string
  readonly isUp: boolean
  /** Tells the other nodes, never this one. Never throws, never waits; what is said while the bus is down is lost. */
  tell(said: BusSaid): void
  /** `from` is the node that said it. Returns the way to stop. */
  listen(hear: (said: BusSaid, from: string) => void): () => void
  /** Called when the bus comes up (what was said meanwhile is lost: look at everything again) or goes down. */
  onTurn(turned: (isUp: boolean) => void): () => void
  close(): Promise<void>
}

/**
 * Nobody is heard: there is one node, and nothing is ever missed; or there may be others, and everything is (`isUp`
 * false).
 */
export function openSilence(node: string, isUp = true): Bus {
  return {
    node,
    isUp,
    tell() {},
    listen: () => () => {},
    onTurn: () => () => {},
    async close() {},
  }
}
