// One suggestion in the margin: whose it is, what it would do, and what can be done with it.

import { memo, type ReactNode } from 'react'
import { machineInstant, sayInstant } from '#app/components/page/dates.ts'
import { useIn, useLanguage, useWords } from '#app/components/page/reader.tsx'
import { deskWords } from '#app/words/desk/desk.ts'
import { suggestionWords } from '#app/words/desk/suggestions.ts'
import type { Deed } from '#server/document/suggestions/suggestions.ts'
import type { Language } from '#server/domain/language.ts'
import { atStart } from '#server/domain/text/suggestion.ts'
import type { SuggestionView } from '#server/workflows/suggestions/suggestion-views.ts'
import type { PlacedSuggestion } from '../margin/notes.ts'
import { useDesk } from '../page/state.ts'
import { decideOn, nameOf } from './suggestion-deciding.ts'
import type { Verdict } from './suggestions.ts'

export function SuggestionCards({ placed }: { readonly placed: readonly PlacedSuggestion[] }) {
  return placed.map((one) => <SuggestionCard key={one.standing.id} {...one} />)
}

function SuggestionCard({ standing, behind }: PlacedSuggestion) {
  const w = useWords(suggestionWords)
  const language = useLanguage()
  const read = useIn()
  const { suggestions, onActivate, view } = useDesk()
  const { id, pids, does } = standing
  const seen = suggestions.known.get(id)
  const by = seen?.by ?? (suggestions.isMine(id) ? view.me : null)
  const isActive = id === (suggestions.hovered ?? suggestions.active)
  const activate = () => {
    suggestions.onActive(id)
    if (pids[0]) onActivate({ pid: pids[0], threadId: null })
  }
  return (
    <article
      className={isActive ? 'card suggestion is-active' : 'card suggestion'}
      data-suggestion={id}
      tabIndex={-1}
      aria-label={w.cardOf(nameOf(by, language))}
      onMouseEnter={() => suggestions.onHover(id)}
      onMouseLeave={() => suggestions.onHover(null)}
      // As with comments: nothing moves under a button that is being pressed.
      onMouseUp={activate}
      onFocus={({ target }) => {
        if (target.matches(':focus-visible')) activate()
      }}
    >
      <By by={by} seen={seen} id={id} />
      <Deeds does={does} language={standing.language} behind={behind} />
      {seen && seen.takenBy.length > 0 && <p>{w.takenBy(seen.takenBy.join(', '))}</p>}
      {suggestions.refused?.id === id && (
        <p className="fault" role="alert">
          {read(suggestions.refused.say)}
        </p>
      )}
      <Commands id={id} name={nameOf(by, language)} />
    </article>
  )
}

interface ByProps {
  readonly id: string
  readonly by: SuggestionView['by'] | null
  readonly seen: SuggestionView | undefined
}

function By({ id, by, seen }: ByProps) {
  const w = useWords(suggestionWords)
  const language = useLanguage()
  const read = useIn()
  const { suggestions } = useDesk()
  return (
    <div className="suggestion-by">
      {suggestions.whyNotDecide === null && (
        <input
          type="checkbox"
          aria-label={w.selectOf(nameOf(by, language))}
          checked={suggestions.chosen.has(id)}
          onChange={({ target }) => suggestions.onChoose(id, target.checked)}
        />
      )}
      <p className="comment-by">
        <strong>{by?.name ?? w.arriving}</strong> {by && <span>{read(by.delegation)}</span>}
      </p>
      {seen && (
        <time className="comment-at" dateTime={machineInstant(seen.at)}>
          {sayInstant(language, seen.at)}
        </time>
      )}
    </div>
  )
}

function Commands({ id, name }: { readonly id: string; readonly name: string }) {
  const w = useWords(suggestionWords)
  const desk = useDesk()
  const { whyNotDecide, isMine } = desk.suggestions
  const language = useLanguage()
  const act = (verdict: Verdict, say: string) => (
    <button
      type="button"
      className="link"
      aria-label={`${say} (${w.cardOf(name)})`}
      onClick={() => void decideOn(desk, [id], { verdict, language })}
    >
      {say}
    </button>
  )
  if (whyNotDecide !== null && !isMine(id)) return null
  return (
    <p className="thread-acts suggestion-acts">
      {whyNotDecide === null ? (
        <>
          {act('acceptance', w.accept)}
          {act('rejection', w.reject)}
        </>
      ) : (
        act('withdrawal', w.withdraw)
      )}
    </p>
  )
}

interface DeedsProps {
  readonly does: readonly Deed[]
  /** Of the words. */
  readonly language: Language
  readonly behind: string | null
}

const Deeds = memo(function Deeds({ does, language, behind }: DeedsProps) {
  return (
    <div className="deeds">
      <span className="tag">{language.toUpperCase()}</span>
      <ul>
        {does.map((deed, index) => (
          <li key={index}>
            <DeedWords deed={deed} language={language} behind={behind} />
          </li>
        ))}
      </ul>
    </div>
  )
}, sameDeeds)

function sameDeeds(one: DeedsProps, other: DeedsProps): boolean {
  return (
    one.language === other.language &&
    one.behind === other.behind &&
    JSON.stringify(one.does) === JSON.stringify(other.does)
  )
}

type DeedProps = Omit<DeedsProps, 'does'> & { readonly deed: Deed }

function DeedWords({ deed, language, behind }: DeedProps) {
  const w = useWords(suggestionWords)
  const d = useWords(deskWords)
  switch (deed.is) {
    case 'insert':
      return says(w.insert, <Put words={deed.words} language={language} />)
    case 'delete':
      return says(w.delete, <Taken words={deed.words} language={language} />)
    case 'replace':
      return (
        <>
          {w.replace} <Taken words={deed.before} language={language} /> {w.by}{' '}
          <Put words={deed.after} language={language} />
        </>
      )
    case 'format':
      return says(`${w[lookOf(deed)]}:`, <Plain words={deed.words} language={language} />)
    case 'kind':
      return w.kind(d[deed.kind])
    case 'split':
      return w.split(d[deed.kind])
    case 'paragraph':
      return says(w.paragraph(d[deed.kind]), deed.words && <Put words={deed.words} language={language} />)
    case 'join':
      return w.join
    case 'remove':
      return says(w.remove, deed.words && <Taken words={deed.words} language={language} />)
    case 'move':
      return deed.after === atStart ? w.toStart : behind ? w.behind(behind) : w.behindOther
  }
}

function lookOf({ bold, italic }: { readonly bold: boolean; readonly italic: boolean }) {
  if (bold) return italic ? 'boldItalic' : 'bold'
  return italic ? 'italic' : 'plain'
}

function says(what: string | undefined, words: ReactNode) {
  return (
    <>
      {what} {words}
    </>
  )
}

interface WordsProps {
  readonly words: string
  readonly language: Language
}

function Put({ words, language }: WordsProps) {
  return <ins lang={language}>{shorten(words)}</ins>
}

function Taken({ words, language }: WordsProps) {
  return <del lang={language}>{shorten(words)}</del>
}

function Plain({ words, language }: WordsProps) {
  return <span lang={language}>{shorten(words)}</span>
}

const longest = 240

function shorten(words: string): string {
  return words.length > longest ? `${words.slice(0, longest).trimEnd()}…` : words
}
