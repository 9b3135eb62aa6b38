// The forms of versions: freezing one, and what is said of one afterwards. They work without script.

import { nowInPath, versionPath, versionsPath } from '#app/http/path.ts'
import { versionWords } from '#app/words/versions.ts'
import { longestVersionName } from '#server/domain/text/version.ts'
import type { VersionsPage, VersionView } from '#server/workflows/versions/version-views.ts'
import { Form, Input, Select, TextArea } from '../page/fields.tsx'
import { useIn, useWords } from '../page/reader.tsx'

export function FreezeForm({ dossierId, answer }: { readonly dossierId: string; readonly answer?: unknown }) {
  const w = useWords(versionWords)
  return (
    <section className="section no-print" aria-labelledby="freeze">
      <h2 id="freeze">{w.freeze}</h2>
      <Form action={versionsPath(dossierId)} answer={answer}>
        <p className="soft">{w.freezeSay}</p>
        <Input name="name" label={w.name} hint={w.nameHint} />
        <TextArea name="note" label={w.note} rows={2} optional />
        <p className="buttons">
          <button type="submit" className="primary">
            {w.freezeSubmit}
          </button>
        </p>
      </Form>
    </section>
  )
}

interface OfVersion {
  readonly version: Pick<VersionView, 'id' | 'ordinal' | 'name' | 'keepsNumbers'>
}

/** Several stand on a page, so each names its field after the version. */
export function NameForm({ version }: OfVersion) {
  const w = useWords(versionWords)
  const field = `name-${version.ordinal}`
  return (
    <Form action={`${versionPath(version.id)}/name`} className="form step">
      <div className="field">
        <label htmlFor={field}>{w.name}</label>
        <input id={field} name="name" type="text" defaultValue={version.name} maxLength={longestVersionName} />
      </div>
      <p className="buttons">
        <button type="submit">{w.nameSubmit}</button>
      </p>
    </Form>
  )
}

export function ReferenceForm({ version, offers }: OfVersion & Pick<VersionsPage, 'offers'>) {
  const w = useWords(versionWords)
  const field = `as-${version.ordinal}`
  return (
    <Form action={`${versionPath(version.id)}/reference`} className="form step">
      <div className="field">
        <label htmlFor={field}>{w.reference}</label>
        <p className="hint" id={`${field}-hint`}>
          {w.referenceSay}
        </p>
        <select id={field} name="as" aria-describedby={`${field}-hint`}>
          {offers.map(({ as, reference }) => (
            <option key={as} value={as}>
              {as === 'new' ? w.newNumber(reference) : reference}
            </option>
          ))}
        </select>
      </div>
      <p className="buttons">
        <button type="submit">{w.referenceSubmit}</button>
      </p>
    </Form>
  )
}

export function KeepForm({ version }: OfVersion) {
  const w = useWords(versionWords)
  const say = `keep-${version.ordinal}`
  return (
    <Form action={`${versionPath(version.id)}/numbers`} className="form step">
      <h3>{w.numbering}</h3>
      <p className="soft" id={say}>
        {version.keepsNumbers ? w.letGoSay : w.keepSay}
      </p>
      <input type="hidden" name="keeps" value={version.keepsNumbers ? 'no' : 'yes'} />
      <p className="buttons">
        <button type="submit" aria-describedby={say}>
          {version.keepsNumbers ? w.letGoSubmit : w.keepSubmit}
        </button>
      </p>
    </Form>
  )
}

export function RestoreForm({ version }: OfVersion) {
  const w = useWords(versionWords)
  const say = `restore-${version.ordinal}`
  return (
    <Form action={`${versionPath(version.id)}/restoration`} className="form step">
      <h3>{w.restoring}</h3>
      <p className="soft" id={say}>
        {w.restoreSay}
      </p>
      <p className="buttons">
        <button type="submit" aria-describedby={say}>
          {w.restoreSubmit(version.ordinal)}
        </button>
      </p>
    </Form>
  )
}

/** Any two, or one with the text as it stands. Nothing is posted: the answer has its own address. */
export function CompareForm({ page }: { readonly page: VersionsPage }) {
  const w = useWords(versionWords)
  const read = useIn()
  const versions = page.versions.map(({ id, label }) => ({ value: id, label: read(label) }))
  const [last, before] = versions
  if (!last || (page.isSame && !before)) return null
  const to = page.isSame ? last.value : nowInPath
  return (
    <section className="section no-print" aria-labelledby="compare">
      <h2 id="compare">{w.compare}</h2>
      <form method="get" action={`/dossiers/${page.dossier.id}/compare`} className="form compare-form">
        <Select name="from" label={w.from} choices={versions} value={page.isSame ? before?.value : last.value} />
        <Select name="to" label={w.to} choices={[{ value: nowInPath, label: w.now }, ...versions]} value={to} />
        <p className="buttons">
          <button type="submit">{w.compareSubmit}</button>
        </p>
      </form>
    </section>
  )
}
