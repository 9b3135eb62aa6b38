// The reports of a run as one table: a line a figure, with its target.

import { isMet, type Report, sayTarget, shown } from './trial.ts'

const heads = ['fault', 'engine', 'figure', 'reached', 'target', ''] as const
const [reachedAt, figureAt] = [3, 2]

export function tableOf(reports: readonly Report[]): string {
  const rows = [[...heads], ...reports.flatMap(rowsOf)]
  const widths = heads.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  const pad = (cell: string, at: number) =>
    at === reachedAt ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')
}

function rowsOf(report: Report): string[][] {
  const { code, name, engine, figures, targets, seconds, trials, failed } = report
  const rows = Object.entries(figures).map(([figure, value]) => {
    const target = targets[figure]
    const verdict = target ? (isMet(figures, targets, figure) ? 'met' : 'NOT MET') : ''
    return ['', '', figure, shown(value), sayTarget(target), verdict]
  })
  for (const figure of Object.keys(targets)) {
    if (!(figure in figures)) rows.push(['', '', figure, '—', sayTarget(targets[figure]), 'NOT MET'])
  }
  if (failed) rows.unshift(['', '', failed.split('\n', 1)[0]?.slice(0, 60) ?? '', '', '', 'NOT MET'])
  rows.push(['', '', 'trials', String(trials), '', ''], ['', '', 'seconds', String(seconds), '', ''])
  return rows.map((row, at) => (at === 0 ? [`${code} ${name}`, engine, ...row.slice(figureAt)] : row))
}
