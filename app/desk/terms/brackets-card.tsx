// Wording in square brackets, its alternatives side by side: who proposes each, which one is kept, which goes.

import { useIn, useWords } from '#app/components/page/reader.tsx'
import { type Chosen, keepWording, nameProposer, removeWording } from '#app/editor/typing/brackets.ts'
import { bracketWords } from '#app/words/desk/brackets.ts'
import type { Bracket } from '#server/document/brackets.ts'
import { Quote } from '../comments/thread.tsx'
import { useDesk } from '../page/state.ts'
import type { PlacedBrackets } from './terms-found.ts'

export function BracketCards({ brackets }: { readonly brackets: readonly PlacedBrackets[] }) {
  return brackets.map((group) => <BracketCard key={`${group.language} ${group.group}`} group={group} />)
}

function BracketCard({ group }: { readonly group: PlacedBrackets }) {
  const w = useWords(bracketWords)
  const count = group.brackets.length
  return (
    <article className="card brackets">
      <p className="term-head">
        <span className="tag">{group.language.toUpperCase()}</span> <span className="term-kind">{w.open}</span>
        {count > 1 && <span className="term-places">{w.alternatives(count)}</span>}
      </p>
      <ul className="bracket-list">
        {group.brackets.map((bracket, at) => (
          <Alternative key={at} group={group} bracket={bracket} at={at} />
        ))}
      </ul>
    </article>
  )
}

interface AlternativeProps {
  readonly group: PlacedBrackets
  readonly bracket: Bracket
  readonly at: number
}

function Alternative({ group, bracket, at }: AlternativeProps) {
  const w = useWords(bracketWords)
  const { editors, mode, whyNotMode, voice } = useDesk()
  const { language, pid } = group
  const editor = editors[language]
  // Who only suggests settles nothing; who edits may do it as a suggestion.
  const maySettle = editor !== undefined && mode !== 'view' && whyNotMode.edit === null
  const chosen: Chosen = { language, pid, group: group.group, at, words: bracket.words }
  const say = (isDone: boolean, [done, suggested]: readonly [string, string]) => {
    if (!isDone) voice.notice(w.changed)
    else voice.announce(mode === 'suggest' ? suggested : done)
    if (isDone) editor?.focus()
  }
  const { words } = bracket
  return (
    <li>
      <Proposer
        bracket={bracket}
        onName={maySettle && mode === 'edit' ? (by) => nameProposer(editor, chosen, by) : null}
      />
      <p className="thread-quote">{words === '' ? w.empty : <Quote language={language} words={words} />}</p>
      {!bracket.isWhole && <p className="term-side">{w.lone}</p>}
      {maySettle && (
        <p className="thread-acts">
          {bracket.isWhole && (
            <button
              type="button"
              className="link"
              onClick={() => say(keepWording(editor, chosen, mode), [w.kept(words), w.keptSuggested(words)])}
            >
              {w.keep}
            </button>
          )}
          <button
            type="button"
            className="link"
            onClick={() => say(removeWording(editor, chosen), [w.removed(words), w.removedSuggested(words)])}
          >
            {w.remove}
          </button>
        </p>
      )}
    </li>
  )
}

interface ProposerProps {
  readonly bracket: Bracket
  readonly onName: ((by: string) => boolean) | null
}

function Proposer({ bracket: { by, isWhole }, onName }: ProposerProps) {
  const w = useWords(bracketWords)
  const read = useIn()
  const { rules } = useDesk().wording
  const { voice } = useDesk()
  const proposers = rules?.house.proposers ?? []
  const name = proposers.find(({ id }) => id === by)?.name
  if (!isWhole) return null
  if (!onName) return <p className="bracket-by">{name ? read(name) : by || w.byNobody}</p>
  return (
    <select
      className="bracket-by"
      aria-label={w.proposedBy}
      value={by}
      onChange={({ target }) => {
        const next = proposers.find(({ id }) => id === target.value)
        if (!onName(target.value)) voice.notice(w.changed)
        else if (next) voice.announce(w.named(read(next.name)))
      }}
    >
      <option value="">{w.byNobody}</option>
      {proposers.map(({ id, name: called }) => (
        <option key={id} value={id}>
          {read(called)}
        </option>
      ))}
    </select>
  )
}
