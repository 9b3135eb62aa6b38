// Fields of a form: label, hint, fault, and what was typed before. It knows no form.

import { createContext, type ReactNode, useContext } from 'react'
import type { RefusedForm } from '#app/http/refusal.ts'
import { formWords } from '#app/words/form.ts'
import { useIn, useLanguage, useWords } from './reader.tsx'

const Answer = createContext<RefusedForm | null>(null)

interface FormProps {
  readonly action: string
  /** The action's answer when it refused, to say why and to keep what was typed. */
  readonly answer?: unknown
  readonly children: ReactNode
  readonly className?: string
}

/** A plain form: it works without script. */
export function Form({ action, answer, children, className = 'form' }: FormProps) {
  const refused = asRefused(answer)
  return (
    <form method="post" action={action} className={className}>
      <RefusedNotice answer={refused} />
      <Answer.Provider value={refused}>{children}</Answer.Provider>
    </form>
  )
}

/** Why the form was refused, above it, in the reader's language. */
export function RefusedNotice({ answer }: { readonly answer: unknown }) {
  const w = useWords(formWords)
  const read = useIn()
  const refused = asRefused(answer)
  if (!refused) return null
  return (
    <div className="notice notice-refused" role="alert">
      <strong>{w.refused}</strong>
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
