// What keeps a desk live: the connection, what changed elsewhere, and what is said aloud. It draws nothing.

import { useCallback, useEffect, useRef, useState } from 'react'
import type * as Draft from '#app/editor/Draft.client.tsx'
import type { Signal } from '#app/editor/signal.ts'
import type { Connection } from '#app/editor/sync/connection.ts'
import { background } from '#app/http/background.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'
import type { MarginView, ThreadView } from '#server/workflows/comments/margin-views.ts'
import type { DeskView } from '#server/workflows/dossiers/dossier-views.ts'
import { connectionOf, editorCode } from '../loading/early.ts'
import { resting } from '../text/resting.ts'
import { drawMargin } from './focus.ts'

export interface Live {
  readonly connection: Connection
  /** The text for what stands beside it (resting.ts). */
  readonly trees: Signal<BothTrees | null>
  readonly LiveSheet: typeof Draft.LiveSheet
}

/** The connection and the editor's code, loaded after the page shows; null until then and without script. */
export function useLive({ collab, me, mayKeepCopy, dossier }: DeskView): Live | null {
  const memberId = me.id
  const dossierId = dossier.id
  const [live, setLive] = useState<Live | null>(null)
  useEffect(() => {
    let close = () => {}
    let left = false
    Promise.all([editorCode, connectionOf({ collab, dossierId, memberId, mayKeepCopy })]).then(
      ([code, opened]) => {
        if (left || !code) return opened.destroy()
        const { trees, stop } = resting(opened.trees)
        close = () => {
          stop()
          opened.destroy()
        }
        setLive({ connection: opened, trees, LiveSheet: code.LiveSheet })
      },
      () => {},
    )
    return () => {
      left = true
      close()
    }
  }, [collab, memberId, mayKeepCopy, dossierId])
  useLeaving(live?.connection ?? null)
  return live
}

/** Warns before words are lost, leaves none unwritten, and believes the machine about its network. */
function useLeaving(connection: Connection | null): void {
  useEffect(() => {
    if (!connection) return
    const leaving = (event: BeforeUnloadEvent) => {
      if (connection.mayLoseWords()) event.preventDefault()
    }
    const online = () => connection.wake()
    const offline = () => connection.setOnline(false)
    const awake = () => {
      if (document.visibilityState === 'visible') connection.wake()
      // A telephone ends what is hidden without another word.
      else connection.leave()
    }
    const heard = [
      [window, 'beforeunload', leaving],
      [window, 'online', online],
      [window, 'offline', offline],
      [window, 'pagehide', () => connection.leave()],
      [window, 'pageshow', awake],
      [window, 'focus', awake],
      [document, 'visibilitychange', awake],
    ] as const
    for (const [where, what, hear] of heard) where.addEventListener(what, hear as EventListener)
    return () => {
      for (const [where, what, hear] of heard) where.removeEventListener(what, hear as EventListener)
    }
  }, [connection])
}

/**
 * The margin as it stands now: threads, and whether one may comment. It is asked for beside the page and never through
 * a reload of it: a server that is gone for a moment must not take the page, and the words on it, away.
 */
export function useMargin(dossierId: string, first: MarginView, announced: Signal<number>) {
  const [margin, setMargin] = useState(first)
  const asked = useRef(0)
  const drawn = useRef(0)
  const look = useCallback(async () => {
    const turn = ++asked.current
    try {
      const answer = await fetch(`/dossiers/${dossierId}/margin`, {
        headers: { Accept: 'application/json', ...background },
      })
      if (!answer.ok) return
      const now = (await answer.json()) as MarginView
      // An answer that was overtaken tells of a moment before.
      if (turn < drawn.current) return
      drawn.current = turn
      drawMargin(() => setMargin(now))
    } catch {
      // Asked again at the next announcement.
    }
  }, [dossierId])
  useEffect(() => announced.watch(() => void look()), [announced, look])
  return { ...margin, look }
}

/** Milliseconds that a notice stays on the page. */
const noticeFor = 7_000
/** Milliseconds that what came of the person's own act is left alone before something that arrives is said. */
const heardFor = 2_000

export interface Voice {
  /** The line of the live region. */
  readonly said: string
  /** The same line where it can be seen as well, for a while; '' otherwise. */
  readonly noticed: string
  readonly announce: (say: string) => void
  readonly notice: (say: string) => void
  /** What others did: waits for what is being said. Of several that wait, the last is said. */
  readonly tell: (say: string) => void
}

/** What is said aloud, and what is shown besides. The same line twice is still said twice. */
export function useVoice(): Voice {
  const [said, setSaid] = useState('')
  const [noticed, setNoticed] = useState('')
  const last = useRef(0)
  const announce = useCallback((say: string) => {
    last.current = Date.now()
    setSaid((before) => (before === say ? `${say}\u00a0` : say))
  }, [])
  const notice = useCallback(
    (say: string) => {
      announce(say)
      setNoticed(say)
    },
    [announce],
  )
  useEffect(() => {
    if (noticed === '') return
    const gone = setTimeout(() => setNoticed(''), noticeFor)
    return () => clearTimeout(gone)
  }, [noticed])
  const waiting = useRef<ReturnType<typeof setTimeout>>()
  const tell = useCallback(
    (say: string) => {
      clearTimeout(waiting.current)
      const wait = last.current + heardFor - Date.now()
      if (wait <= 0) announce(say)
      else waiting.current = setTimeout(() => tell(say), wait)
    },
    [announce],
  )
  useEffect(() => () => clearTimeout(waiting.current), [])
  return { said, noticed, announce, notice, tell }
}

/** Says who commented when it was somebody else. */
export function useArrivals(
  threads: readonly ThreadView[],
  { me, say }: { readonly me: string; readonly say: (name: string, thread: ThreadView) => void },
): void {
  const [known, setKnown] = useState(() => idsOf(threads))
  useEffect(() => {
    const now = idsOf(threads)
    const fresh = threads
      .flatMap((thread) => thread.comments.map((comment) => ({ thread, comment })))
      .filter(({ comment: { id, author } }) => !known.has(id) && author.id !== me)
    const last = fresh.at(-1)
    if (last) say(last.comment.author.name, last.thread)
    if (now.size !== known.size || fresh.length > 0) setKnown(now)
  }, [threads, known, me, say])
}

function idsOf(threads: readonly ThreadView[]): ReadonlySet<string> {
  return new Set(threads.flatMap(({ comments }) => comments.map(({ id }) => id)))
}
