// The environment, read once and refused at start with a clear line when wrong.

import * as v from 'valibot'

const url = (protocols: readonly string[]) =>
  v.pipe(
    v.string(),
    v.check(
      (value) => {
        const parsed = URL.parse(value)
        return parsed !== null && protocols.includes(parsed.protocol)
      },
      `must be a URL beginning with ${protocols.join(' or ')}`,
    ),
  )

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

const port = v.pipe(
  v.string(),
  v.regex(/^\d+$/, 'must be a port number'),
  v.transform(Number),
  v.maxValue(65535, 'must be at most 65535'),
)

const variables = v.object({
  PORT: v.optional(port, '3000'),
  METRICS_PORT: v.optional(v.pipe(port, v.minValue(1, 'must be at least 1'))),
  HOST: v.optional(v.pipe(v.string(), v.minLength(1)), '127.0.0.1'),
  DATA_DIR: v.optional(v.pipe(v.string(), v.minLength(1)), './data'),
  DATABASE_URL: v.optional(url(['postgres:', 'postgresql:'])),
  REDIS_URL: v.optional(url(['redis:', 'rediss:'])),
  PUBLIC_URL: v.optional(url(['http:', 'https:'])),
  SMTP_URL: v.optional(url(['smtp:', 'smtps:'])),
  LOG_LEVEL: v.optional(v.picklist(logLevels, `must be one of ${logLevels.join(', ')}`), 'info'),
})

const environment = v.pipe(
  variables,
  v.forward(
    v.check((given) => given.METRICS_PORT !== given.PORT, 'must not be the port of the pages'),
    ['METRICS_PORT'],
  ),
)

export interface Config {
  readonly port: number
  readonly host: string
  /** On 127.0.0.1 only; null: nothing is counted. */
  readonly metricsPort: number | null
  readonly dataDir: string
  /** null: SQLite in dataDir. */
  readonly databaseUrl: string | null
  readonly redisUrl: string | null
  readonly smtpUrl: string | null
  /** Scheme, host and port that browsers use; every Origin is compared with it. No trailing slash. */
  readonly publicUrl: string
  readonly logLevel: string
}

/** Returns the configuration, or the lines to print before refusing to start. An empty variable counts as absent. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config | { readonly wrong: string[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const result = v.safeParse(environment, given)
  if (!result.success) {
    return { wrong: result.issues.map((issue) => `${issue.path?.[0]?.key ?? 'environment'}: ${issue.message}`) }
  }
  const e = result.output
  return {
    port: e.PORT,
    host: e.HOST,
    metricsPort: e.METRICS_PORT ?? null,
    dataDir: e.DATA_DIR,
    databaseUrl: e.DATABASE_URL ?? null,
    redisUrl: e.REDIS_URL ?? null,
    smtpUrl: e.SMTP_URL ?? null,
    publicUrl: (e.PUBLIC_URL ?? `http://localhost:${e.PORT}`).replace(/\/$/, ''),
    logLevel: e.LOG_LEVEL,
  }
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/** The Origins that are this site: one, except on this machine itself, which has three names for the same port. */
export function originsOf(publicUrl: string): readonly string[] {
  const { origin, protocol, hostname, port } = new URL(publicUrl)
  if (!loopbackNames.includes(hostname)) return [origin]
  return loopbackNames.map((name) => new URL(`${protocol}//${name}${port && `:${port}`}`).origin)
}
