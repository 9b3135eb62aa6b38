// One comment thread in the margin, and the forms that write into it. A refused post keeps what was typed.

import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { Language, Words } from '#server/domain/language.ts'
import type { ThreadView } from '#server/workflows/views.ts'
import { machineInstant, sayInstant } from '../components/dates.ts'
import { useIn, useLanguage, useWords } from '../components/reader.tsx'
import { deskWords } from '../words/desk.ts'
import { drawMargin, isAt, isNowhere } from './focus.ts'
import { post } from './post.ts'
import { useDesk } from './state.ts'
import { replyAddress } from './writing.ts'

interface ThreadProps {
  readonly thread: ThreadView
  readonly isGone: boolean
  readonly isActive: boolean
  readonly isReplying: boolean
  readonly onReplying: (isReplying: boolean) => void
  readonly onActivate: () => void
  readonly onHover: (threadId: string | null) => void
  /** Called after something was written, with what to say of it, to look again; the margin is up to date after it. */
  readonly onWritten: (say: string) => Promise<void>
}

export function Thread({ thread, isGone, isActive, onActivate, onHover, onWritten, ...replying }: ThreadProps) {
  const w = useWords(deskWords)
  const { isReplying, onReplying } = replying
  const endReply = () => drawMargin(() => onReplying(false))
  return (
    <article
      className={isActive ? 'card thread is-active' : 'card thread'}
      data-thread={thread.id}
      onMouseEnter={() => onHover(thread.id)}
      onMouseLeave={() => onHover(null)}
      // A button pressed by mouse must not move away before the mouse is let go: only then, or by keyboard, the note moves.
      onMouseUp={onActivate}
      onFocus={({ target }) => {
        if (target.matches(':focus-visible')) onActivate()
      }}
    >
      <p className="thread-quote">
        <span className="tag">{thread.language.toUpperCase()}</span>{' '}
        {thread.isWhole && !isGone ? (
          w.wholeParagraph
        ) : (
          <Quote language={thread.language} words={shorten(thread.quote)} />
        )}
      </p>
      {isGone && <p className="thread-gone">{w.gone}</p>}
      {thread.comments.map((comment) => (
        <Comment key={comment.id} comment={comment} />
      ))}
      {thread.resolved && <p className="thread-resolved">{w.resolvedBy(thread.resolved.by.name)}</p>}
      {isReplying && (
        <Composer
          label={w.yourReply}
          address={replyAddress(thread.id)}
          fields={{}}
          onCancel={endReply}
          onDone={() => {
            endReply()
            void onWritten(w.replied)
          }}
        />
      )}
      {/* Whoever was answering when it was resolved can open it again without giving up what is typed. */}
      {(!isReplying || thread.resolved) && (
        <ThreadActs thread={thread} onReply={isReplying ? null : () => onReplying(true)} onWritten={onWritten} />
      )}
    </article>
  )
}

function Comment({ comment }: { readonly comment: ThreadView['comments'][number] }) {
  const language = useLanguage()
  const read = useIn()
  return (
    <div className="comment">
      <p className="comment-by">
        <strong>{comment.author.name}</strong> <span>{read(comment.author.delegation)}</span>
      </p>
      <p className="comment-body">{comment.body}</p>
      <time className="comment-at" dateTime={machineInstant(comment.at)}>
        {sayInstant(language, comment.at)}
      </time>
    </div>
  )
}

interface ThreadActsProps extends Pick<ThreadProps, 'thread' | 'onWritten'> {
  /** Null while it is being answered. */
  readonly onReply: (() => void) | null
}

function ThreadActs({ thread, onReply, onWritten }: ThreadActsProps) {
  const w = useWords(deskWords)
  const read = useIn()
  const [refused, setRefused] = useState<Words | null>(null)
  const turn = async () => {
    const why = await post(`/comments/${thread.id}/${thread.resolved ? 'reopening' : 'resolution'}`, {})
    setRefused(why)
    if (!why) await onWritten(thread.resolved ? w.reopened : w.resolved)
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
      </p>
    </>
  )
}

interface ComposerProps {
  readonly label: string
  readonly address: string
  readonly fields: Readonly<Record<string, string>>
  readonly onCancel: () => void
  /** Whether the person is still in the form that goes away, and not elsewhere meanwhile. */
  readonly onDone: (isHere: boolean) => void
  readonly children?: ReactNode
}

/**
 * Writes one comment or reply. Ctrl+Enter sends, Escape gives up. What is typed outlives the form, which goes away with the
 * paragraph it stands at.
 */
export function Composer({ label, address, fields, onCancel, onDone, children }: ComposerProps) {
  const w = useWords(deskWords)
  const read = useIn()
  const { typed } = useDesk()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const [body, setBody] = useState(typed.get(address) ?? '')
  const [isSending, setSending] = useState(false)
  const [refused, setRefused] = useState<Words | null>(null)
  const isBegun = useRef(body !== '')
  useEffect(() => {
    if (!isBegun.current || isNowhere()) area.current?.focus({ preventScroll: false })
  }, [])
  const write = (words: string) => {
    setBody(words)
    typed.set(address, words)
  }
  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    if (isSending) return
    setSending(true)
    const why = await post(address, { ...fields, body })
    const isHere = isAt(form.current)
    setSending(false)
    setRefused(why)
    if (!why) onDone(isHere)
    else if (isHere) area.current?.focus()
  }
  return (
    <form ref={form} className="composer" onSubmit={send}>
      {children}
      <label htmlFor={id}>{label}</label>
      <textarea
        ref={area}
        id={id}
        rows={3}
        value={body}
        aria-describedby={refused ? `${id}-fault` : undefined}
        readOnly={isSending}
        onChange={({ target }) => write(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !isSending) onCancel()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        }}
      />
      {refused && <Fault id={`${id}-fault`} say={read(refused)} />}
      <p className="buttons">
        {/* A button that is disabled under the person loses the focus. */}
        <button type="submit" className="primary" aria-disabled={isSending}>
          {w.send}
        </button>
        <button type="button" onClick={onCancel}>
          {w.cancel}
        </button>
      </p>
    </form>
  )
}

function Fault({ id, say }: { readonly id?: string; readonly say: string }) {
  return (
    <p className="fault" id={id} role="alert">
      {say}
    </p>
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
