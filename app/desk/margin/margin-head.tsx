// The head of the margin: until when comments are asked for, how many threads there are, and which of them are shown.

import { ListFilter } from 'lucide-react'
import { lazy, Suspense, useRef } from 'react'
import { Deadline } from '#app/components/page/deadline.tsx'
import { useWords } from '#app/components/page/reader.tsx'
import { later } from '#app/editor/later.ts'
import { threadWords } from '#app/words/desk/threads.ts'
import { isFiltering, noFilter } from '../comments/filter.ts'
import { countOpen } from '../comments/waiting.ts'
import { useDesk } from '../page/state.ts'

const FilterPanel = lazy(() => later(() => import('../comments/filter-panel.tsx')))

interface HeadProps {
  /** Threads that are shown. */
  readonly shown: number
}

export function MarginHead({ shown }: HeadProps) {
  const w = useWords(threadWords)
  const { threads, filter, onFilter, isFilterOpen, onFilterOpen, live, due, view } = useDesk()
  const toggle = useRef<HTMLButtonElement>(null)
  const is = isFiltering(filter)
  if (threads.length === 0 && due.at === null) return null
  const close = () => {
    onFilterOpen(false)
    toggle.current?.focus()
  }
  return (
    <div className="margin-head">
      {due.at !== null && (
        <p className="margin-due">
          {due.at < Date.now() ? w.wasDue : w.due} <Deadline at={due.at} />
          {due.whyNotSet === null && (
            <>
              {' '}
              <a href={`/dossiers/${view.dossier.id}#comments-due`}>{w.setDue}</a>
            </>
          )}
        </p>
      )}
      <p className="margin-count">
        <span>{is ? w.showing(shown, threads.length) : w.threads(countOpen(threads), threads.length)}</span>
        {is && (
          <button type="button" className="link" onClick={() => onFilter(noFilter)}>
            {w.showAll}
          </button>
        )}
        {live && threads.length > 0 && (
          <button
            ref={toggle}
            type="button"
            className="link margin-filter"
            aria-expanded={isFilterOpen}
            aria-controls={isFilterOpen ? 'desk-filter' : undefined}
            onClick={() => onFilterOpen(!isFilterOpen)}
          >
            <ListFilter size={16} aria-hidden="true" />
            {w.filter}
          </button>
        )}
      </p>
      {isFilterOpen && (
        <Suspense fallback={null}>
          <FilterPanel onClose={close} />
        </Suspense>
      )}
      {is && shown === 0 && <p className="margin-nothing">{w.noMatch}</p>}
    </div>
  )
}
