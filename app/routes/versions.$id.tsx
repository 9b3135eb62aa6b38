// GET /versions/:id: one version as it was frozen, beside what became of each paragraph. It never changes and needs no
// script.

import { type MetaFunction, useLoaderData, useSearchParams } from '@remix-run/react'
import { isLanguage, type Language, languages } from '#server/domain/language.ts'
import type { PrintedParagraph } from '#server/formats/printed.ts'
import { readVersion } from '#server/workflows/versions/version-pages.ts'
import { sayInstant } from '../components/page/dates.ts'
import { useIn, useLanguage, useWords } from '../components/page/reader.tsx'
import { titled } from '../components/page/title.ts'
import { Frozen } from '../components/versions/version-rows.tsx'
import { requireMember } from '../http/member.ts'
import { comparePath, nowInPath, versionPath, versionsPath } from '../http/path.ts'
import { answering } from '../http/refusal.ts'
import { Opinion } from '../reading/opinion.tsx'
import '../styles/versions.css'
import { versionWords } from '../words/versions.ts'

/** What a browser calls the file when the page is printed: reference, version, language, date. */
export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  titled(matches, data && fileName(data.view, data.shown))

export const loader = answering(async ({ context, request, params }) => {
  const asked = new URL(request.url).searchParams.get('show')
  const view = await readVersion(context.world, requireMember({ context, request }), params.id ?? '')
  const shown: Language | 'both' = isLanguage(asked) ? asked : 'both'
  return { view, shown }
})

type View = ReturnType<typeof useLoaderData<typeof loader>>['view']

function fileName({ version, dossier }: View, shown: Language | 'both'): string {
  const day = new Date(version.frozenAt).toISOString().slice(0, 10)
  const language = shown === 'both' ? languages.join('-') : shown
  return `${version.reference ?? dossier.reference} v${version.ordinal} ${language} ${day}`
}

export default function Version() {
  const { view, shown } = useLoaderData<typeof loader>()
  const w = useWords(versionWords)
  const read = useIn()
  const language = useLanguage()
  const { version, dossier } = view
  const order = [language, ...languages.filter((other) => other !== language)]
  const texts = order.filter((each) => shown === 'both' || each === shown)
  const first = texts[0] ?? language
  return (
    <article className="page">
      <p className="eyebrow">
        <a href={`/dossiers/${dossier.id}`}>{dossier.reference}</a> · <a href={versionsPath(dossier.id)}>{w.title}</a>
      </p>
      <h1>{read(dossier.title)}</h1>
      <Banner view={view} />
      <Choice shown={shown} />
      <div className={texts.length > 1 ? 'both' : undefined}>
        {texts.map((each) => (
          <section key={each} className={texts.length > 1 ? 'both-one' : undefined} aria-labelledby={`text-${each}`}>
            <h2 id={`text-${each}`} lang={each} className={texts.length > 1 ? undefined : 'visually-hidden'}>
              {each === 'en' ? 'English' : 'Français'}
            </h2>
            <Opinion
              paragraphs={view.text[each]}
              language={each}
              hasAddresses={each === first}
              after={(paragraph) => <Since view={view} of={each} paragraph={paragraph} />}
            />
          </section>
        ))}
      </div>
      <Facts version={version} />
    </article>
  )
}

/** What is read, and whether it is what stands. */
function Banner({ view }: { readonly view: View }) {
  const w = useWords(versionWords)
  const read = useIn()
  const language = useLanguage()
  const { version, dossier, latest, isSame, previous } = view
  return (
    <aside className={isSame ? 'notice version-banner' : 'notice notice-old version-banner'} aria-label={w.version}>
      <p>
        <strong>{w.reading(read(version.label), sayInstant(language, version.frozenAt))}</strong>{' '}
        {version.reference && <span className="version-reference">{version.reference}</span>}{' '}
        {isSame ? w.isCurrent : w.textMovedOn} {latest.id !== version.id && !isSame && w.newer(read(latest.label))}
      </p>
      {version.note && <p>{version.note}</p>}
      <p className="row-meta no-print">
        <a href={`/dossiers/${dossier.id}/text`}>{w.toNow}</a>
        {!isSame && <a href={comparePath(dossier.id, version.id, nowInPath)}>{w.withNow}</a>}
        {latest.id !== version.id && <a href={versionPath(latest.id)}>{read(latest.label)}</a>}
        {previous && <a href={comparePath(dossier.id, previous.id, version.id)}>{w.withPrevious(previous.ordinal)}</a>}
      </p>
    </aside>
  )
}

function Choice({ shown }: { readonly shown: Language | 'both' }) {
  const w = useWords(versionWords)
  const [search] = useSearchParams()
  const names = { en: 'English', fr: 'Français', both: w.both }
  const address = (choice: string) => {
    const query = new URLSearchParams(search)
    query.set('show', choice)
    return `?${query}`
  }
  return (
    <nav className="version-shown no-print" aria-label={w.languages}>
      {([...languages, 'both'] as const).map((choice) => (
        <a
          key={choice}
          href={address(choice)}
          lang={choice === 'both' ? undefined : choice}
          aria-current={choice === shown ? 'true' : undefined}
        >
          {names[choice]}
        </a>
      ))}
    </nav>
  )
}

interface SinceProps {
  readonly view: View
  readonly of: Language
  readonly paragraph: PrintedParagraph
}

/** The way to the same paragraph now, or that there is none. */
function Since({ view, of, paragraph }: SinceProps) {
  const w = useWords(versionWords)
  const { pid, number } = paragraph
  const fate = view.fates[of][pid] ?? 'gone'
  const reader = useLanguage()
  if (fate === 'gone') {
    return (
      <span className="since since-gone no-print" lang={reader}>
        {w.goneSince}
      </span>
    )
  }
  return (
    <a
      className={`since since-${fate} no-print`}
      lang={reader}
      href={`/dossiers/${view.dossier.id}/text#p-${pid}`}
      aria-label={
        fate === 'changed' ? `${w.paragraphNow(number ?? '')}, ${w.changedSince}` : w.paragraphNow(number ?? '')
      }
    >
      {fate === 'changed' && `${w.changedSince} `}
      <span aria-hidden="true">→</span>
    </a>
  )
}

function Facts({ version }: { readonly version: View['version'] }) {
  const w = useWords(versionWords)
  return (
    <dl className="facts section prose">
      <div>
        <dt>{w.frozen}</dt>
        <dd>
          <Frozen version={version} />
          {version.ofBallot && (
            <>
              {' '}
              · <a href={`/ballots/${version.ofBallot}`}>{w.ofVote}</a>
            </>
          )}
        </dd>
      </div>
      {(version.openSuggestions ?? 0) > 0 && (
        <div>
          <dt>{w.version}</dt>
          <dd>{w.suggestionsLeft(version.openSuggestions ?? 0)}</dd>
        </div>
      )}
      <div>
        <dt>{w.fingerprint}</dt>
        <dd className="mono">{version.sha256}</dd>
      </div>
    </dl>
  )
}
