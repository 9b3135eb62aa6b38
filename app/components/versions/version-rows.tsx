// The versions of a dossier in a list, each with the ways to read and compare it, and what may be done with it.

import { comparePath, nowInPath, versionPath } from '#app/http/path.ts'
import { versionWords } from '#app/words/versions.ts'
import type { VersionsPage, VersionView } from '#server/workflows/versions/version-views.ts'
import { machineInstant, sayInstant } from '../page/dates.ts'
import { useIn, useLanguage, useWords } from '../page/reader.tsx'
import { KeepForm, NameForm, ReferenceForm, RestoreForm } from './version-forms.tsx'

export function VersionRows({ page }: { readonly page: VersionsPage }) {
  return (
    <ul className="rows versions">
      {page.versions.map((version, at) => (
        <li key={version.id} id={`v-${version.ordinal}`}>
          <Row page={page} version={version} previous={page.versions[at + 1]} isLast={at === 0} />
        </li>
      ))}
    </ul>
  )
}

interface RowProps {
  readonly page: VersionsPage
  readonly version: VersionView
  readonly previous: VersionView | undefined
  readonly isLast: boolean
}

function Row({ page, version, previous, isLast }: RowProps) {
  const w = useWords(versionWords)
  const read = useIn()
  const { dossier } = page
  return (
    <>
      <p className="title-line">
        <a className="row-title" href={versionPath(version.id)}>
          {read(version.label)}
        </a>
        <span className="version-marks">
          {version.reference && <span className="version-reference">{version.reference}</span>}
          {version.keepsNumbers && <span className="mark mark-accent">{w.numbersKept}</span>}
          {version.ofBallot && (
            <a className="mark mark-accent" href={`/ballots/${version.ofBallot}`}>
              {w.putToVote}
            </a>
          )}
        </span>
      </p>
      <p className="row-meta">
        <Frozen version={version} />
        {(version.openSuggestions ?? 0) > 0 && <span>{w.suggestionsLeft(version.openSuggestions ?? 0)}</span>}
      </p>
      {version.note && <p className="prose">{version.note}</p>}
      <p className="row-meta">
        <a href={versionPath(version.id)}>{w.read}</a>
        {!(isLast && page.isSame) && <a href={comparePath(dossier.id, version.id, nowInPath)}>{w.withNow}</a>}
        {previous && <a href={comparePath(dossier.id, previous.id, version.id)}>{w.withPrevious(previous.ordinal)}</a>}
      </p>
      <Acts page={page} version={version} isNow={isLast && page.isSame} />
    </>
  )
}

/** When and by whom it was frozen. */
export function Frozen({ version }: { readonly version: VersionView }) {
  const language = useLanguage()
  const read = useIn()
  const { by, frozenAt } = version
  const delegation = read(by.delegation)
  return (
    <span>
      <time dateTime={machineInstant(frozenAt)}>{sayInstant(language, frozenAt)}</time>, {by.name}
      {delegation && `, ${delegation}`}
    </span>
  )
}

function Acts({ page, version, isNow }: { page: VersionsPage; version: VersionView; isNow: boolean }) {
  const w = useWords(versionWords)
  const mayRestore = page.whyNotRestore === null && !isNow
  const mayNumber = page.whyNotNumber === null
  if (page.whyNotName !== null && !mayNumber && !mayRestore) return null
  return (
    <details className="version-acts no-print">
      <summary>{w.manage}</summary>
      <div className="version-forms">
        {page.whyNotName === null && <NameForm version={version} />}
        {mayNumber && version.reference === null && <ReferenceForm version={version} offers={page.offers} />}
        {mayNumber && <KeepForm version={version} />}
        {mayRestore && <RestoreForm version={version} />}
      </div>
    </details>
  )
}
