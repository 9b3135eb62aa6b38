// The list of those who may be named where a comment is being written. It comes with the first @, and so do the names.

import { type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useLanguage, useWords } from '#app/components/page/reader.tsx'
import { threadLaterWords } from '#app/words/desk/threads-later.ts'
import type { Space } from '#server/domain/comments/comment-space.ts'
import { useDesk } from '../page/state.ts'
import { pick } from './mentions.ts'
import { readersOf } from './readers.ts'

interface MentionListProps {
  readonly area: RefObject<HTMLTextAreaElement>
  readonly space: Space
  /** What stands after the @, and where the @ is. */
  readonly asked: { readonly from: number; readonly query: string }
  /** The words with the name in them, and where the caret goes on. */
  readonly onPick: (words: string, at: number) => void
  readonly onClose: () => void
}

interface Offer {
  readonly mentioned: string
  readonly name: string
  readonly delegation: string
}

const most = 8

export default function MentionList({ area, space, asked, onPick, onClose }: MentionListProps) {
  const w = useWords(threadLaterWords)
  const { picked, voice } = useDesk()
  const { announce } = voice
  const id = useId()
  const all = useReaders(space)
  const [at, setAt] = useState({ query: '', index: 0 })
  const offers = useMemo(() => (Array.isArray(all) ? found(all, asked.query) : []), [all, asked.query])
  const chosen = Math.min(at.query === asked.query ? at.index : 0, Math.max(0, offers.length - 1))
  const choose = (offer: Offer | undefined) => {
    if (!offer || !area.current) return
    const { value } = area.current
    const name = `@${pick(picked, offer)} `
    const rest = value.slice(asked.from + 1 + asked.query.length)
    onPick(value.slice(0, asked.from) + name + rest.replace(/^ /, ''), asked.from + name.length)
  }
  useKeys(area, {
    move: (step) => setAt({ query: asked.query, index: (chosen + step + offers.length) % Math.max(1, offers.length) }),
    choose: () => choose(offers[chosen]),
    close: onClose,
    hasOffers: offers.length > 0,
  })
  useNames(area, { list: id, option: offers.length > 0 ? `${id}-${chosen}` : null })
  const count = all === 'loading' ? null : all === 'failed' ? w.notLoaded : sayCount(w, offers.length)
  useEffect(() => {
    if (count !== null) announce(count)
  }, [count, announce])
  // A name of two words is looked for as long as somebody has it; after that, the @ was only a sign.
  if (all === 'loading' || (offers.length === 0 && asked.query.includes(' '))) return null
  return (
    <div id={id} role="listbox" aria-label={w.mentionList} className="mention-menu">
      {offers.length === 0 && <p className="cite-none">{all === 'failed' ? w.notLoaded : w.nobody}</p>}
      {offers.map((offer, index) => (
        <div
          key={offer.mentioned}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          className="cite-option"
          tabIndex={-1}
          onMouseDown={(event) => {
            event.preventDefault()
            choose(offer)
          }}
        >
          <span className="cite-label">{offer.name}</span>
          {offer.delegation && <span className="cite-kind">{offer.delegation}</span>}
        </div>
      ))}
    </div>
  )
}

function sayCount(w: { mentionCount: (count: number) => string; nobody: string }, count: number): string {
  return count === 0 ? w.nobody : w.mentionCount(count)
}

function useReaders(space: Space): readonly Offer[] | 'loading' | 'failed' {
  const language = useLanguage()
  const { dossier } = useDesk().view
  const [all, setAll] = useState<readonly Offer[] | 'loading' | 'failed'>('loading')
  useEffect(() => {
    let left = false
    void readersOf({ dossierId: dossier.id, space }, language).then((lines) => {
      if (left) return
      if (!lines) setAll('failed')
      else
        setAll(
          lines.map(({ mentioned, name, delegation }) => ({
            mentioned,
            name: name[language],
            delegation: delegation[language],
          })),
        )
    })
    return () => {
      left = true
    }
  }, [dossier.id, space, language])
  return all
}

/** Those whose name or delegation begins so, those whose own name does before the others. */
function found(all: readonly Offer[], query: string): Offer[] {
  const wanted = plain(query)
  const begins = (words: string) => plain(words).startsWith(wanted) || plain(words).includes(` ${wanted}`)
  const named = all.filter(({ name }) => begins(name))
  const others = all.filter((offer) => !named.includes(offer) && begins(offer.delegation))
  return [...named, ...others].slice(0, most)
}

function plain(words: string): string {
  return words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

interface Keys {
  readonly move: (step: 1 | -1) => void
  readonly choose: () => void
  readonly close: () => void
  readonly hasOffers: boolean
}

/** The keys of the list are heard at the field before its own. */
function useKeys(area: RefObject<HTMLTextAreaElement>, keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const field = area.current
    const press = (event: KeyboardEvent) => {
      const { move, choose, close, hasOffers } = latest.current
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing
      const act = {
        ArrowDown: hasOffers && (() => move(1)),
        ArrowUp: hasOffers && (() => move(-1)),
        Enter: hasOffers && choose,
        Tab: hasOffers && choose,
        Escape: close,
      }[event.key]
      if (!act || !isPlain) return
      event.preventDefault()
      event.stopPropagation()
      act()
    }
    field?.addEventListener('keydown', press, { capture: true })
    return () => field?.removeEventListener('keydown', press, { capture: true })
  }, [area])
}

/** Tells assistive technology, on the field itself, that a list is open and which of it is chosen. */
function useNames(
  area: RefObject<HTMLTextAreaElement>,
  { list, option }: { readonly list: string; readonly option: string | null },
): void {
  useEffect(() => {
    const field = area.current
    if (!field) return
    field.setAttribute('aria-controls', list)
    field.setAttribute('aria-haspopup', 'listbox')
    if (option) field.setAttribute('aria-activedescendant', option)
    return () => {
      for (const name of ['aria-controls', 'aria-haspopup', 'aria-activedescendant']) field.removeAttribute(name)
    }
  }, [area, list, option])
}
