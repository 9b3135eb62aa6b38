// How many may try a password at once, and how often: one object of the World. It knows neither accounts nor passwords.
//
// It must not be a way to shut a delegate out on the day of a vote. So a failed try counts for the account as tried from
// that address only; a browser that has signed in to the account before is counted by itself, whoever tries beside it in
// the same room; and who is signed in is never asked again.

import { type Refusal, refusal } from '../domain/refusal.ts'

/** The rule. A key is an e-mail address as tried from one address of the network, or by browsers known to the account. */
export const turnstileRule = {
  /** Failed tries of one key before it waits, and milliseconds until one more is given. */
  tries: 10,
  another: 60_000,
  /** Passwords checked at once: the threads that check them also read files, and two are left to them. */
  atOnce: 2,
  /** Who may wait from one address of the network: the whole committee behind one router. */
  waiting: 1_000,
  /** Keys remembered; beyond, the oldest are forgotten. */
  keys: 20_000,
} as const

interface Knock {
  /** Of the network. */
  readonly from: string
  readonly email: string
  /** From a browser that has signed in to this account before. */
  readonly isKnown: boolean
}

export interface Turnstile {
  /** Runs `check` when it is this knock's turn; addresses take turns. A refusal (not-now) when it may not be run now. */
  pass(knock: Knock, check: () => Promise<boolean>): Promise<boolean | Refusal>
}

/** What one key has failed: `failed` tries, which fade one by one since `at`. */
interface Failures {
  readonly failed: number
  readonly at: number
}

export function openTurnstile(clock: () => number): Turnstile {
  const failures = new Map<string, Failures>()
  const lines = new Map<string, (() => void)[]>()
  let inside = 0

  const failedOf = (key: string): number => {
    const known = failures.get(key)
    return known ? Math.max(0, known.failed - Math.floor((clock() - known.at) / turnstileRule.another)) : 0
  }

  const note = (key: string, fits: boolean): void => {
    const failed = failedOf(key) + 1
    failures.delete(key)
    if (!fits) failures.set(key, { failed, at: clock() })
    if (failures.size > turnstileRule.keys) failures.delete(failures.keys().next().value as string)
  }

  /** The next of the address that has waited longest; it goes to the end, so that one address cannot fill the house. */
  const admitNext = (): void => {
    const [first] = lines
    if (!first || inside >= turnstileRule.atOnce) return
    const [from, line] = first
    lines.delete(from)
    const next = line.shift()
    if (line.length > 0) lines.set(from, line)
    inside += 1
    next?.()
  }

  return {
    async pass({ from, email, isKnown }, check) {
      const key = `${isKnown ? 'known' : from} ${email}`
      if (failedOf(key) >= turnstileRule.tries) return tooOften
      const line = lines.get(from) ?? []
      if (line.length >= turnstileRule.waiting) return tooMany
      await new Promise<void>((turn) => {
        line.push(turn)
        lines.set(from, line)
        admitNext()
      })
      try {
        // Others with the same key may have failed while this one waited.
        if (failedOf(key) >= turnstileRule.tries) return tooOften
        const fits = await check()
        note(key, fits)
        return fits
      } finally {
        inside -= 1
        admitNext()
      }
    },
  }
}

const tooOften = refusal('not-now', {
  en: 'There were too many tries for this e-mail address from here. Wait a minute and try again.',
  fr: 'Trop d’essais ont été faits d’ici pour cette adresse électronique. Patientez une minute avant de réessayer.',
})
const tooMany = refusal('not-now', {
  en: 'Very many people are signing in from here. Try again in a moment.',
  fr: 'De très nombreuses personnes se connectent d’ici. Réessayez dans un instant.',
})
