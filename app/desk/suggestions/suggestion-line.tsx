// The line above the text that acts on several suggestions: all, those of one delegation, those that were chosen.

import { useEffect, useRef, useState } from 'react'
import { useLanguage, useWords } from '#app/components/page/reader.tsx'
import { suggestionWords } from '#app/words/desk/suggestions.ts'
import { useDesk, useTrees } from '../page/state.ts'
import { isSameButPlain } from '../text/quiet.ts'
import { useLoud } from '../text/use-loud.ts'
import { standingIn } from './standing-suggestions.ts'
import { decideOn, goFurther, nameOf } from './suggestion-deciding.ts'
import { PreviewSwitch } from './suggestion-preview.tsx'
import type { Verdict } from './suggestions.ts'

/** Nothing while the text has none. */
export function SuggestionLine() {
  const w = useWords(suggestionWords)
  const desk = useDesk()
  const standing = standingIn(useLoud(useTrees(), isSameButPlain))
  if (standing.length === 0) return null
  return (
    <section className="suggestion-line" aria-label={w.title}>
      <p>
        {w.count(standing.length)}{' '}
        <button type="button" className="link" aria-label={w.previous} onClick={() => goFurther(desk, -1)}>
          {w.previousShort}
        </button>{' '}
        <button type="button" className="link" aria-label={w.next} onClick={() => goFurther(desk, 1)}>
          {w.nextShort}
        </button>
      </p>
      <PreviewSwitch />
      {desk.suggestions.whyNotDecide === null && standing.length > 1 && <Several ids={standing.map(({ id }) => id)} />}
    </section>
  )
}

const [everything, picked] = ['all', 'chosen']

/** Which of them: all, the chosen, or those of a delegation by its name. */
function useChoices(ids: readonly string[]) {
  const w = useWords(suggestionWords)
  const language = useLanguage()
  const { suggestions } = useDesk()
  const chosen = ids.filter((id) => suggestions.chosen.has(id))
  const named = Map.groupBy(
    ids.filter((id) => suggestions.known.has(id)),
    (id) => nameOf(suggestions.known.get(id)?.by ?? null, language),
  )
  return [
    { key: everything, say: w.all(ids.length), ids },
    ...(chosen.length > 0 ? [{ key: picked, say: w.selected(chosen.length), ids: chosen }] : []),
    ...[...named]
      .sort(([one], [other]) => one.localeCompare(other, language))
      .map(([name, of]) => ({ key: `from ${name}`, say: w.from(name, of.length), ids: of })),
  ]
}

function Several({ ids }: { readonly ids: readonly string[] }) {
  const w = useWords(suggestionWords)
  const language = useLanguage()
  const desk = useDesk()
  const choices = useChoices(ids)
  const hasChosen = choices.some(({ key }) => key === picked)
  const [asked, setAsked] = useState<string | null>(null)
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  // What was chosen on the cards is meant, until something else is asked for.
  const key = asked ?? (hasChosen ? picked : everything)
  const choice = choices.find((one) => one.key === key) ?? choices[0]!
  const decide = (what: Verdict) => {
    setVerdict(null)
    setAsked(null)
    void decideOn(desk, choice.ids, { verdict: what, language })
  }
  const begin = (what: Verdict) => (choice.ids.length === 1 ? decide(what) : setVerdict(what))
  if (verdict) {
    return <Asking count={choice.ids.length} verdict={verdict} onDecide={decide} onCancel={() => setVerdict(null)} />
  }
  return (
    <p className="suggestion-several">
      <select aria-label={w.which} value={choice.key} onChange={({ target }) => setAsked(target.value)}>
        {choices.map(({ key: value, say }) => (
          <option key={value} value={value}>
            {say}
          </option>
        ))}
      </select>{' '}
      <button type="button" onClick={() => begin('acceptance')}>
        {w.accept}
      </button>{' '}
      <button type="button" onClick={() => begin('rejection')}>
        {w.reject}
      </button>
    </p>
  )
}

interface AskingProps {
  readonly count: number
  readonly verdict: Verdict
  readonly onDecide: (verdict: Verdict) => void
  readonly onCancel: () => void
}

/** A decision on several cannot be taken back: it is asked for twice. */
function Asking({ count, verdict, onDecide, onCancel }: AskingProps) {
  const w = useWords(suggestionWords)
  const isAccepting = verdict === 'acceptance'
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <p
      className="suggestion-several"
      onKeyDown={({ key }) => {
        if (key === 'Escape') onCancel()
      }}
    >
      {isAccepting ? w.askAccept(count) : w.askReject(count)}{' '}
      <button ref={first} type="button" className="primary" onClick={() => onDecide(verdict)}>
        {isAccepting ? w.acceptCount(count) : w.rejectCount(count)}
      </button>{' '}
      <button type="button" onClick={onCancel}>
        {w.cancel}
      </button>
    </p>
  )
}
