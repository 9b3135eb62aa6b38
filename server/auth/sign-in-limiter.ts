// How many may try a password at once, and how often: one object of the World. It knows neither accounts nor passwords.
//
// It must not be a way to shut a delegate out on the day of a vote (OWASP ASVS 5.0, 6.1.1 and 6.3.1). So a failed try
// counts for the account as tried from that network only; a browser that has signed in to the account before is counted
// by itself, whoever tries beside it or elsewhere; and who is signed in is never asked again. Failures across accounts
// (password spraying) hold up unknown browsers only.

import { type Refusal, refusal } from '../domain/refusal.ts'
import { networkOf } from '../network.ts'
import { Failures } from './failures.ts'

/** The rule. Milliseconds. */
export const signInRule = {
  /** Of one account as tried from one network, or by browsers known to the account: refused when spent. */
  account: { tries: 10, another: 60_000 },
  /**
   * Of unknown browsers in one network, over all accounts: refused when spent. The whole committee may mistype behind
   * one router, twice.
   */
  network: { tries: 100, another: 30_000 },
  /**
   * Of unknown browsers everywhere: when spent, they are let in one by one, a pause apart; 48 delegates take half a
   * minute then.
   */
  application: { tries: 300, another: 2_000, pause: 500 },
  /**
   * Successful sign-ins to one account in the same way: refused when spent. Each writes a session and a line of the
   * record.
   */
  success: { tries: 100, another: 60_000 },
  /** Passwords checked at once: the threads that check them also read files, and two are left to them. */
  atOnce: 2,
  /** Who may wait from one network: the whole committee behind one router. */
  waiting: 1_000,
  /** Keys remembered of accounts, and of networks. */
  keys: 20_000,
} as const

interface Attempt {
  /** Address of the network. */
  readonly from: string
  readonly email: string
  /** From a browser that has signed in to this account before. */
  readonly isKnown: boolean
}

export interface SignInLimiter {
  /**
   * Runs `check` when it is this attempt's turn; networks take turns. A refusal (not-now) when it may not be run now.
   */
  pass(attempt: Attempt, check: () => Promise<boolean>): Promise<boolean | Refusal>
}

/** Calls after so many milliseconds. */
type Later = (milliseconds: number, call: () => void) => void

const byTimer: Later = (milliseconds, call) => void setTimeout(call, milliseconds)

/** The key of the only count over all networks. */
const everywhere = ''

export function openSignInLimiter(clock: () => number, later: Later = byTimer): SignInLimiter {
  const { keys } = signInRule
  const ofAccount = new Failures({ rule: signInRule.account, clock, keys })
  const successes = new Failures({ rule: signInRule.success, clock, keys })
  const ofNetwork = new Failures({ rule: signInRule.network, clock, keys })
  const ofApplication = new Failures({ rule: signInRule.application, clock, keys: 1 })
  const gate = new Gate(() => ofApplication.isSpent(everywhere), later)

  return {
    async pass({ from, email, isKnown }, check) {
      const network = networkOf(from)
      const account = `${isKnown ? 'known' : network} ${email}`
      const whyNot = () => {
        if (ofAccount.isSpent(account) || successes.isSpent(account)) return tooOften
        return !isKnown && ofNetwork.isSpent(network) ? tooManyFailed : null
      }
      const before = whyNot() ?? (gate.waiting(network, isKnown) >= signInRule.waiting ? tooMany : null)
      if (before) return before
      await gate.enter(network, isKnown)
      try {
        // Others may have failed while this one waited.
        const meanwhile = whyNot()
        if (meanwhile) return meanwhile
        const fits = await check()
        // Whoever has one password would otherwise wipe out what they failed at others.
        if (fits) {
          ofAccount.forget(account)
          successes.add(account)
        } else {
          ofAccount.add(account)
          if (!isKnown) {
            ofNetwork.add(network)
            ofApplication.add(everywhere)
          }
        }
        return fits
      } finally {
        gate.leave()
      }
    },
  }
}

/**
 * Lets few in at once. Known and unknown browsers take turns, and among each of them networks do, so that nobody can
 * fill the house.
 */
class Gate {
  readonly #isSlow: () => boolean
  readonly #later: Later
  readonly #known = new Lines()
  readonly #unknown = new Lines()
  #inside = 0
  #isPausing = false
  #wasKnown = false

  constructor(isSlow: () => boolean, later: Later) {
    this.#isSlow = isSlow
    this.#later = later
  }

  waiting(network: string, isKnown: boolean): number {
    return (isKnown ? this.#known : this.#unknown).waiting(network)
  }

  enter(network: string, isKnown: boolean): Promise<void> {
    return new Promise((turn) => {
      const lines = isKnown ? this.#known : this.#unknown
      lines.join(network, turn)
      this.#admitNext()
    })
  }

  leave(): void {
    this.#inside -= 1
    this.#admitNext()
  }

  #admitNext(): void {
    if (this.#inside >= signInRule.atOnce) return
    const turn = this.#wasKnown
      ? (this.#nextUnknown() ?? this.#nextKnown())
      : (this.#nextKnown() ?? this.#nextUnknown())
    if (!turn) return
    this.#inside += 1
    turn()
  }

  #nextKnown(): (() => void) | undefined {
    const turn = this.#known.next()
    if (turn) this.#wasKnown = true
    return turn
  }

  #nextUnknown(): (() => void) | undefined {
    const turn = this.#isPausing ? undefined : this.#unknown.next()
    if (!turn) return undefined
    this.#wasKnown = false
    if (this.#isSlow()) {
      this.#isPausing = true
      this.#later(signInRule.application.pause, () => {
        this.#isPausing = false
        this.#admitNext()
      })
    }
    return turn
  }
}

/** A line for each network; the network that has waited longest is next, and goes to the end. */
class Lines {
  readonly #lines = new Map<string, (() => void)[]>()

  waiting(network: string): number {
    return this.#lines.get(network)?.length ?? 0
  }

  join(network: string, turn: () => void): void {
    const line = this.#lines.get(network)
    if (line) line.push(turn)
    else this.#lines.set(network, [turn])
  }

  next(): (() => void) | undefined {
    const [first] = this.#lines
    if (!first) return undefined
    const [network, line] = first
    this.#lines.delete(network)
    const turn = line.shift()
    if (line.length > 0) this.#lines.set(network, line)
    return turn
  }
}

const tooOften = refusal('not-now', {
  en: 'There were too many tries for this e-mail address from here. Wait a minute and try again.',
  fr: 'Trop d’essais ont été faits d’ici pour cette adresse électronique. Patientez une minute avant de réessayer.',
})
const tooManyFailed = refusal('not-now', {
  en: 'Too many sign-ins failed in your network. Wait a minute and try again, or use a browser in which you have signed in before.',
  fr: 'Trop de connexions ont échoué depuis votre réseau. Patientez une minute avant de réessayer, ou utilisez un navigateur dans lequel vous vous êtes déjà connecté(e).',
})
const tooMany = refusal('not-now', {
  en: 'Very many people are signing in from here. Try again in a moment.',
  fr: 'De très nombreuses personnes se connectent d’ici. Réessayez dans un instant.',
})
