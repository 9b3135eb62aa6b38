// A process of the bench and the questions it answers, one at a time. It knows no server and no load.

import { type ChildProcess, spawn } from 'node:child_process'
import type { Usage } from './meter.ts'

export interface Running {
  /** Sends `message` and waits for the next answer. Rejects when the process ends or answers with `failed`. */
  ask<T>(message: object): Promise<T>
  stop(): Promise<void>
}

interface Start {
  readonly script: string
  readonly flags?: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Starts `script` and resolves with the first thing it says. */
export async function start<T>({ script, flags = [], cwd, env }: Start): Promise<{ running: Running; said: T }> {
  const child = spawn(process.execPath, [...flags, script], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  let printed = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-4000)
  })
  const running: Running = {
    ask: (message) => answerOf(child, script, () => printed, message),
    stop: () => ended(child),
  }
  return { running, said: await answerOf<T>(child, script, () => printed) }
}

function answerOf<T>(child: ChildProcess, script: string, printed: () => string, message?: object): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error(`${script} ended: ${printed()}`))
    child.once('exit', gone)
    child.once('message', (answer: T & { failed?: string }) => {
      child.off('exit', gone)
      if (answer.failed === undefined) resolve(answer)
      else reject(new Error(`${script}: ${answer.failed}`))
    })
    if (message) child.send(message)
  })
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}

export async function usageOf(running: Running, collect = false): Promise<Usage> {
  return (await running.ask<{ usage: Usage }>({ ask: 'usage', collect })).usage
}
