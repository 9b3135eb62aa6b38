// What happened, as JSON lines for the operator. No text of a draft, no token, no e-mail address is ever logged.

import { type Logger, pino } from 'pino'

export type Log = Logger

/** `level` as pino names it; `silent` in tests. */
export function openLog(level: string): Log {
  return pino({ level, base: null, redact: ['password', 'cookie', 'email', '*.password', '*.email', '*.cookie'] })
}
