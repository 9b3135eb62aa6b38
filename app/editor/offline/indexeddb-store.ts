// A shelf in this browser's IndexedDB: rows of one member and one text. It knows nothing of what a row means.

import type { Row, Shelf } from './unsaved-updates.ts'

const database = 'recital-words'
const store = 'rows'
const byText = 'text'

interface Stored extends Row {
  /** `member collab` */
  readonly text: string
}

export function browserShelf(memberId: string, collab: string): Shelf {
  const text = `${memberId} ${collab}`
  let opening: Promise<IDBDatabase> | null = null
  let isGone = false
  const opened = () => {
    if (isGone) return Promise.reject(new Error('cleared'))
    opening ??= open(() => {
      isGone = true
    })
    return opening
  }
  return {
    async all() {
      const rows = (await opened()).transaction(store).objectStore(store).index(byText)
      return (await answer(rows.getAll(text))) as Stored[]
    },
    async put(...added) {
      const transaction = (await opened()).transaction(store, 'readwrite')
      const rows = transaction.objectStore(store)
      const answers = added.map((row) => answer(rows.add({ ...row, text } satisfies Stored)))
      // A page that is left may not be there any more when they are answered, and what is not committed by then is
      // undone.
      transaction.commit()
      await Promise.all(answers)
    },
    async remove(pages) {
      const rows = (await opened()).transaction(store, 'readwrite').objectStore(store)
      const cursors = rows.index(byText).openCursor(text)
      await new Promise<void>((resolve, reject) => {
        cursors.onerror = () => reject(cursors.error)
        cursors.onsuccess = () => {
          const cursor = cursors.result
          if (!cursor) return resolve()
          if (!pages || pages.includes((cursor.value as Stored).page)) cursor.delete()
          cursor.continue()
        }
      })
    },
  }
}

/** `onGone`: the database was taken away. A sign-out clears it, and a page still open must not fill it again. */
async function open(onGone: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore(store, { autoIncrement: true }).createIndex(byText, 'text')
  }
  const opened = await answer(request)
  opened.onclose = onGone
  opened.onversionchange = () => {
    opened.close()
    onGone()
  }
  return opened
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
