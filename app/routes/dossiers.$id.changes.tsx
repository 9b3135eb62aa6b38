// GET /dossiers/:id/changes?from=&to=: what was done to a text between two versions, by whom and when. Without script.

import { type MetaFunction, useLoaderData } from '@remix-run/react'
import { type Language, languages } from '#server/domain/language.ts'
import type { HandView, LogLine } from '#server/workflows/versions/authorship-views.ts'
import { readChangeLog } from '#server/workflows/versions/compare.ts'
import { SidesFields } from '../components/compare/compare-choice.tsx'
import { aroundChanges, ComparedWords } from '../components/compare/compared-words.tsx'
import { How, Who } from '../components/compare/hands.tsx'
import { sayInstant } from '../components/page/dates.ts'
import { useIn, useLanguage, useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { requireMember } from '../http/member.ts'
import { changesPath, comparePath, versionsPath } from '../http/path.ts'
import { answering } from '../http/refusal.ts'
import '../styles/changes.css'
import '../styles/compare.css'
import { compareWords } from '../words/compare.ts'

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  titled(matches, data && `${compareWords[languageOf(matches)].log}, ${data.page.dossier.reference}`)

export const loader = answering(async ({ context, request, params }) => {
  const asked = new URL(request.url).searchParams
  const sides = { dossierId: params.id ?? '', from: asked.get('from'), to: asked.get('to') }
  const page = await readChangeLog(context.world, requireMember({ context, request }), sides)
  const place = asked.get('of') ?? ''
  const isOf = ({ hand }: LogLine) => placesIn(hand).includes(place)
  return { page, place, lines: place === '' ? page.lines : page.lines.filter(isOf) }
})

function placesIn(hand: HandView): string[] {
  if (hand.is === 'server') return []
  return (hand.is === 'suggestion' ? hand.by : [hand.by]).map((one) => one.place)
}

export default function Changes() {
  const { page, place, lines } = useLoaderData<typeof loader>()
  const w = useWords(compareWords)
  const read = useIn()
  const { dossier, sides } = page
  const name = (side: NonNullable<typeof sides>['from']) => (side.version ? read(side.version.label) : w.now)
  const chosen = page.places.find((one) => one.place === place)
  return (
    <article className="page change-log">
      <p className="eyebrow">
        <a href={`/dossiers/${dossier.id}`}>{dossier.reference}</a> ·{' '}
        <a href={versionsPath(dossier.id)}>{w.toVersions}</a>
      </p>
      <h1>{w.log}</h1>
      <p className="lead">{read(dossier.title)}</p>
      {sides ? (
        <>
          <p className="compare-sides">
            <strong>{name(sides.from)}</strong> <span aria-hidden="true">→</span>
            <span className="visually-hidden">{w.to}</span> <strong>{name(sides.to)}</strong>
            {chosen && ` · ${read(chosen.delegation)}`}
          </p>
          <p className="soft prose">{w.logLead}</p>
          <Filter page={page} place={place} />
          <p className="no-print">
            <a href={comparePath(dossier.id, sides.from.id, sides.to.id)}>{w.toCompare}</a>
          </p>
          {lines.length === 0 && <p>{page.lines.length === 0 ? w.nothingDone : w.nothingBy}</p>}
          {languages.map((each) => (
            <InLanguage key={each} language={each} lines={lines.filter(({ language }) => language === each)} />
          ))}
        </>
      ) : (
        <p>
          {w.nothingYet} <a href={versionsPath(dossier.id)}>{w.toVersions}</a>
        </p>
      )}
    </article>
  )
}

function Filter({ page, place }: Pick<ReturnType<typeof useLoaderData<typeof loader>>, 'page' | 'place'>) {
  const w = useWords(compareWords)
  const read = useIn()
  const language = useLanguage()
  const places = [...page.places].sort((one, other) =>
    read(one.delegation).localeCompare(read(other.delegation), language),
  )
  return (
    <form method="get" action={changesPath(page.dossier.id)} className="compare-choice no-print">
      <SidesFields page={page} />
      <p className="field">
        <label htmlFor="changes-of">{w.delegation}</label>
        <select id="changes-of" name="of" defaultValue={place}>
          <option value="">{w.everybody}</option>
          {places.map((one) => (
            <option key={one.place} value={one.place}>
              {read(one.delegation)}
            </option>
          ))}
        </select>
      </p>
      <p className="buttons">
        <button type="submit">{w.show}</button>
      </p>
    </form>
  )
}

function InLanguage({ language, lines }: { readonly language: Language; readonly lines: readonly LogLine[] }) {
  const w = useWords(compareWords)
  if (lines.length === 0) return null
  return (
    <section className="section" aria-labelledby={`log-${language}`}>
      <h2 id={`log-${language}`} lang={language}>
        {language === 'en' ? 'English' : 'Français'}
      </h2>
      <table className="stacking changes-table">
        <thead>
          <tr>
            <th scope="col">{w.columnParagraph}</th>
            <th scope="col">{w.columnWhat}</th>
            <th scope="col">{w.columnWho}</th>
            <th scope="col">{w.columnWhen}</th>
            <th scope="col">{w.columnHow}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            <Line key={at} line={line} isFirst={lines[at - 1]?.pid !== line.pid} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line({ line, isFirst }: { readonly line: LogLine; readonly isFirst: boolean }) {
  const w = useWords(compareWords)
  const language = useLanguage()
  const { number, what, compared, firstAt, lastAt, hand } = line
  const fates = { changed: w.isChanged, inserted: w.isInserted, deleted: w.isDeleted, moved: w.movedHere }
  const isSameMinute = Math.floor(firstAt / 60_000) === Math.floor(lastAt / 60_000)
  return (
    <tr className={isFirst ? 'is-first' : undefined}>
      <th scope="row">
        {w.paragraph(number)}
        <span className="changes-fate soft"> {fates[what]}</span>
      </th>
      <td className="changes-words" lang={line.language}>
        {what === 'moved' ? (
          <span lang={language}>{w.onlyMoved}</span>
        ) : (
          <ComparedWords pieces={aroundChanges(compared.pieces)} />
        )}
      </td>
      <td>
        <Who hand={hand} />
      </td>
      <td>
        {sayInstant(language, firstAt)}
        {!isSameMinute && <> – {sayInstant(language, lastAt)}</>}
      </td>
      <td>
        <How hand={hand} />
      </td>
    </tr>
  )
}
