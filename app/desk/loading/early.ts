// Asks for the editor's code, and connects to the text of the page, as soon as this is read in a browser: both come
// while the page is still being read and drawn. Without script, or on the server, it does nothing.

import { whenThere } from '#app/components/page/when-read.ts'
import type * as Draft from '#app/editor/Draft.client.tsx'
import type { Connection, Entry } from '#app/editor/sync/connection.ts'
import { background } from '#app/http/background.ts'
import type { MarginAnswer } from '#app/routes/dossiers.$id.margin.ts'

/** Which text, and for whom; as the page says it in `data-…` of `.desk`. */
export interface TextOfPage {
  readonly collab: string
  readonly dossierId: string
  readonly memberId: string
  readonly mayKeepCopy: boolean
}

/** The code of the editor; null on the server. */
export const editorCode: Promise<typeof Draft> | null =
  typeof document === 'undefined' ? null : import('#app/editor/Draft.client.tsx')

let early = editorCode?.then(async ({ connect }) => {
  const text = textOfPage(await whenThere('.desk'))
  return text && { text, connection: connectTo(connect, text) }
})
early?.then(giveUpLater).catch(() => {})

/** Milliseconds after which a page that does not wake, because not all of it came, leaves the text. */
const wakesWithin = 60_000

function giveUpLater(first: Awaited<typeof early>): void {
  setTimeout(() => {
    if (!early) return
    early = undefined
    first?.connection.destroy()
  }, wakesWithin)
}

/**
 * The connection of this text: the one that was opened early, once, else a new one. Rejects when the code does not
 * come.
 */
export async function connectionOf(text: TextOfPage): Promise<Connection> {
  const first = await early
  early = undefined
  const isThis = first?.text.collab === text.collab && first.text.memberId === text.memberId
  if (isThis) return first.connection
  first?.connection.destroy()
  const code = await editorCode
  if (!code) throw new Error('there is no editor here')
  return connectTo(code.connect, text)
}

function connectTo(
  connect: typeof Draft.connect,
  { collab, dossierId, memberId, mayKeepCopy }: TextOfPage,
): Connection {
  return connect({ collab, memberId, mayKeepCopy, mayEnter: () => askEntry(dossierId, memberId) })
}

function textOfPage(desk: HTMLElement | null): TextOfPage | null {
  const { collab, dossier, member, keeps } = desk?.dataset ?? {}
  if (!collab || !dossier || !member) return null
  return { collab, dossierId: dossier, memberId: member, mayKeepCopy: keeps === 'true' }
}

/** Whether this member could still open the text, asked beside the page. */
async function askEntry(dossierId: string, memberId: string): Promise<Entry> {
  try {
    const answer = await fetch(`/dossiers/${dossierId}/margin`, { headers: background, redirect: 'manual' })
    if (answer.ok) return ((await answer.json()) as MarginAnswer).reader === memberId ? 'yes' : 'signed-out'
    // Only the way to the sign-in page leads elsewhere.
    if (answer.type === 'opaqueredirect') return 'signed-out'
    return answer.status === 403 || answer.status === 404 ? 'no' : 'unknown'
  } catch {
    return 'unknown'
  }
}
