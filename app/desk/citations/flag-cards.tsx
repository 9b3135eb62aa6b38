// In the margin of a paragraph: what is wrong with its citations, and references that may become citations. Quiet: it
// asks, and waits.

import { useRef } from 'react'
import { useLanguage, useWords } from '#app/components/page/reader.tsx'
import { addressOf } from '#app/reading/opinion.tsx'
import { citationWords } from '#app/words/desk/citations.ts'
import { isAt } from '../page/focus.ts'
import { useDesk } from '../page/state.ts'
import { treesRead } from '../text/trees-read.ts'
import { nameOf } from './cited.tsx'
import { sayFault } from './flag-words.ts'
import type { Offer } from './flags.ts'
import { type PlacedOffer, placedOffers, whereNow } from './flags-found.ts'
import { useFlagsAt } from './use-flags.ts'

export function CitationFlags({ pid }: { readonly pid: string }) {
  const { mode } = useDesk()
  const { offers } = useFlagsAt(pid)
  return (
    <>
      <Faults pid={pid} />
      {mode === 'edit' && offers.length > 0 && <Offers offers={offers} />}
    </>
  )
}

function Faults({ pid }: { readonly pid: string }) {
  const w = useWords(citationWords)
  const language = useLanguage()
  const { view } = useDesk()
  const { faults } = useFlagsAt(pid)
  if (faults.length === 0) return null
  return (
    <div className="card cite-faults">
      <h4>{w.faults}</h4>
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.language} ${fault.target} ${fault.fault}`}>
            <span className="tag">{fault.language.toUpperCase()}</span> {sayFault(fault, view.citable, language)}{' '}
            {fault.by && (
              <a href={addressOf(fault.by) ?? undefined}>{w.see(nameOf(fault.by, view.citable, language))}</a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Offers({ offers }: { readonly offers: readonly Offer[] }) {
  const w = useWords(citationWords)
  const list = useRef<HTMLDivElement>(null)
  const desk = useDesk()
  const { voice, toText } = desk
  const link = async (chosen: readonly Offer[]) => {
    const placed = placedOffers(treesRead(desk), offers[0]!.pid, desk.view.citable)
    const count = await linkAll(whereNow(chosen, offers, placed), desk.editors)
    voice.announce(w.linked(count))
    // The buttons move up when the text has been read again; whoever pressed one goes on with the next, or in the text.
    if (!isAt(list.current)) return
    if (chosen.length === offers.length) toText()
    else list.current?.querySelector<HTMLElement>('button:not([data-pressed])')?.focus()
  }
  return (
    <div ref={list} className="cite-offers">
      {offers.map((offer, at) => (
        // Not by where its words begin: that changes with every letter before them.
        <p key={`${offer.language} ${at}`}>
          <span className="tag">{offer.language.toUpperCase()}</span> {w.offer(offer.words)}{' '}
          <button
            type="button"
            className="link"
            aria-label={w.linkThis(offer.words)}
            onClick={({ currentTarget }) => {
              currentTarget.dataset.pressed = 'true'
              void link([offer])
            }}
          >
            {w.link}
          </button>
        </p>
      ))}
      {offers.length > 1 && (
        <p>
          <button type="button" className="link" onClick={() => void link(offers)}>
            {w.linkAll(offers.length)}
          </button>
        </p>
      )}
    </div>
  )
}

type Editors = ReturnType<typeof useDesk>['editors']

/** Links in the editor of each language, one step a language. Returns how many became citations. */
export async function linkAll(offers: readonly PlacedOffer[], editors: Editors): Promise<number> {
  // The page is there before the editor and what belongs to it.
  const { linkWords } = await import('#app/editor/citing/link.ts')
  let count = 0
  for (const [language, those] of Map.groupBy(offers, (offer) => offer.language)) {
    const editor = editors[language]
    if (editor?.isEditable()) count += linkWords(editor, those)
  }
  return count
}
