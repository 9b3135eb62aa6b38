// What one message may hold. Generous for a person, far below what can hold up the server.

export const limits = {
  /** Bytes of an update; a longer paste has to be made in parts. */
  bytes: 256 * 1024,
  structs: 20_000,
  /** Clients with new words in one update: this session's and earlier offline ones of the same person. */
  clients: 8,
  /** Deletions are many because every reconnection repeats all that was ever deleted. */
  deleteClients: 10_000,
  deleteRanges: 50_000,
  /** Longest run of deleted units, and the largest clock. */
  run: 2 ** 24,
  clock: 2 ** 40,
  /** UTF-8 bytes of a name, and of one value. */
  name: 80,
  value: 512,
  /** Steps along a paragraph or a root while the order of neighbours is checked, for a whole update. */
  steps: 200_000,
} as const
