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
