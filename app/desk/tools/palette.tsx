// The command palette: everything that can be done at the desk and every place of the text, from a few letters. Loaded
// when first opened.

import { type KeyboardEvent, useEffect, useMemo, useState } from 'react'
import { useLanguage, useWords } from '#app/components/page/reader.tsx'
import { deskPanelWords } from '#app/words/desk/panels.ts'
import { sayChord } from '../commands/chords.ts'
import { type Command, groupsOf, perform } from '../commands/commands.ts'
import { goTo } from '../page/place.ts'
import { type DeskState, useDesk, useTrees } from '../page/state.ts'
import { useDialog } from '../page/use-dialog.ts'
import { type Offer, offersFor } from './palette-list.ts'

const list = 'palette-list'

export default function Palette({ commands }: { readonly commands: readonly Command[] }) {
  const w = useWords(deskPanelWords)
  const language = useLanguage()
  const desk = useDesk()
  const trees = useTrees()
  const { dialog, leave } = useDialog(() => desk.onPanel(null))
  const [query, setQuery] = useState('')
  const [chosen, setChosen] = useState(0)
  const { view } = desk
  // The text as it stood when the palette was opened would do; read live, a place that others make is found at once.
  const tree = trees[desk.language]
  const inOrder = useMemo(
    () => groupsOf(language).flatMap(([group]) => commands.filter((command) => command.group === group)),
    [commands, language],
  )
  const offers = useMemo(
    () => offersFor(query, { commands: inOrder, tree, citable: view.citable, language }),
    [query, inOrder, tree, view.citable, language],
  )
  const at = Math.min(chosen, Math.max(0, offers.length - 1))
  useEffect(() => {
    document.getElementById(`${list}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const take = (offer: Offer | undefined) => {
    if (!offer || whyNot(offer, desk)) return
    leave()
    carryOut(offer, desk, language)
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) take(offers[at])
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') leave()
    else if (step && offers.length > 0) setChosen(around(at, step, offers.length))
    else return
    event.preventDefault()
  }
  return (
    <dialog ref={dialog} className="panel palette" aria-label={w.palette}>
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={offers.length > 0 ? `${list}-${at}` : undefined}
        aria-label={w.paletteLabel}
        placeholder={w.palettePlaceholder}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={({ target }) => {
          setQuery(target.value)
          setChosen(0)
        }}
        onKeyDown={press}
      />
      <p className="visually-hidden" role="status">
        {query && w.offers(offers.length)}
      </p>
      <Offers offers={offers} chosen={at} areAll={query.trim() === ''} onTake={take} />
      <p className="palette-hint">
        <span>
          <kbd>↑ ↓</kbd> {w.hintMove}
        </span>
        <span>
          <kbd>{sayChord('Enter', language)}</kbd> {w.hintTake}
        </span>
        <span>
          <kbd>{sayChord('Escape', language)}</kbd> {w.hintLeave}
        </span>
      </p>
    </dialog>
  )
}

function around(at: number, step: number, length: number): number {
  if (Math.abs(step) > 1) return Math.max(0, Math.min(at + step, length - 1))
  return (at + step + length) % length
}

interface OffersProps {
  readonly offers: readonly Offer[]
  readonly chosen: number
  /** Nothing was typed: all commands, in their groups. */
  readonly areAll: boolean
  readonly onTake: (offer: Offer) => void
}

function Offers({ offers, chosen, areAll, onTake }: OffersProps) {
  const w = useWords(deskPanelWords)
  const language = useLanguage()
  const groups = new Map(groupsOf(language))
  const nameOf = (offer: Offer | undefined) => {
    if (!offer) return undefined
    return offer.kind === 'command' && areAll ? groups.get(offer.command.group) : w[offer.kind]
  }
  return (
    <div id={list} role="listbox" aria-label={w.palette} className="palette-list">
      {offers.length === 0 && <p className="palette-none">{w.noOffers}</p>}
      {offers.map((offer, index) => (
        <div key={`${offer.kind} ${offer.id}`} role="presentation">
          {nameOf(offer) !== nameOf(offers[index - 1]) && (
            <p className="palette-group" role="presentation">
              {nameOf(offer)}
            </p>
          )}
          <Option offer={offer} id={`${list}-${index}`} isChosen={index === chosen} onTake={onTake} />
        </div>
      ))}
    </div>
  )
}

interface OptionProps {
  readonly offer: Offer
  readonly id: string
  readonly isChosen: boolean
  readonly onTake: (offer: Offer) => void
}

function Option({ offer, id, isChosen, onTake }: OptionProps) {
  const w = useWords(deskPanelWords)
  const language = useLanguage()
  const desk = useDesk()
  const why = whyNot(offer, desk)
  const chord = offer.kind === 'command' ? offer.command.chord : undefined
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the field
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the chosen option
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-disabled={why !== null}
      className="palette-option"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onTake(offer)}
    >
      {'number' in offer && offer.kind !== 'article' && <span className="palette-number">{offer.number}</span>}
      <span className="palette-name">
        {offer.name}
        {offer.kind === 'command' && offer.command.isOn?.(desk) && ` · ${w.isOn}`}
      </span>
      {chord && <kbd>{sayChord(chord, language)}</kbd>}
      {offer.kind === 'article' && <span className="palette-kind">{offer.pid ? w.toCiting : w.toArticle}</span>}
      {why && <span className="palette-why">{why[language]}</span>}
    </div>
  )
}

function whyNot(offer: Offer, desk: DeskState) {
  return offer.kind === 'command' ? (offer.command.whyNot?.(desk) ?? null) : null
}

function carryOut(offer: Offer, desk: DeskState, language: 'en' | 'fr'): void {
  if (offer.kind === 'command') perform(offer.command, desk, language)
  else if (offer.pid !== null) goTo(offer.pid, [desk.language])
  else window.open(`/articles/${offer.number}`, '_blank', 'noreferrer')
}
