// Which two texts are compared, and how: a form that works without script.

import { nowInPath } from '#app/http/path.ts'
import { compareWords } from '#app/words/compare.ts'
import type { Sides } from '#server/workflows/versions/compare-views.ts'
import { useIn, useWords } from '../page/reader.tsx'
import type { CompareAs } from './compared-paragraphs.tsx'

/** What a comparison shows, as its address says. */
export interface Showing {
  readonly view: CompareAs
  readonly language: 'en' | 'fr' | 'both'
  readonly hidesMinor: boolean
  readonly isOnlyChanged: boolean
}

interface ChoiceProps {
  readonly page: Sides
  readonly showing: Showing
}

export function CompareChoice({ page, showing }: ChoiceProps) {
  const w = useWords(compareWords)
  const { dossier } = page
  return (
    <form method="get" action={`/dossiers/${dossier.id}/compare`} className="compare-choice no-print">
      <SidesFields page={page} />
      <fieldset className="field">
        <legend>{w.view}</legend>
        <Radio name="view" value="inline" label={w.inline} chosen={showing.view} />
        <Radio name="view" value="side" label={w.side} chosen={showing.view} />
      </fieldset>
      <fieldset className="field">
        <legend>{w.languages}</legend>
        <Radio name="language" value="en" label="English" lang="en" chosen={showing.language} />
        <Radio name="language" value="fr" label="Français" lang="fr" chosen={showing.language} />
        <Radio name="language" value="both" label={w.both} chosen={showing.language} />
      </fieldset>
      <div className="field compare-switches">
        <Switch name="minor" value="hide" label={w.hideMinor} isOn={showing.hidesMinor} />
        <Switch name="only" value="changed" label={w.onlyChanged} isOn={showing.isOnlyChanged} />
      </div>
      <p className="buttons">
        <button type="submit">{w.show}</button>
      </p>
    </form>
  )
}

/** From and to. */
export function SidesFields({ page: { versions, sides } }: Pick<ChoiceProps, 'page'>) {
  const w = useWords(compareWords)
  const read = useIn()
  const choices = [
    { value: nowInPath, label: w.now },
    ...versions.map(({ id, label }) => ({ value: id, label: read(label) })),
  ]
  return (
    <>
      {(['from', 'to'] as const).map((name) => (
        <p key={name} className="field">
          <label htmlFor={`compare-${name}`}>{name === 'from' ? w.earlier : w.later}</label>
          <select id={`compare-${name}`} name={name} defaultValue={sides?.[name].id}>
            {choices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </p>
      ))}
    </>
  )
}

interface RadioProps {
  readonly name: string
  readonly value: string
  readonly label: string
  readonly chosen: string
  readonly lang?: string
}

function Radio({ name, value, label, chosen, lang }: RadioProps) {
  return (
    <label className="choice" lang={lang}>
      <input type="radio" name={name} value={value} defaultChecked={value === chosen} />
      {label}
    </label>
  )
}

interface SwitchProps {
  readonly name: string
  readonly value: string
  readonly label: string
  readonly isOn: boolean
}

function Switch({ name, value, label, isOn }: SwitchProps) {
  return (
    <label className="choice">
      <input type="checkbox" name={name} value={value} defaultChecked={isOn} />
      {label}
    </label>
  )
}
