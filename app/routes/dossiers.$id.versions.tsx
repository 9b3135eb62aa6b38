// GET /dossiers/:id/versions: the versions of a text, and what may be done with them. POST freezes one. Without script.

import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react'
import { longestVersionNote } from '#server/domain/text/version.ts'
import { freezeText } from '#server/workflows/versions/version-freezing.ts'
import { readVersions } from '#server/workflows/versions/version-pages.ts'
import { useIn, useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { CompareForm, FreezeForm } from '../components/versions/version-forms.tsx'
import { VersionRows } from '../components/versions/version-rows.tsx'
import { acting } from '../http/act.ts'
import { form, optionalText } from '../http/form.ts'
import { requireMember } from '../http/member.ts'
import { comparePath, nowInPath, versionsPath } from '../http/path.ts'
import { answering } from '../http/refusal.ts'
import '../styles/versions.css'
import { versionWords } from '../words/versions.ts'

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  titled(matches, data && `${versionWords[languageOf(matches)].title}, ${data.dossier.reference}`)

export const loader = answering(({ context, request, params }) =>
  readVersions(context.world, requireMember({ context, request }), params.id ?? ''),
)

const longest = longestVersionNote + 1

export const action = acting(
  form({ name: optionalText(longest), note: optionalText(longest) }),
  async ({ world, by, params, given }) => {
    const dossierId = params.id ?? ''
    const frozen = await freezeText(world, by, { dossierId, name: given.name ?? '', note: given.note ?? '' })
    return { to: `${versionsPath(dossierId)}#v-${frozen.ordinal}`, answer: frozen }
  },
)

export default function Versions() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData()
  const w = useWords(versionWords)
  const read = useIn()
  const { dossier, versions, whyNotFreeze } = page
  return (
    <div className="page">
      <p className="eyebrow">
        <a href={`/dossiers/${dossier.id}`}>{dossier.reference}</a>
      </p>
      <h1>{w.title}</h1>
      <p className="lead">{read(dossier.title)}</p>
      <p className="soft prose">{w.lead}</p>
      <Standing page={page} />
      {versions.length > 0 && (
        <section className="section" aria-labelledby="list">
          <h2 id="list">{w.list}</h2>
          <VersionRows page={page} />
        </section>
      )}
      {whyNotFreeze === null && <FreezeForm dossierId={dossier.id} answer={answer} />}
      <CompareForm page={page} />
    </div>
  )
}

/** Which version is current, and the way to the text. */
function Standing({ page }: { readonly page: ReturnType<typeof useLoaderData<typeof loader>> }) {
  const w = useWords(versionWords)
  const read = useIn()
  const { dossier, versions, isSame } = page
  const [last] = versions
  return (
    <p className="versions-standing">
      {!last ? w.none : isSame ? w.current(read(last.label)) : w.movedOn(read(last.label))}{' '}
      {last && !isSame && <a href={comparePath(dossier.id, last.id, nowInPath)}>{w.seeChanges}</a>}{' '}
      <a href={`/dossiers/${dossier.id}/text`}>{w.toText}</a>
    </p>
  )
}
