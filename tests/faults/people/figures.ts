// Figures from many samples. It knows no fault.

/** The value that a share of `values` does not exceed; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** MiB, one digit after the point. */
export function inMiB(bytes: number): number {
  return Math.round((bytes / 1024 / 1024) * 10) / 10
}

export interface Slope {
  readonly perHour: number
  /** One standard error of it, as if samples erred independently. */
  readonly error: number
}

/** Least squares through samples of { milliseconds, value }. */
export function slopeOf(samples: readonly { readonly at: number; readonly value: number }[]): Slope {
  const count = samples.length
  const hours = samples.map(({ at }) => at / 3_600_000)
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / count
  const [midHour, midValue] = [mean(hours), mean(samples.map(({ value }) => value))]
  const spread = hours.reduce((sum, hour) => sum + (hour - midHour) ** 2, 0)
  const perHour =
    samples.reduce((sum, { value }, at) => sum + ((hours[at] ?? 0) - midHour) * (value - midValue), 0) / spread
  const rest = samples.reduce(
    (sum, { value }, at) => sum + (value - midValue - perHour * ((hours[at] ?? 0) - midHour)) ** 2,
    0,
  )
  return { perHour, error: Math.sqrt(rest / (count - 2) / spread) }
}
