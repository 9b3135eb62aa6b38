// A part of verifying that may meet anything: what cannot even be read is a fault like any other, and hides none of the
// others.

/** How much was looked at, and English sentences that each name what is at fault. */
export interface Counted {
  readonly count: number
  readonly faults: readonly string[]
}

/** What `work` finds; what it throws is its one fault. */
export async function reported(what: string, work: () => Promise<Counted>): Promise<Counted> {
  try {
    return await work()
  } catch (error) {
    return { count: 0, faults: [`${what}: cannot be read (${(error as Error).message})`] }
  }
}
