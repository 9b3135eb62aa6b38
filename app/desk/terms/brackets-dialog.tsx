// Asks who proposes the selected words, and puts them in square brackets in that name.

import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { useIn, useWords } from '#app/components/page/reader.tsx'
import { bracketWords as putInBrackets } from '#app/editor/typing/brackets.ts'
import { bracketWords } from '#app/words/desk/brackets.ts'
import { type Passage, selectedPassage } from '../comments/comment-anchor.ts'
import { Quote } from '../comments/thread.tsx'
import { keepPlace } from '../page/place.ts'
import { useDesk } from '../page/state.ts'

/** Open while it is the panel of the desk; what was selected when it opened is what is put in brackets. */
export function BracketPanel() {
  const { panel, onPanel } = useDesk()
  return panel === 'bracket' ? <Opened onClose={() => onPanel(null)} /> : null
}

function Opened({ onClose }: { readonly onClose: () => void }) {
  const [passage] = useState(selectedPassage)
  return passage && <BracketDialog passage={passage} onClose={onClose} />
}

interface DialogProps {
  readonly passage: Passage
  readonly onClose: () => void
}

function BracketDialog({ passage, onClose }: DialogProps) {
  const w = useWords(bracketWords)
  const read = useIn()
  const { rules, view } = useDesk().wording
  const { editors, mode, voice } = useDesk()
  const [by, setBy] = useState(view?.proposer ?? '')
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const back = useRef(() => {})
  useEffect(() => {
    back.current = keepPlace()
    dialog.current?.showModal()
  }, [])
  const leave = () => {
    dialog.current?.close()
    back.current()
    onClose()
  }
  const bracket = (event: FormEvent) => {
    event.preventDefault()
    const { language, pid, start, end, quote } = passage
    const editor = editors[language]
    const isDone = editor !== undefined && putInBrackets(editor, { pid, start, end, words: quote }, { by, mode })
    leave()
    if (!isDone) voice.notice(w.changed)
    else voice.announce(mode === 'suggest' ? w.bracketSuggested(quote) : w.bracketed(quote))
    if (isDone) editor.focus()
  }
  return (
    <dialog
      ref={dialog}
      className="bracket-dialog"
      aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        event.preventDefault()
        leave()
      }}
    >
      <form onSubmit={bracket}>
        <h2 id={`${id}-title`}>{w.bracket}</h2>
        <p className="thread-quote">
          <Quote language={passage.language} words={passage.quote} />
        </p>
        <label htmlFor={id}>{w.proposedBy}</label>
        <select id={id} value={by} onChange={({ target }) => setBy(target.value)}>
          <option value="">{w.byNobody}</option>
          {(rules?.house.proposers ?? []).map(({ id: proposer, name }) => (
            <option key={proposer} value={proposer}>
              {read(name)}
            </option>
          ))}
        </select>
        <p className="buttons">
          <button type="submit" className="primary">
            {w.doBracket}
          </button>
          <button type="button" onClick={leave}>
            {w.cancel}
          </button>
        </p>
      </form>
    </dialog>
  )
}
