// People who go on asking for pages while something is broken, and write down what they were answered and when.

import type { Visitor } from '#tests/support/people/visitor.ts'

export interface Answer {
  readonly what: string
  /** 0 when nobody took the connection, or it was cut before an answer. */
  readonly status: number
  /** What was said, if anything. */
  readonly text: string
  /** 503 with Retry-After and a sentence for whoever asked. */
  readonly isInWords: boolean
  /** performance.now() when it was asked, and milliseconds until all of it was read. */
  readonly began: number
  readonly took: number
}

export interface Asking {
  /** No more questions; resolves when the last is answered. */
  stop(): Promise<readonly Answer[]>
}

/** The longest that anybody waits, milliseconds: an answer later than this counts as none. */
const patience = 120_000

const dossier = { kind: 'opinion', titleEn: 'Asked', titleFr: 'Demandé', articles: '23', class: 'restricted' }

/**
 * A page of a member, one that anybody reads, what a program asks, and an act: each once in every `every` milliseconds.
 */
export function keepAsking(member: Visitor, anyone: Visitor, every: number): Asking {
  const answers: Answer[] = []
  const going = new Set<Promise<void>>()
  const ask = (what: string, work: () => Promise<Response>) => {
    const one = answered(what, work).then((answer) => void answers.push(answer))
    going.add(one)
    void one.finally(() => going.delete(one))
  }
  const timer = setInterval(() => {
    ask('a page', () => member.get('/dossiers'))
    ask('a public page', () => anyone.get('/texts', { 'accept-language': 'fr' }))
    ask('a program', () => member.get('/api/dossiers/none', { accept: 'application/json' }))
    ask('an act', () => member.post('/dossiers', dossier))
  }, every)
  return {
    async stop() {
      clearInterval(timer)
      await Promise.all(going)
      return answers
    },
  }
}

/** What came of one question. */
export async function answered(what: string, work: () => Promise<Response>): Promise<Answer> {
  const began = performance.now()
  const late = new Promise<never>((_, reject) => setTimeout(reject, patience, new Error('late')).unref())
  try {
    const [response, text] = await Promise.race([work().then(async (one) => [one, await one.text()] as const), late])
    const isInWords =
      response.status === 503 &&
      Number(response.headers.get('retry-after')) > 0 &&
      /(records cannot be reached|archives sont momentanément|house is restarting|service redémarre)/.test(text)
    return { what, status: response.status, text, isInWords, began, took: performance.now() - began }
  } catch {
    return { what, status: 0, text: '', isInWords: false, began, took: performance.now() - began }
  }
}
