// The line to find and replace in the text. Loaded when first opened; the words of the page are searched only while it
// is open.

import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useWords } from '#app/components/page/reader.tsx'
import { deskPanelWords } from '#app/words/desk/panels.ts'
import { languages } from '#server/domain/language.ts'
import { whyNotWrite } from '../commands/commands.ts'
import { useDesk } from '../page/state.ts'
import type { Asked } from './find.ts'
import { useFound } from './use-found.ts'

export default function Find() {
  const w = useWords(deskPanelWords)
  const desk = useDesk()
  const [asked, setAsked] = useState<Asked>({ words: '', isCaseExact: false, isWhole: false })
  const [isInBoth, setInBoth] = useState(desk.shown === 'both')
  const [by, setBy] = useState('')
  const found = useFound(asked, isInBoth ? languages : [desk.language])
  const field = useRef<HTMLInputElement>(null)
  const mayReplace = whyNotWrite(desk) === null
  useEffect(() => {
    const selected = document.getSelection()?.toString() ?? ''
    if (selected.length > 0 && selected.length < 80 && !selected.includes('\n')) {
      setAsked((before) => ({ ...before, words: selected }))
    }
    field.current?.focus()
  }, [])
  const close = () => {
    found.settle()
    desk.onPanel(null)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && event.target === field.current) found.go(event.shiftKey ? -1 : 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section className="find" aria-label={w.find} onKeyDown={press}>
      <div className="find-line">
        <Field
          label={w.findWords}
          value={asked.words}
          field={field}
          onChange={(words) => setAsked({ ...asked, words })}
        />
        <span className="find-count" role="status">
          {asked.words !== '' && (found.count === 0 ? w.foundNone : w.found(found.at, found.count))}
        </span>
        <button type="button" aria-label={w.previous} title={w.previous} onClick={() => found.go(-1)}>
          <ChevronUp size={18} aria-hidden="true" />
        </button>
        <button type="button" aria-label={w.next} title={w.next} onClick={() => found.go(1)}>
          <ChevronDown size={18} aria-hidden="true" />
        </button>
        <button type="button" aria-label={w.close} title={w.close} onClick={close}>
          <X size={18} aria-hidden="true" />
        </button>
      </div>
      <div className="find-line">
        <Choice
          label={w.matchCase}
          isOn={asked.isCaseExact}
          onTurn={(isCaseExact) => setAsked({ ...asked, isCaseExact })}
        />
        <Choice label={w.wholeWords} isOn={asked.isWhole} onTurn={(isWhole) => setAsked({ ...asked, isWhole })} />
        <Choice label={w.inBoth} isOn={isInBoth} onTurn={setInBoth} />
      </div>
      {mayReplace && (
        <div className="find-line">
          <Field label={w.replaceBy} value={by} onChange={setBy} />
          <button type="button" aria-disabled={found.count === 0} onClick={() => found.replace(by)}>
            {w.replace}
          </button>
          <button type="button" aria-disabled={found.count === 0} onClick={() => found.replaceAll(by)}>
            {w.replaceAll}
          </button>
        </div>
      )}
    </section>
  )
}

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly field?: React.RefObject<HTMLInputElement>
  readonly onChange: (words: string) => void
}

function Field({ label, value, field, onChange }: FieldProps) {
  const id = useId()
  return (
    <label htmlFor={id}>
      <span className="visually-hidden">{label}</span>
      <input
        ref={field}
        id={id}
        type="text"
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly isOn: boolean
  readonly onTurn: (isOn: boolean) => void
}

function Choice({ label, isOn, onTurn }: ChoiceProps) {
  return (
    <label className="find-choice">
      <input type="checkbox" checked={isOn} onChange={({ target }) => onTurn(target.checked)} />
      {label}
    </label>
  )
}
