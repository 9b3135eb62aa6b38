// Days as the Committee counts them: where it sits. It knows no clock of its own.

const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' })

/** The ISO day (`2026-11-24`) of an instant in Strasbourg. */
export function dayInStrasbourg(instant: number): string {
  return calendar.format(instant)
}

export function yearInStrasbourg(instant: number): number {
  return Number(dayInStrasbourg(instant).slice(0, 4))
}
