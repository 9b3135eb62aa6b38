// The form in which one comment, answer or correction is written. A refused post keeps what was typed.

import { type FormEvent, lazy, type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useIn, useWords } from '#app/components/page/reader.tsx'
import { later } from '#app/editor/later.ts'
import { deskWords } from '#app/words/desk/desk.ts'
import { threadWords } from '#app/words/desk/threads.ts'
import type { Space } from '#server/domain/comments/comment-space.ts'
import type { Words } from '#server/domain/language.ts'
import { askedAt, asSent } from '../mentions/mentions.ts'
import { isAt, isNowhere } from '../page/focus.ts'
import { useDesk } from '../page/state.ts'
import { post } from '../requests/post.ts'
import { requestOf } from './comment-forms.ts'

const MentionList = lazy(() => later(() => import('../mentions/mention-list.tsx')))

interface ComposerProps {
  readonly label: string
  readonly address: string
  readonly fields?: Readonly<Record<string, string>>
  /** Where it will be read: whoever reads there may be named. */
  readonly space: Space
  /** What stands in it at first, when nothing was typed yet. */
  readonly begins?: string
  readonly hint?: string
  readonly onCancel: () => void
  /** Whether the person is still in the form that goes away, and not elsewhere meanwhile. */
  readonly onDone: (isHere: boolean) => void
  readonly children?: ReactNode
}

/**
 * Ctrl+Enter sends, Escape gives up. What is typed outlives the form, which goes away with the paragraph it stands at.
 */
export function Composer(props: ComposerProps) {
  const { label, address, fields = {}, space, begins = '', hint, onCancel, onDone, children } = props
  const w = useWords(deskWords)
  const t = useWords(threadWords)
  const read = useIn()
  const { typed, picked } = useDesk()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const [body, setBody] = useState(typed.get(address) ?? begins)
  const [caret, setCaret] = useState<number | null>(null)
  /** Place of the @ whose list was closed. */
  const [closed, setClosed] = useState<number | null>(null)
  const [isSending, setSending] = useState(false)
  const [refused, setRefused] = useState<Words | null>(null)
  const isBegun = useRef(typed.has(address))
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
    const sent = { body: asSent(body, picked), requestId: requestOf(typed, address, space) }
    const why = await post(address, { ...fields, ...sent })
    const isHere = isAt(form.current)
    setSending(false)
    setRefused(why)
    if (!why) onDone(isHere)
    else if (isHere) area.current?.focus()
  }
  const sign = caret === null ? null : askedAt(body, caret)
  const asked = sign?.from === closed ? null : sign
  const follow = () => {
    const { selectionStart, selectionEnd } = area.current ?? {}
    setCaret(selectionStart === selectionEnd ? (selectionStart ?? null) : null)
  }
  return (
    <form ref={form} className="composer" onSubmit={send}>
      {children}
      <label htmlFor={id}>{label}</label>
      <div className="composer-field">
        <textarea
          ref={area}
          id={id}
          rows={3}
          value={body}
          aria-describedby={[`${id}-hint`, refused && `${id}-fault`].filter(Boolean).join(' ')}
          aria-autocomplete="list"
          readOnly={isSending}
          onChange={({ target }) => {
            write(target.value)
            setCaret(target.selectionStart)
            if (!askedAt(target.value, target.selectionStart)) setClosed(null)
          }}
          // The list moves with the caret, and closes with the field; its own keys are heard before these.
          onKeyUp={follow}
          onClick={follow}
          onBlur={() => setCaret(null)}
          onKeyDown={(event) => {
            if (event.defaultPrevented) return
            if (event.key === 'Escape' && !isSending) onCancel()
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
          }}
        />
        {asked && (
          <Suspense fallback={null}>
            <MentionList
              area={area}
              space={space}
              asked={asked}
              onPick={(words, at) => {
                // At once: the next key is typed behind the name.
                flushSync(() => {
                  write(words)
                  setCaret(null)
                })
                area.current?.setSelectionRange(at, at)
              }}
              onClose={() => setClosed(asked.from)}
            />
          </Suspense>
        )}
      </div>
      <p className="hint" id={`${id}-hint`}>
        {hint} {t.mentionHint}
      </p>
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

export function Fault({ id, say }: { readonly id?: string; readonly say: string }) {
  return (
    <p className="fault" id={id} role="alert">
      {say}
    </p>
  )
}
