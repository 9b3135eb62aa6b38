// Fields of a form: label, hint, fault, and what was typed before. It knows no form.

import { createContext, type ReactNode, useContext, useState } from 'react'
import { writerField } from '#app/http/own-fields.ts'
import type { RefusedForm } from '#app/http/refusal.ts'
import { formWords } from '#app/words/form.ts'
import { useIn, useLanguage, useReader, useWords } from './reader.tsx'

const Answer = createContext<RefusedForm | null>(null)

interface FormProps {
  readonly action: string
  /** The action's answer when it refused, to say why and to keep what was typed. */
  readonly answer?: unknown
  /** Where several forms post to one address: what this one says of itself in a field. */
  readonly only?: Readonly<Record<string, string>>
  readonly children: ReactNode
  readonly className?: string
}

/** A plain form: it works without script. It says whose it is, and keeps what was typed when it was posted in vain. */
export function Form({ action, answer, only, children, className = 'form' }: FormProps) {
  const refused = asRefused(answer)
  const before = useRefusedAt(action, only)
  const { memberId } = useReader()
  return (
    <form method="post" action={action} className={className}>
      {memberId !== null && <input type="hidden" name={writerField} value={memberId} />}
      <RefusedNotice answer={refused} />
      <Answer.Provider value={refused ?? before}>{children}</Answer.Provider>
    </form>
  )
}

/**
 * What was typed in the form of this address before it was posted in vain, which a page above that address shows; null
 * otherwise. It stays when the page looks again.
 */
function useRefusedAt(action: string, only: Readonly<Record<string, string>> = {}): RefusedForm | null {
  const { refused } = useReader()
  const [at] = useState(refused)
  if (at?.action !== action) return null
  return Object.entries(only).every(([name, value]) => at.typed[name] === value) ? at : null
}

/** A part that opens by itself where the form in it was posted in vain. */
export function Folded({ action, say, children }: FoldedProps) {
  return (
    <details open={useRefusedAt(action) !== null}>
      <summary>{say}</summary>
      {children}
    </details>
  )
}

interface FoldedProps {
  /** The address of the form in it. */
  readonly action: string
  readonly say: string
  readonly children: ReactNode
}

/** Why the form was refused, above it, in the reader's language. */
export function RefusedNotice({ answer }: { readonly answer: unknown }) {
  const w = useWords(formWords)
  const read = useIn()
  const refused = asRefused(answer)
  if (!refused) return null
  return (
    <div className="notice notice-refused" role="alert">
      <strong>{refused.isUnsent ? w.unsent : w.refused}</strong>
      <p>{read(refused.refused.say)}</p>
    </div>
  )
}

export function asRefused(answer: unknown): RefusedForm | null {
  return answer && typeof answer === 'object' && 'refused' in answer ? (answer as RefusedForm) : null
}

/** What was typed in this field before the refusal. */
export function useTyped(name: string): readonly string[] {
  const typed = useContext(Answer)?.typed[name]
  if (typed === undefined) return []
  return typeof typed === 'string' ? [typed] : typed
}

/** What was typed before the refusal in a field that is not shown. */
export function Kept({ name }: { readonly name: string }) {
  return <input type="hidden" name={name} value={useTyped(name)[0] ?? ''} />
}

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly optional?: boolean
}

type InputProps = FieldProps & {
  readonly type?: 'text' | 'email' | 'password' | 'date' | 'datetime-local' | 'number'
  readonly autoComplete?: string
  readonly value?: string
  readonly lang?: string
  readonly size?: 'short' | 'full'
}

export function Input(props: InputProps) {
  const { name, type = 'text', autoComplete, value = '', lang, size = 'full' } = props
  const field = useField(props)
  return (
    <Labelled {...props}>
      <input
        {...field}
        name={name}
        type={type}
        autoComplete={autoComplete}
        lang={lang}
        className={size === 'short' ? 'short' : undefined}
        required={!props.optional}
        defaultValue={useTyped(name)[0] ?? value}
      />
    </Labelled>
  )
}

export function TextArea(
  props: FieldProps & { readonly value?: string; readonly rows?: number; readonly lang?: string },
) {
  const { name, rows = 3, lang, value = '' } = props
  return (
    <Labelled {...props}>
      <textarea
        {...useField(props)}
        name={name}
        rows={rows}
        lang={lang}
        required={!props.optional}
        defaultValue={useTyped(name)[0] ?? value}
      />
    </Labelled>
  )
}

export interface Choice {
  readonly value: string
  readonly label: string
}

export function Select(props: FieldProps & { readonly choices: readonly Choice[]; readonly value?: string }) {
  const { name, choices, value = '' } = props
  return (
    <Labelled {...props}>
      <select {...useField(props)} name={name} required={!props.optional} defaultValue={useTyped(name)[0] ?? value}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

interface GroupProps {
  readonly name: string
  readonly legend: string
  readonly hint?: string
  readonly choices: readonly Choice[]
  readonly kind: 'radio' | 'checkbox'
  readonly value?: readonly string[]
  readonly className?: string
}

/** Radio buttons or checkboxes under one legend. */
export function ChoiceGroup({ name, legend, hint, choices, kind, value = [], className = 'choices' }: GroupProps) {
  const typed = useTyped(name)
  const chosen = typed.length > 0 ? typed : value
  return (
    <fieldset className="field">
      <legend>{legend}</legend>
      {hint && <p className="hint">{hint}</p>}
      <div className={className}>
        {choices.map((choice) => (
          <label key={choice.value} className="choice">
            <input type={kind} name={name} value={choice.value} defaultChecked={chosen.includes(choice.value)} />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function useField({ name, hint }: FieldProps) {
  const isWrong = useContext(Answer)?.refused.field === name
  const described = [hint && `${name}-hint`, isWrong && `${name}-fault`].filter(Boolean).join(' ')
  return { id: name, 'aria-describedby': described || undefined, 'aria-invalid': isWrong || undefined }
}

function Labelled({ name, label, hint, optional, children }: FieldProps & { readonly children: ReactNode }) {
  const w = useWords(formWords)
  const language = useLanguage()
  const refused = useContext(Answer)?.refused
  return (
    <div className="field">
      <label htmlFor={name}>
        {label}
        {optional && <span className="optional"> ({w.optional})</span>}
      </label>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {children}
      {refused?.field === name && (
        <p className="fault" id={`${name}-fault`}>
          {refused.say[language]}
        </p>
      )}
    </div>
  )
}
