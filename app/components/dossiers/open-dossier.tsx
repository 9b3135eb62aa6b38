// The form that opens a dossier.

import { dossierWords } from '#app/words/dossiers.ts'
import { classLabels, kindLabel } from '#app/words/labels.ts'
import { readingWords } from '#app/words/reading/reading.ts'
import { dossierKinds } from '#server/domain/dossiers/dossier.ts'
import type { Language } from '#server/domain/language.ts'
import type { Person } from '#server/workflows/people/person-views.ts'
import type { ArticleLine } from '#server/workflows/row-views.ts'
import { peopleByName } from '../page/alphabet.ts'
import { ChoiceGroup, Form, Input, Select } from '../page/fields.tsx'
import { useIn, useLanguage, useWords } from '../page/reader.tsx'

interface Offered {
  readonly articles: readonly ArticleLine[]
  readonly members: readonly Person[]
}

export function OpenDossier({ offered, answer }: { readonly offered: Offered; readonly answer?: unknown }) {
  const w = useWords(dossierWords)
  const r = useWords(readingWords)
  const classes = useWords(classLabels)
  const language = useLanguage()
  const read = useIn()
  const article = ({ number, heading }: ArticleLine) => ({
    value: String(number),
    label: r.articleNamed(number, read(heading)),
  })
  return (
    <Form action="/dossiers" answer={answer}>
      <Select
        name="kind"
        label={w.kind}
        choices={dossierKinds.map((kind) => ({ value: kind, label: kindLabel(language, kind) }))}
      />
      <Input name="titleEn" label={w.titleEn} lang="en" />
      <Input name="titleFr" label={w.titleFr} lang="fr" />
      <Select
        name="rapporteurId"
        label={w.rapporteur}
        optional
        choices={[{ value: '', label: w.noRapporteur }, ...peopleChoices(language, offered.members)]}
      />
      <ChoiceGroup
        name="class"
        kind="radio"
        legend={w.class}
        value={['restricted']}
        choices={(['restricted', 'internal'] as const).map((value) => ({ value, label: classes[value] }))}
      />
      <ChoiceGroup
        name="articles"
        kind="checkbox"
        legend={w.articles}
        hint={w.articlesHint}
        className="choices choices-many"
        choices={offered.articles.map(article)}
      />
      <p className="buttons">
        <button type="submit" className="primary">
          {w.submitNew}
        </button>
      </p>
    </Form>
  )
}

/** `Name, delegation`. */
export function peopleChoices(language: Language, people: readonly Person[]) {
  return peopleByName(language, people).map((person) => ({
    value: person.id,
    label: `${person.name}, ${person.delegation[language]}`,
  }))
}
