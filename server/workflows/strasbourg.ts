// Days as the Committee counts them: where it sits. It knows no clock of its own.

const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' })

/** The ISO day (`2026-11-24`) of an instant in Strasbourg. */
export function dayInStrasbourg(instant: number): string {
  return calendar.format(instant)
}

export function yearInStrasbourg(instant: number): number {
  return Number(dayInStrasbourg(instant).slice(0, 4))
}

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'short',
})

/** What the clock in Strasbourg shows at an instant: `2026-11-24T09:00`. */
function clockInStrasbourg(instant: number): string {
  return clock.format(instant).replace(' ', 'T')
}

/**
 * The instant, in UTC milliseconds, at which the clock in Strasbourg shows `local` (`2026-11-24T09:00`). An hour that
 * summer time leaves out is the one after it; one that comes twice is the first.
 */
export function instantInStrasbourg(local: string): number {
  const asUtc = Date.parse(`${local}Z`)
  const hour = 3_600_000
  // Strasbourg is one or two hours before the day of UTC: the earlier of the two that fits.
  const instant = [asUtc - 2 * hour, asUtc - hour].find((one) => clockInStrasbourg(one) === local)
  return instant ?? asUtc - hour
}
