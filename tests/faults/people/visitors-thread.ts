// The thread of the visitors: asks at fixed times, whether or not the answers before have come.

import { parentPort, workerData } from 'node:worker_threads'
import { visit } from '#tests/support/people/visitor.ts'
import type { Visit, VisitorsOf } from './visitors.ts'

const { url, paths, emails, password, every } = workerData as VisitorsOf
const signInEvery = 4

let visits: Visit[] = []
let count = 0

async function ask(): Promise<void> {
  count += 1
  const isSignIn = emails.length > 0 && count % signInEvery === 0
  const turn = Math.floor(count / signInEvery)
  const at = Date.now()
  const began = performance.now()
  const visitor = visit(url)
  const answer = isSignIn
    ? visitor.post('/sign-in', { email: emails[turn % emails.length] ?? '', password })
    : visitor.get(paths[count % paths.length] ?? '/')
  const status = await answer.then(
    async (response) => {
      await response.arrayBuffer()
      return response.status
    },
    () => 0,
  )
  visits.push({ isSignIn, at, took: performance.now() - began, status })
}

setInterval(() => void ask(), every)
parentPort?.on('message', () => {
  parentPort?.postMessage(visits)
  visits = []
})
