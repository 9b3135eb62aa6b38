// What is asked before a thread is given to somebody, and before a comment is withdrawn. It comes when it is first
// asked for.

import { useEffect, useId, useRef, useState } from 'react'
import { useIn, useLanguage, useWords } from '#app/components/page/reader.tsx'
import { threadLaterWords } from '#app/words/desk/threads-later.ts'
import type { Words } from '#server/domain/language.ts'
import type { ReaderLine } from '#server/workflows/comments/comment-mentions.ts'
import type { ThreadView } from '#server/workflows/comments/margin-views.ts'
import { readersOf } from '../mentions/readers.ts'
import { useDesk } from '../page/state.ts'
import { post } from '../requests/post.ts'
import { Fault } from './composer.tsx'

interface AskProps {
  readonly onEnd: () => void
  readonly onWritten: (say: string) => Promise<void>
}

/** Whose turn it is in a thread: one of those who may answer there. */
export function Assign({ thread, onEnd, onWritten }: AskProps & { readonly thread: ThreadView }) {
  const w = useWords(threadLaterWords)
  const read = useIn()
  const language = useLanguage()
  const id = useId()
  const field = useRef<HTMLSelectElement>(null)
  const { view } = useDesk()
  const [people, setPeople] = useState<readonly ReaderLine[]>([])
  const [to, setTo] = useState(thread.assigned?.to.id ?? '')
  const [refused, setRefused] = useState<Words | null>(null)
  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    void readersOf({ dossierId: view.dossier.id, space: thread.space }, language).then((lines) =>
      setPeople(lines?.filter(({ answers }) => answers) ?? []),
    )
  }, [view.dossier.id, thread.space, language])
  const assign = async () => {
    const why = await post(`/comments/${thread.id}/assignment`, { memberId: to })
    setRefused(why)
    if (why) return
    const person = people.find(({ mentioned }) => mentioned === `m:${to}`)
    onEnd()
    await onWritten(person ? w.assigned(read(person.name)) : w.unassigned)
  }
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        void assign()
      }}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onEnd()
      }}
    >
      <label htmlFor={id}>{w.assignTo}</label>
      <select ref={field} id={id} value={to} onChange={({ target }) => setTo(target.value)}>
        <option value="">{w.nobodyYet}</option>
        {people.map(({ mentioned, name, delegation }) => (
          <option key={mentioned} value={mentioned.slice(2)}>
            {[read(name), read(delegation)].filter(Boolean).join(', ')}
          </option>
        ))}
      </select>
      {refused && <Fault say={read(refused)} />}
      <p className="buttons">
        <button type="submit" className="primary">
          {w.doAssign}
        </button>
        <button type="button" onClick={onEnd}>
          {w.cancel}
        </button>
      </p>
    </form>
  )
}

/** It cannot be taken back: it is asked for twice. */
export function Withdraw({ commentId, onEnd, onWritten }: AskProps & { readonly commentId: string }) {
  const w = useWords(threadLaterWords)
  const read = useIn()
  const first = useRef<HTMLButtonElement>(null)
  const [refused, setRefused] = useState<Words | null>(null)
  useEffect(() => first.current?.focus(), [])
  const withdraw = async () => {
    const why = await post(`/remarks/${commentId}/withdrawal`, {})
    setRefused(why)
    if (why) return
    onEnd()
    await onWritten(w.withdrawn)
  }
  return (
    <form
      className="comment-ask"
      onSubmit={(event) => {
        event.preventDefault()
        void withdraw()
      }}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onEnd()
      }}
    >
      <p>{w.askWithdraw}</p>
      {refused && <Fault say={read(refused)} />}
      <p className="buttons">
        <button ref={first} type="submit">
          {w.withdraw}
        </button>
        <button type="button" onClick={onEnd}>
          {w.keep}
        </button>
      </p>
    </form>
  )
}
