// One comment of a thread: who said it for whom, in its words of now and its earlier ones, and what its author may do
// with it.

import { lazy, Suspense, useState } from 'react'
import { CommentWords } from '#app/components/comments/comment-words.tsx'
import { machineInstant, sayInstant } from '#app/components/page/dates.ts'
import { useIn, useLanguage, useWords } from '#app/components/page/reader.tsx'
import { later } from '#app/editor/later.ts'
import { threadWords } from '#app/words/desk/threads.ts'
import type { Space } from '#server/domain/comments/comment-space.ts'
import type { CommentView } from '#server/workflows/comments/margin-views.ts'
import { asTyped } from '../mentions/mentions.ts'
import { drawMargin } from '../page/focus.ts'
import { useDesk } from '../page/state.ts'
import { correctionAddress } from './comment-forms.ts'
import { Composer } from './composer.tsx'

const Withdraw = lazy(() => later(() => import('./thread-asks.tsx')).then(({ Withdraw }) => ({ default: Withdraw })))

interface CommentProps {
  readonly comment: CommentView
  readonly space: Space
  readonly onWritten: (say: string) => Promise<void>
}

export function Comment({ comment, space, onWritten }: CommentProps) {
  const w = useWords(threadWords)
  const language = useLanguage()
  const read = useIn()
  const { named, forms, onForm, picked } = useDesk()
  const address = correctionAddress(comment.id)
  const isCorrecting = forms.has(address)
  const { author, officialOf, lateFor, withdrawnAt } = comment
  const end = () => drawMargin(() => onForm(address, false))
  return (
    <div className="comment" data-comment={comment.id}>
      {officialOf && <p className="comment-official">{w.official(read(officialOf))}</p>}
      <p className="comment-by">
        <strong>{author.name}</strong> <span>{read(author.delegation)}</span>
      </p>
      {withdrawnAt !== null && <p className="comment-gone">{w.withdrawn(sayInstant(language, withdrawnAt))}</p>}
      {isCorrecting ? (
        <Composer
          label={w.yourCorrection}
          address={address}
          space={space}
          begins={asTyped(comment.body, { named, language, picked })}
          hint={w.correctionSay}
          onCancel={end}
          onDone={() => {
            end()
            void onWritten(w.corrected)
          }}
        />
      ) : (
        withdrawnAt === null && (
          <p className="comment-body">
            <CommentWords body={comment.body} named={named} />
          </p>
        )
      )}
      <div className="comment-at">
        <time dateTime={machineInstant(comment.at)}>{sayInstant(language, comment.at)}</time>
        {!isCorrecting && comment.whyNotChange === null && <Change comment={comment} onWritten={onWritten} />}
      </div>
      {lateFor !== null && <p className="comment-late">{w.late(sayInstant(language, lateFor))}</p>}
      <Earlier comment={comment} />
    </div>
  )
}

/** Folded; readable without script. */
function Earlier({ comment }: Pick<CommentProps, 'comment'>) {
  const w = useWords(threadWords)
  const language = useLanguage()
  const { named } = useDesk()
  if (comment.earlier.length === 0) return null
  return (
    <details className="comment-earlier">
      <summary>{w.earlier(comment.earlier.length)}</summary>
      <ol>
        {comment.earlier.map(({ body, at }) => (
          <li key={at}>
            <time className="comment-at" dateTime={machineInstant(at)}>
              {sayInstant(language, at)}
            </time>
            <p className="comment-body">
              <CommentWords body={body} named={named} />
            </p>
          </li>
        ))}
      </ol>
    </details>
  )
}

function Change({ comment, onWritten }: Pick<CommentProps, 'comment' | 'onWritten'>) {
  const w = useWords(threadWords)
  const { onForm } = useDesk()
  const [isAsking, setAsking] = useState(false)
  const { id, author } = comment
  if (isAsking) {
    return (
      <Suspense fallback={null}>
        <Withdraw commentId={id} onEnd={() => drawMargin(() => setAsking(false))} onWritten={onWritten} />
      </Suspense>
    )
  }
  return (
    <span className="comment-acts">
      <button
        type="button"
        className="link"
        aria-label={w.editOf(author.name)}
        onClick={() => onForm(correctionAddress(id), true)}
      >
        {w.edit}
      </button>
      <button type="button" className="link" aria-label={w.withdrawOf(author.name)} onClick={() => setAsking(true)}>
        {w.withdraw}
      </button>
    </span>
  )
}
