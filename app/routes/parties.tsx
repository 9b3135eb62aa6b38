// GET /parties: the Parties to the Convention by name, each with its page.

import { type MetaFunction, useLoaderData } from '@remix-run/react'
import { listPartyLines } from '#server/workflows/convention/convention.ts'
import { useIn, useLanguage, useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { answering } from '../http/refusal.ts'
import { citedWords } from '../words/reading/cited.ts'

export const meta: MetaFunction = ({ matches }) => titled(matches, citedWords[languageOf(matches)].parties)

export const loader = answering(async ({ context }) => ({ parties: await listPartyLines(context.world) }))

export default function Parties() {
  const { parties } = useLoaderData<typeof loader>()
  const w = useWords(citedWords)
  const language = useLanguage()
  const read = useIn()
  const byName = [...parties].sort((one, other) => one.name[language].localeCompare(other.name[language], language))
  return (
    <div className="page">
      <h1>{w.parties}</h1>
      <p className="lead">{w.partiesLead}</p>
      <ul className="columns">
        {byName.map((party) => (
          <li key={party.id}>
            <a href={`/parties/${party.id}`}>{read(party.name)}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
