// Giving a waiver for a term, and those that were given: with their reason, and the way to withdraw them.

import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { sayInstant } from '#app/components/page/dates.ts'
import { useIn, useLanguage, useWords } from '#app/components/page/reader.tsx'
import { sayContext, termWords } from '#app/words/desk/terms.ts'
import type { Language, Words } from '#server/domain/language.ts'
import type { Term } from '#server/domain/terminology/terminology.ts'
import type { WaiverView } from '#server/workflows/convention/waivers.ts'
import { Quote } from '../comments/thread.tsx'
import { isAt } from '../page/focus.ts'
import { useDesk } from '../page/state.ts'
import { post } from '../requests/post.ts'

interface FormProps {
  readonly term: Term
  readonly language: Language
  readonly pid: string
  readonly onEnd: () => void
}

/** What is typed outlives the form, as with a comment. */
export function WaiveForm({ term, language, pid, onEnd }: FormProps) {
  const w = useWords(termWords)
  const read = useIn()
  const { view, typed, voice, toText } = useDesk()
  const { look } = useDesk().wording
  const id = useId()
  const address = `/dossiers/${view.dossier.id}/waivers`
  const key = `${address} ${language} ${pid} ${term.id}`
  const form = useRef<HTMLFormElement>(null)
  const first = useRef<HTMLSelectElement>(null)
  const [context, setContext] = useState('')
  const [reason, setReason] = useState(typed.get(key) ?? '')
  const [refused, setRefused] = useState<Words | null>(null)
  const [isSending, setSending] = useState(false)
  useEffect(() => first.current?.focus(), [])
  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    if (isSending) return
    setSending(true)
    const why = await post(address, { language, pid, term: term.id, context, reason })
    setSending(false)
    setRefused(why)
    if (why) return
    typed.delete(key)
    voice.announce(w.waived)
    // The card goes, and the focus with it; whoever went on meanwhile stays where they are.
    if (isAt(form.current)) toText()
    onEnd()
    await look()
  }
  return (
    <form
      ref={form}
      className="composer waive"
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !isSending) onEnd()
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
      }}
    >
      <label htmlFor={`${id}-context`}>{w.context}</label>
      <select
        ref={first}
        id={`${id}-context`}
        required
        value={context}
        onChange={({ target }) => setContext(target.value)}
      >
        <option value="">{w.chooseContext}</option>
        {[...term.allowedContexts, 'other'].map((one) => (
          <option key={one} value={one}>
            {sayContext(w, one)}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-reason`}>{w.reason}</label>
      <textarea
        id={`${id}-reason`}
        rows={2}
        required
        value={reason}
        readOnly={isSending}
        aria-describedby={refused ? `${id}-fault` : undefined}
        onChange={({ target }) => {
          setReason(target.value)
          typed.set(key, target.value)
        }}
      />
      {refused && (
        <p className="fault" id={`${id}-fault`} role="alert">
          {read(refused)}
        </p>
      )}
      <p className="buttons">
        <button type="submit" className="primary" aria-disabled={isSending}>
          {w.waive}
        </button>
        <button type="button" onClick={onEnd}>
          {w.cancel}
        </button>
      </p>
    </form>
  )
}

/** Those in force in one paragraph, folded. */
export function Waivers({ waivers }: { readonly waivers: readonly WaiverView[] }) {
  const w = useWords(termWords)
  if (waivers.length === 0) return null
  return (
    <details className="waivers">
      <summary>{w.waivers(waivers.length)}</summary>
      {waivers.map((waiver) => (
        <Waiver key={waiver.id} waiver={waiver} />
      ))}
    </details>
  )
}

function Waiver({ waiver }: { readonly waiver: WaiverView }) {
  const w = useWords(termWords)
  const read = useIn()
  const language = useLanguage()
  const { view: desk, voice, toText } = useDesk()
  const { view, look } = useDesk().wording
  const [refused, setRefused] = useState<Words | null>(null)
  const here = useRef<HTMLDivElement>(null)
  const withdraw = async () => {
    const why = await post(`/dossiers/${desk.dossier.id}/waivers/${waiver.id}/end`, {})
    setRefused(why)
    if (why) return
    voice.announce(w.withdrawn)
    if (isAt(here.current)) toText()
    await look()
  }
  const { given } = waiver
  return (
    <div ref={here} className="waiver">
      <p>
        <span className="tag">{waiver.language.toUpperCase()}</span>{' '}
        <Quote language={waiver.language} words={waiver.words} /> · {sayContext(w, waiver.context)}
      </p>
      {given && <p className="waiver-reason">{given.reason}</p>}
      {given && <p className="waiver-by">{w.waivedBy(given.by.name, sayInstant(language, given.at))}</p>}
      {refused && (
        <p className="fault" role="alert">
          {read(refused)}
        </p>
      )}
      {view?.whyNotWaive[waiver.language] === null && (
        <p className="thread-acts">
          <button type="button" className="link" onClick={withdraw}>
            {w.withdraw}
          </button>
        </p>
      )}
    </div>
  )
}
