// Chooses which threads the margin shows. It comes when it is first opened.

import { useEffect, useId, useRef } from 'react'
import { byName } from '#app/components/page/alphabet.ts'
import { useIn, useLanguage, useWords } from '#app/components/page/reader.tsx'
import { threadLaterWords } from '#app/words/desk/threads-later.ts'
import { type Space, spaces } from '#server/domain/comments/comment-space.ts'
import { marginOf } from '../margin/notes.ts'
import { useDesk, useTrees } from '../page/state.ts'
import { useUnhurried } from '../text/use-unhurried.ts'
import { countWith, type Filter, type Kind, kinds, matches, type Show, shows, sourcesOf } from './filter.ts'

const spaceWords = { shared: 'sharedSpace', delegation: 'delegationSpace', bureau: 'bureauSpace' } as const

export default function FilterPanel({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(threadLaterWords)
  const language = useLanguage()
  const read = useIn()
  const { threads, filter, onFilter, voice, ...desk } = useDesk()
  const me = desk.view.me.id
  const trees = useUnhurried(useTrees())
  const { general, notes, loose } = marginOf(trees, threads)
  const placed = [...general, ...notes.flatMap((note) => note.threads), ...loose]
  const first = useRef<HTMLFormElement>(null)
  useEffect(() => first.current?.querySelector('select')?.focus(), [])
  const choose = (change: Partial<Filter>) => {
    const next = { ...filter, ...change }
    onFilter(next)
    voice.announce(w.said(placed.filter((one) => matches(one, next, me)).length))
  }
  const count = (change: Partial<Filter>) => countWith(placed, { filter, change, me })
  const sources = byName(language, sourcesOf(placed), ({ name }) => name)
  const used = spaces.filter((space) => threads.some((thread) => thread.space === space))
  return (
    <form
      ref={first}
      className="filter-panel"
      id="desk-filter"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
      onSubmit={(event) => event.preventDefault()}
    >
      <Choice
        label={w.show}
        value={filter.show}
        options={shows.map((show) => ({ value: show, say: w[show], count: count({ show }) }))}
        onChoose={(show) => choose({ show: show as Show })}
      />
      <Choice
        label={w.from}
        value={filter.from ?? ''}
        options={[
          { value: '', say: w.anybody, count: count({ from: null }) },
          ...sources.map(({ id, name }) => ({ value: id, say: read(name), count: count({ from: id }) })),
        ]}
        onChoose={(from) => choose({ from: from || null })}
      />
      {used.length > 1 && (
        <Choice
          label={w.space}
          value={filter.space ?? ''}
          options={[
            { value: '', say: w.anySpace, count: count({ space: null }) },
            ...used.map((space) => ({ value: space, say: w[spaceWords[space]], count: count({ space }) })),
          ]}
          onChoose={(space) => choose({ space: (space || null) as Space | null })}
        />
      )}
      <Choice
        label={w.kind}
        value={filter.kind ?? ''}
        options={[
          { value: '', say: w.anyKind, count: count({ kind: null }) },
          ...kinds.map((kind) => ({ value: kind, say: w[kind], count: count({ kind }) })),
        ]}
        onChoose={(kind) => choose({ kind: (kind || null) as Kind | null })}
      />
    </form>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly say: string; readonly count: number }[]
  readonly onChoose: (value: string) => void
}

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  const id = useId()
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChoose(target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.say} ({option.count})
          </option>
        ))}
      </select>
    </>
  )
}
