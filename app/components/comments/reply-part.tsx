// One paragraph of a delegation's official reply: what its experts remarked, what was released, and the form that
// releases. Without script.

import { useId } from 'react'
import { officialReplyWords } from '#app/words/official-reply.ts'
import type { CommentView, MarginView, ThreadView } from '#server/workflows/comments/margin-views.ts'
import type { ReplyPart } from '#server/workflows/comments/reply-desk.ts'
import { machineInstant, sayInstant } from '../page/dates.ts'
import { asRefused, Form } from '../page/fields.tsx'
import { useLanguage, useWords } from '../page/reader.tsx'
import { CommentWords } from './comment-words.tsx'

interface PartProps {
  readonly part: ReplyPart
  readonly dossierId: string
  readonly named: MarginView['named']
  /** Null where nothing may be released. Another one for each form. */
  readonly requestId: string | null
  /** The remarks it begins from; '' for none. */
  readonly begins: string
  /** Of the page's action, when it refused. */
  readonly answer: unknown
}

export function ReplyPartSection(props: PartProps) {
  const { part, dossierId, named } = props
  const w = useWords(officialReplyWords)
  const language = useLanguage()
  const id = useId()
  const here = `/dossiers/${dossierId}/official-reply`
  const words = part.words[language] || part.words.en || part.words.fr
  return (
    <section className="section reply-part" aria-labelledby={id} id={part.pid ? `p-${part.pid}` : 'text'}>
      <h2 id={id}>{useWhere()(part)}</h2>
      {words && <blockquote className="quoted">{words}</blockquote>}
      {part.isGone && <p className="soft">{w.goneSay}</p>}
      {part.remarks.length > 0 && (
        <>
          <h3>{w.remarks}</h3>
          {part.remarks.map((thread) => (
            <Remark key={thread.id} thread={thread} named={named} />
          ))}
          {props.requestId && !part.isGone && (
            <p className="no-print">
              <a href={`${here}?${new URLSearchParams({ from: part.pid })}#${part.pid ? `p-${part.pid}` : 'text'}`}>
                {w.take}
              </a>
            </p>
          )}
        </>
      )}
      {part.released.length > 0 && (
        <>
          <h3>{w.released}</h3>
          {part.released.map((comment) => (
            <Released key={comment.id} comment={comment} named={named} here={here} />
          ))}
        </>
      )}
      {!part.isGone && <Release {...props} />}
    </section>
  )
}

/** How a part is called. */
export function useWhere(): (part: Pick<ReplyPart, 'pid' | 'number' | 'isGone'>) => string {
  const w = useWords(officialReplyWords)
  return ({ pid, number, isGone }) =>
    pid === '' ? w.general : isGone ? w.gone : number ? w.paragraph(number) : w.unnumbered
}

interface RemarkProps {
  readonly thread: ThreadView
  readonly named: MarginView['named']
}

function Remark({ thread, named }: RemarkProps) {
  const w = useWords(officialReplyWords)
  const language = useLanguage()
  const said = thread.comments.filter(({ withdrawnAt }) => withdrawnAt === null)
  return (
    <div className="reply-remark">
      {!thread.isWhole && (
        <p className="soft">
          {w.on}{' '}
          <q>
            <span lang={thread.language}>{thread.quote}</span>
          </q>
          {thread.resolved && `, ${w.resolved}`}
        </p>
      )}
      {said.map(({ id, author, body, at }) => (
        <div key={id}>
          <p>
            <strong>{author.name}</strong>{' '}
            <time className="soft" dateTime={machineInstant(at)}>
              {sayInstant(language, at)}
            </time>
          </p>
          <p className="comment-body">
            <CommentWords body={body} named={named} />
          </p>
        </div>
      ))}
    </div>
  )
}

interface ReleasedProps {
  readonly comment: CommentView
  readonly named: MarginView['named']
  /** The page, to come back to. */
  readonly here: string
}

function Released({ comment, named, here }: ReleasedProps) {
  const w = useWords(officialReplyWords)
  const language = useLanguage()
  const id = useId()
  const { author, at, body, lateFor, withdrawnAt } = comment
  return (
    <div className="reply-released">
      <p>
        <strong>{author.name}</strong>{' '}
        <time className="soft" dateTime={machineInstant(at)}>
          {sayInstant(language, at)}
        </time>
      </p>
      {lateFor !== null && <p className="mark mark-warn">{w.late(sayInstant(language, lateFor))}</p>}
      {withdrawnAt !== null ? (
        <p className="soft">{w.withdrawn}</p>
      ) : (
        <p className="comment-body">
          <CommentWords body={body} named={named} />
        </p>
      )}
      {comment.whyNotChange === null && (
        <details>
          <summary>{w.correct}</summary>
          <Form action={`/remarks/${comment.id}/correction`}>
            <input type="hidden" name="next" value={here} />
            <div className="field">
              <label htmlFor={id}>{w.correctField}</label>
              {body.includes('@[') && <p className="hint">{w.names}</p>}
              <textarea id={id} name="body" rows={5} required defaultValue={body} />
            </div>
            <p className="buttons">
              <button type="submit">{w.submitCorrection}</button>
            </p>
          </Form>
        </details>
      )}
    </div>
  )
}

function Release({ part, dossierId, requestId, begins, answer }: PartProps) {
  const w = useWords(officialReplyWords)
  const language = useLanguage()
  const where = useWhere()(part)
  const id = useId()
  if (requestId === null) return null
  const refused = asRefused(answer)
  const isHere = refused !== null && (refused.typed.pid ?? '') === part.pid
  const typed = isHere ? String(refused.typed.body ?? '') : begins
  return (
    <Form action={`/dossiers/${dossierId}/official-reply`} answer={isHere ? answer : null}>
      <input type="hidden" name="language" value={language} />
      <input type="hidden" name="pid" value={part.pid} />
      <input type="hidden" name="requestId" value={isHere ? String(refused.typed.requestId ?? requestId) : requestId} />
      <div className="field">
        <label htmlFor={id}>{part.released.length > 0 ? w.add(where) : w.field(where)}</label>
        {typed.includes('@[') && <p className="hint">{w.names}</p>}
        <textarea id={id} name="body" rows={typed ? 7 : 3} required defaultValue={typed} />
      </div>
      <p className="buttons">
        <button type="submit" className="primary">
          {w.release}
        </button>
      </p>
    </Form>
  )
}
