// GET /dossiers/:id/compare?from=&to=: two versions of a text, or a version and the text now, compared. Without script.

import { type MetaFunction, useLoaderData } from '@remix-run/react'
import { isLanguage, type Language, languages } from '#server/domain/language.ts'
import { compareTexts } from '#server/workflows/versions/compare.ts'
import type { Side } from '#server/workflows/versions/compare-views.ts'
import { ChangeFigures, ChangeList, ChangeSteps } from '../components/compare/compare-changes.tsx'
import { CompareChoice, type Showing } from '../components/compare/compare-choice.tsx'
import { ComparedText } from '../components/compare/compared-paragraphs.tsx'
import { changesIn } from '../components/compare/paragraph-changes.ts'
import { sayInstant } from '../components/page/dates.ts'
import { useIn, useLanguage, useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { requireMember } from '../http/member.ts'
import { changesPath, versionPath, versionsPath } from '../http/path.ts'
import { answering } from '../http/refusal.ts'
import '../styles/compare.css'
import '../styles/compared.css'
import { compareWords } from '../words/compare.ts'

/** For going from change to change by keyboard; everything else works without. */
export const handle = { hydrate: true }

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  titled(matches, data && `${compareWords[languageOf(matches)].title}, ${data.page.dossier.reference}`)

export const loader = answering(async ({ context, request, params }) => {
  const asked = new URL(request.url).searchParams
  const language = asked.get('language')
  const showing: Showing = {
    view: asked.get('view') === 'side' ? 'side' : 'inline',
    language: isLanguage(language) || language === 'both' ? language : context.language,
    hidesMinor: asked.get('minor') === 'hide',
    isOnlyChanged: asked.get('only') === 'changed',
  }
  const page = await compareTexts(context.world, requireMember({ context, request }), {
    ...{ dossierId: params.id ?? '', from: asked.get('from'), to: asked.get('to') },
    hidesMinor: showing.hidesMinor,
  })
  return { page, showing }
})

export default function Compare() {
  const { page, showing } = useLoaderData<typeof loader>()
  const w = useWords(compareWords)
  const read = useIn()
  const { dossier, sides, pending } = page
  const shown = languages.filter((each) => showing.language === 'both' || each === showing.language)
  const count = shown.reduce((sum, each) => sum + (page.languages ? changesIn(page.languages[each]).length : 0), 0)
  return (
    <article className="page compare">
      <p className="eyebrow">
        <a href={`/dossiers/${dossier.id}`}>{dossier.reference}</a> ·{' '}
        <a href={versionsPath(dossier.id)}>{w.toVersions}</a>
      </p>
      <h1>{w.title}</h1>
      <p className="lead">{read(dossier.title)}</p>
      {sides ? (
        <>
          <p className="compare-sides">
            <SideName side={sides.from} /> <span aria-hidden="true">→</span>
            <span className="visually-hidden">{w.to}</span> <SideName side={sides.to} />
          </p>
          <CompareChoice page={page} showing={showing} />
          {pending > 0 && <p className="notice">{w.pending(pending)}</p>}
          <p className="no-print">
            <a href={changesPath(dossier.id, sides.from.id, sides.to.id)}>{w.toLog}</a>
          </p>
          {page.languages &&
            shown.map((each) => <InLanguage key={each} page={page} showing={showing} language={each} />)}
          <ChangeSteps count={count} />
        </>
      ) : (
        <p>
          {w.nothingYet} <a href={versionsPath(dossier.id)}>{w.toVersions}</a>
        </p>
      )}
    </article>
  )
}

function SideName({ side: { version } }: { readonly side: Side }) {
  const w = useWords(compareWords)
  const read = useIn()
  const language = useLanguage()
  if (!version) return <strong>{w.now}</strong>
  return (
    <>
      <a href={versionPath(version.id)}>
        <strong>{read(version.label)}</strong>
      </a>{' '}
      <span className="soft">{sayInstant(language, version.frozenAt)}</span>
    </>
  )
}

interface InLanguageProps extends ReturnType<typeof useLoaderData<typeof loader>> {
  readonly language: Language
}

function InLanguage({ page, showing, language }: InLanguageProps) {
  const text = page.languages?.[language]
  if (!text) return null
  return (
    <section className="section" aria-labelledby={`text-${language}`}>
      <h2 id={`text-${language}`} lang={language}>
        {language === 'en' ? 'English' : 'Français'}
      </h2>
      <ChangeFigures text={text} hidesMinor={showing.hidesMinor} />
      <ChangeList text={text} />
      {changesIn(text).length > 0 && (
        <ComparedText text={text} view={showing.view} isOnlyChanged={showing.isOnlyChanged} />
      )}
    </section>
  )
}
