// One comment thread in the margin: who reads it, what it is about, what was said, and what can be done with it.

import { lazy, Suspense, useState } from 'react'
import { useIn, useWords } from '#app/components/page/reader.tsx'
import { later } from '#app/editor/later.ts'
import { deskWords } from '#app/words/desk/desk.ts'
import { threadWords } from '#app/words/desk/threads.ts'
import type { Language, Words } from '#server/domain/language.ts'
import type { ThreadView } from '#server/workflows/comments/margin-views.ts'
import type { PlacedThread } from '../margin/notes.ts'
import { drawMargin } from '../page/focus.ts'
import { useDesk } from '../page/state.ts'
import { post } from '../requests/post.ts'
import { Comment } from './comment.tsx'
import { replyAddress } from './comment-forms.ts'
import { Composer, Fault } from './composer.tsx'
import { useReadersOf } from './space-words.ts'

const Assign = lazy(() => later(() => import('./thread-asks.tsx')).then(({ Assign }) => ({ default: Assign })))

interface ThreadProps {
  readonly placed: PlacedThread
}

export function Thread({ placed }: ThreadProps) {
  const w = useWords(deskWords)
  const { thread, pid } = placed
  const { activeThread, onActivate, hoveredThread, onHover, look, voice, forms, onForm } = useDesk()
  const address = replyAddress(thread.id)
  const isReplying = forms.has(address)
  const endReply = () => drawMargin(() => onForm(address, false))
  const activate = () => onActivate({ pid, threadId: thread.id })
  const onWritten = (say: string) => {
    voice.announce(say)
    return look()
  }
  return (
    <article
      className={thread.id === (hoveredThread ?? activeThread) ? 'card thread is-active' : 'card thread'}
      data-thread={thread.id}
      data-space={thread.space}
      tabIndex={-1}
      onMouseEnter={() => onHover(thread.id)}
      onMouseLeave={() => onHover(null)}
      // A button pressed by mouse must not move away before the mouse is let go: only then, or by keyboard, the note
      // moves.
      onMouseUp={activate}
      onFocus={({ target }) => {
        if (target.matches(':focus-visible')) activate()
      }}
    >
      <ThreadHead placed={placed} />
      {thread.comments.map((comment) => (
        <Comment key={comment.id} comment={comment} space={thread.space} onWritten={onWritten} />
      ))}
      <Standing thread={thread} />
      {isReplying && (
        <Composer
          label={w.yourReply}
          address={address}
          space={thread.space}
          onCancel={endReply}
          onDone={() => {
            endReply()
            void onWritten(w.replied)
          }}
        />
      )}
      {/* Whoever was answering when it was resolved can open it again without giving up what is typed. */}
      {(!isReplying || thread.resolved) && (
        <ThreadActions
          thread={thread}
          onReply={isReplying ? null : () => onForm(address, true)}
          onWritten={onWritten}
        />
      )}
    </article>
  )
}

/** Who reads it, the words it is on, and what became of them. */
function ThreadHead({ placed }: ThreadProps) {
  const w = useWords(deskWords)
  const t = useWords(threadWords)
  const readers = useReadersOf()
  const { thread, isGone, isChanged } = placed
  const { language, isWhole, quote, pid } = thread
  return (
    <>
      <p className="thread-space">
        <span className="tag">{language.toUpperCase()}</span> {readers(thread)}
      </p>
      <p className="thread-quote">
        {pid === '' ? (
          t.general
        ) : isWhole && !isGone ? (
          w.wholeParagraph
        ) : (
          <Quote language={language} words={shorten(quote)} />
        )}
      </p>
      {isGone && <p className="thread-gone">{w.gone}</p>}
      {!isGone && isChanged && <p className="thread-gone">{isWhole ? t.changedWhole : t.changed}</p>}
    </>
  )
}

/** Whose turn it is, whom it calls, who closed it. */
function Standing({ thread }: { readonly thread: ThreadView }) {
  const w = useWords(deskWords)
  const t = useWords(threadWords)
  const { me } = useDesk().view
  const { assigned, callsMe, resolved } = thread
  const lines = [
    ...(callsMe ? [t.namesYou] : []),
    ...(assigned ? [assigned.to.id === me.id ? t.assignedToYou : t.assignedTo(assigned.to.name)] : []),
    ...(resolved ? [w.resolvedBy(resolved.by.name)] : []),
  ]
  return lines.length > 0 && <p className="thread-resolved">{lines.join(' · ')}</p>
}

interface ThreadActsProps {
  readonly thread: ThreadView
  /** Null while it is being answered. */
  readonly onReply: (() => void) | null
  readonly onWritten: (say: string) => Promise<void>
}

function ThreadActions({ thread, onReply, onWritten }: ThreadActsProps) {
  const w = useWords(deskWords)
  const t = useWords(threadWords)
  const read = useIn()
  const [refused, setRefused] = useState<Words | null>(null)
  const [isAssigning, setAssigning] = useState(false)
  const turn = async () => {
    const why = await post(`/comments/${thread.id}/${thread.resolved ? 'reopening' : 'resolution'}`, {})
    setRefused(why)
    if (!why) await onWritten(thread.resolved ? w.reopened : w.resolved)
  }
  if (isAssigning) {
    return (
      <Suspense fallback={null}>
        <Assign thread={thread} onEnd={() => drawMargin(() => setAssigning(false))} onWritten={onWritten} />
      </Suspense>
    )
  }
  return (
    <>
      {refused && <Fault say={read(refused)} />}
      <p className="thread-acts">
        {onReply && !thread.whyNotReply && (
          <button type="button" className="link" onClick={onReply}>
            {w.reply}
          </button>
        )}
        {!thread.whyNotResolve && (
          <button type="button" className="link" onClick={turn}>
            {thread.resolved ? w.reopen : w.resolve}
          </button>
        )}
        {!thread.whyNotAssign && !thread.resolved && (
          <button type="button" className="link" onClick={() => setAssigning(true)}>
            {t.assign}
          </button>
        )}
      </p>
    </>
  )
}

/** Someone's words between the marks of the reader's language; the words themselves are in their own. */
export function Quote({ language, words }: { readonly language: Language; readonly words: string }) {
  return (
    <q>
      <span lang={language}>{words}</span>
    </q>
  )
}

const longestQuote = 140

function shorten(quote: string): string {
  return quote.length > longestQuote ? `${quote.slice(0, longestQuote).trimEnd()}…` : quote
}
