// The thread that replays logs, so that no room waits for it: it has its own way to the store, which only reads, and
// says what the log gives. It knows no room and stores nothing.

import { parentPort, workerData } from 'node:worker_threads'
import * as Y from 'yjs'
import { openToRead, type Whereabouts } from '#db/engine/open.ts'
import { readAtOnce } from '#db/engine/transaction.ts'
import type { Answered, Heard } from '../house-thread.ts'
import { hashOf } from '../journal.ts'
import { loadText } from '../stored-text.ts'
import { readAlike } from './alike.ts'
import type { Replayed, Work } from './work.ts'

async function serve(
  where: Whereabouts,
  post: (answer: Answered<Replayed | boolean | null>, moved: ArrayBuffer[]) => void,
) {
  const store = await openToRead(where)

  async function replay(documentId: string): Promise<Replayed | null> {
    const text = await readAtOnce(store, (db) => loadText(db, documentId))
    if (!text) return null
    const { seq, head, snapshotSeq, doc } = text
    const whole = Uint8Array.from(text.whole ?? Y.encodeStateAsUpdate(doc))
    return { seq, head, snapshotSeq, whole, sha256: hashOf(whole), stateVector: Y.encodeStateVector(doc) }
  }

  return {
    async answer({ id, ...work }: Exclude<Heard<Work>, 'end'>): Promise<void> {
      try {
        const done = 'replay' in work ? await replay(work.replay) : readAlike(work.one, work.other)
        const moved = done && typeof done === 'object' ? [done.whole.buffer as ArrayBuffer] : []
        post({ id, done }, moved)
      } catch (error) {
        post({ id, failed: error as Error }, [])
      }
    },
    end: () => store.close(),
  }
}

if (parentPort) {
  const port = parentPort
  const serving = serve(workerData as Whereabouts, (answer, moved) => port.postMessage(answer, moved))
  port.on('message', async (ask: Heard<Work>) => {
    const { answer, end } = await serving
    if (ask !== 'end') return answer(ask)
    await end()
    port.close()
  })
}
