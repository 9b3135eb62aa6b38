// A text compared, paragraph by paragraph: in one text, or side by side. What became of each is said beside it.

import { compareWords } from '#app/words/compare.ts'
import { deskWords } from '#app/words/desk/desk.ts'
import type { ComparedParagraph } from '#server/document/compare/redline.ts'
import type { ComparedLanguage } from '#server/workflows/versions/compare-views.ts'
import { useIn, useLanguage, useWords } from '../page/reader.tsx'
import { ComparedWords, type Words } from './compared-words.tsx'
import { addressIn, changesIn, fatesOf, folded, numberOf } from './paragraph-changes.ts'

export type CompareAs = 'inline' | 'side'

interface ComparedTextProps {
  readonly text: ComparedLanguage
  readonly view: CompareAs
  readonly isOnlyChanged: boolean
}

export function ComparedText({ text, view, isOnlyChanged }: ComparedTextProps) {
  const w = useWords(compareWords)
  const reader = useLanguage()
  const changes = new Map(changesIn(text).map((paragraph, at) => [paragraph, at + 1]))
  const rows = isOnlyChanged ? folded(text.paragraphs, changes) : text.paragraphs
  return (
    <div className={`compared compared-${view}`} lang={text.language}>
      {view === 'side' && (
        <div className="compared-heads" lang={reader}>
          <h3>{w.before}</h3>
          <h3>{w.after}</h3>
        </div>
      )}
      {rows.map((row, at) =>
        typeof row === 'number' ? (
          <p key={`folded-${at}`} className="compared-folded" lang={reader}>
            {w.unchanged(row)}
          </p>
        ) : (
          <Row key={addressIn(text.language, row)} paragraph={row} text={text} view={view} change={changes.get(row)} />
        ),
      )}
    </div>
  )
}

interface RowProps {
  readonly paragraph: ComparedParagraph
  readonly text: ComparedLanguage
  readonly view: CompareAs
  /** Its place among the changes, from 1; undefined when nothing changed. */
  readonly change: number | undefined
}

function Row({ paragraph, text, view, change }: RowProps) {
  const address = addressIn(text.language, paragraph)
  const isNarrowToo = view === 'side'
  const cells: readonly Words[] = view === 'side' ? ['before', 'after'] : ['all']
  const drawn = (
    <>
      {cells.map((words) => (
        <div key={words} className={`compared-cell compared-cell-${words}`}>
          {standsIn(paragraph, words) && <Printed paragraph={paragraph} words={words} />}
        </div>
      ))}
      {/* Where there is no room for two: one text with both. */}
      {isNarrowToo && (
        <div className="compared-cell compared-cell-narrow">
          <Printed paragraph={paragraph} words="all" />
        </div>
      )}
    </>
  )
  if (change === undefined) {
    return (
      <div id={address} className="compared-row">
        {drawn}
      </div>
    )
  }
  const fate = paragraph.moved === 'away' ? 'away' : paragraph.change === 'same' ? 'moved' : paragraph.change
  return (
    <section
      id={address}
      className={`compared-row is-change is-${fate}`}
      data-change={change}
      tabIndex={-1}
      aria-labelledby={`${address}-what`}
    >
      <What paragraph={paragraph} text={text} />
      {drawn}
    </section>
  )
}

function standsIn({ before, after, moved }: ComparedParagraph, words: Words): boolean {
  if (words === 'before') return before !== null && moved !== 'here'
  return words === 'all' || (after !== null && moved !== 'away')
}

function Printed({ paragraph, words }: { readonly paragraph: ComparedParagraph; readonly words: Words }) {
  const { pieces, before, after, moved } = paragraph
  const standing = words === 'before' || moved === 'away' ? (before ?? after) : (after ?? before)
  return (
    <p className={`compared-words kind-${standing?.kind ?? 'operative'}`}>
      <Numbers paragraph={paragraph} words={words} />
      {pieces.length > 0 ? <ComparedWords pieces={pieces} words={words} /> : <span aria-hidden="true">¶</span>}
    </p>
  )
}

interface NumbersProps {
  readonly paragraph: ComparedParagraph
  readonly words: Words
}

/** As printed; both, where a paragraph has another number now. */
function Numbers({ paragraph: { before, after, moved }, words }: NumbersProps) {
  const [was, is] = [before?.number ?? null, after?.number ?? null]
  const one = words === 'before' || moved === 'away' ? was : words === 'after' || moved === 'here' ? is : undefined
  if (one !== undefined) return <span className="compared-number">{one}</span>
  if (was === is || was === null || is === null) return <span className="compared-number">{is ?? was}</span>
  return (
    <span className="compared-number">
      <del>{was}</del> <ins>{is}</ins>
    </span>
  )
}

/** What became of the paragraph, and through whom. */
function What({ paragraph, text }: Pick<RowProps, 'paragraph' | 'text'>) {
  const w = useWords(compareWords)
  const kinds = useWords(deskWords)
  const reader = useLanguage()
  const read = useIn()
  const { pid, moved } = paragraph
  const writers = moved === 'away' ? [] : (text.writers[pid] ?? [])
  const other = moved === null ? null : addressIn(text.language, { pid, moved: moved === 'away' ? 'here' : 'away' })
  return (
    <div className="compared-what" lang={reader}>
      <p id={`${addressIn(text.language, paragraph)}-what`} className="compared-fate">
        <span className="visually-hidden">{w.named(w.paragraph(numberOf(paragraph)), '')}</span>
        {fatesOf(paragraph, text, { w, kinds }).join(', ')}
      </p>
      {other && <a href={`#${other}`}>{moved === 'away' ? w.toWhereItIs : w.toWhereItWas}</a>}
      {writers.length > 0 && (
        <ul className="compared-writers" aria-label={w.by}>
          {writers.map(({ id, place, name, delegation }) => (
            <li key={`${id} ${place}`}>
              {read(delegation) || name} {read(delegation) && <span className="soft">{name}</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
