// A text as it is printed: numbers in the margin, each the permanent link of its paragraph; tables; footnotes at the
// foot. It knows no draft.

import { type CSSProperties, createContext, type ReactNode, useContext } from 'react'
import { piecesOf, type Table } from '#server/document/tree/tables.ts'
import type { Run } from '#server/document/tree/tree.ts'
import { parseTarget } from '#server/domain/convention/citation.ts'
import type { Language } from '#server/domain/language.ts'
import type { PrintedParagraph } from '#server/formats/printed.ts'
import { useWords } from '../components/page/reader.tsx'
import { readingWords } from '../words/reading/reading.ts'

interface OpinionProps {
  readonly paragraphs: readonly PrintedParagraph[]
  readonly language: Language
  /** Whether each paragraph has its address on this page: once, where a text stands in two languages. */
  readonly hasAddresses?: boolean
  /** What is said behind the words of a paragraph; not of cells and footnotes. */
  readonly after?: (paragraph: PrintedParagraph) => ReactNode
}

/** Of the text, which may be another than the reader's. */
const TextLanguage = createContext<Language>('en')

export function Opinion({ paragraphs, language, hasAddresses = true, after }: OpinionProps) {
  const idOf = ({ pid }: PrintedParagraph) => (hasAddresses ? `p-${pid}` : undefined)
  const notes = paragraphs.filter(({ kind }) => kind === 'footnote')
  return (
    <TextLanguage.Provider value={language}>
      <div className="opinion" lang={language}>
        {piecesOf(paragraphs.filter(({ kind }) => kind !== 'footnote')).map((piece) =>
          piece.is === 'table' ? (
            <TableOf key={piece.rows[0]?.[0]?.pid} table={piece} idOf={idOf} />
          ) : (
            <Block key={piece.paragraph.pid} paragraph={piece.paragraph} id={idOf(piece.paragraph)} after={after} />
          ),
        )}
        {notes.length > 0 && <Notes notes={notes} idOf={idOf} />}
      </div>
    </TextLanguage.Provider>
  )
}

type IdOf = (paragraph: PrintedParagraph) => string | undefined

interface BlockProps extends Pick<OpinionProps, 'after'> {
  readonly paragraph: PrintedParagraph
  readonly id: string | undefined
}

function Block({ paragraph, id, after }: BlockProps) {
  const words = (
    <>
      <Runs runs={paragraph.runs} hasAddresses={id !== undefined} />
      {after?.(paragraph)}
    </>
  )
  switch (paragraph.kind) {
    case 'title':
      return (
        <h2 id={id} className="title">
          {words}
        </h2>
      )
    case 'appendix':
      return <Appendix id={id} number={paragraph.number} words={words} />
    case 'heading1':
      return <h2 id={id}>{words}</h2>
    case 'heading2':
      return <h3 id={id}>{words}</h3>
    case 'heading3':
      return <h4 id={id}>{words}</h4>
    case 'quote':
      return <blockquote id={id}>{words}</blockquote>
    case 'note':
      return (
        <p id={id} className="note">
          {words}
        </p>
      )
    default:
      return (
        <p id={id} className={`paragraph ${paragraph.kind}`}>
          <ParagraphNumber id={id} paragraph={paragraph} />
          {words}
        </p>
      )
  }
}

interface AppendixProps {
  readonly id: string | undefined
  readonly number: string | null
  readonly words: ReactNode
}

function Appendix({ id, number, words }: AppendixProps) {
  const said = readingWords[useContext(TextLanguage)].appendix
  return (
    <h2 id={id} className="appendix">
      <span className="appendix-number">{number ? `${said} ${number}` : said}</span> {words}
    </h2>
  )
}

function ParagraphNumber({ id, paragraph }: { readonly id: string | undefined; readonly paragraph: PrintedParagraph }) {
  const w = useWords(readingWords)
  const { number, kind } = paragraph
  if (number === null) return null
  const isPoint = kind === 'item' || kind === 'subitem'
  const look = `number${isPoint ? ` number-${kind}` : ''}${number.includes(' ') ? ' number-long' : ''}`
  const printed = isPoint ? number : `${number}.`
  return (
    <>
      {id === undefined ? (
        <span className={look}>{printed}</span>
      ) : (
        <a className={look} href={`#${id}`} aria-label={w.permanent(number)}>
          {printed}
        </a>
      )}{' '}
    </>
  )
}

/** The first of several rows is the head. A wide table scrolls by itself on a narrow page, by keyboard too. */
function TableOf({ table, idOf }: { readonly table: Table<PrintedParagraph>; readonly idOf: IdOf }) {
  const w = useWords(readingWords)
  const [head, ...rest] = table.rows.length > 1 ? table.rows : [null, ...table.rows]
  const cells = (row: readonly PrintedParagraph[], Cell: 'th' | 'td'): ReactNode =>
    row.map((cell) => (
      <Cell key={cell.pid} id={idOf(cell)} scope={Cell === 'th' ? 'col' : undefined}>
        <Runs runs={cell.runs} hasAddresses={idOf(cell) !== undefined} />
      </Cell>
    ))
  return (
    <section className="table-of" aria-label={w.table} tabIndex={table.columns > 3 ? 0 : undefined}>
      <table style={{ '--columns': table.columns } as CSSProperties}>
        {head && (
          <thead>
            <tr>{cells(head, 'th')}</tr>
          </thead>
        )}
        <tbody>{rest.map((row) => row && <tr key={row[0]?.pid}>{cells(row, 'td')}</tr>)}</tbody>
      </table>
    </section>
  )
}

interface NotesProps {
  readonly notes: readonly PrintedParagraph[]
  readonly idOf: IdOf
}

/** Footnotes, each with the way back to where it is called. */
function Notes({ notes, idOf }: NotesProps) {
  const w = useWords(readingWords)
  return (
    <section className="footnotes" aria-label={w.footnotes}>
      {notes.map((note) => (
        <p key={note.pid} id={idOf(note)} className="footnote">
          <span className="number">{note.number}</span>{' '}
          <Runs runs={note.runs} hasAddresses={idOf(note) !== undefined} />
          {idOf(note) !== undefined && (
            <a className="back no-print" href={`#call-${note.pid}`} aria-label={w.backToCall(note.number ?? '')}>
              ↩
            </a>
          )}
        </p>
      ))}
    </section>
  )
}

interface RunsProps {
  readonly runs: readonly Run[]
  /** Whether what they call and point at in the same text has its address on this page. */
  readonly hasAddresses: boolean
}

function Runs({ runs, hasAddresses }: RunsProps) {
  return runs.map((run, index) => <Words key={index} run={run} hasAddresses={hasAddresses} />)
}

// A citation longer than this may be wider than a telephone.
const longestUnbroken = 28

function Words({ run, hasAddresses }: { readonly run: Run; readonly hasAddresses: boolean }) {
  const note = run.cites?.startsWith('footnote:') ? run.cites.slice('footnote:'.length) : null
  if (note !== null) return <Call note={note} words={run.text} hasAddresses={hasAddresses} />
  const address = run.cites === undefined ? null : addressOf(run.cites)
  let words: ReactNode = run.text
  if (run.italic) words = <em>{words}</em>
  if (run.bold) words = <strong>{words}</strong>
  return address === null || (address.startsWith('#') && !hasAddresses) ? (
    words
  ) : (
    <a className={run.text.length <= longestUnbroken ? 'unbroken' : undefined} href={address}>
      {words}
    </a>
  )
}

function Call({
  note,
  words,
  hasAddresses,
}: {
  readonly note: string
  readonly words: string
  readonly hasAddresses: boolean
}) {
  const w = useWords(readingWords)
  return (
    <sup className="call">
      {hasAddresses ? (
        <a id={`call-${note}`} href={`#p-${note}`} aria-label={w.noteCalled(words)}>
          {words}
        </a>
      ) : (
        words
      )}
    </sup>
  )
}

/**
 * The public page of what a citation points at; `#p-PID` inside the same text; null for a target outside the closed
 * form.
 */
export function addressOf(cites: string): string | null {
  const target = parseTarget(cites)
  if (!target) return null
  switch (target.kind) {
    case 'article':
      return `/articles/${target.number}`
    case 'text':
      return `/texts/${encodeURIComponent(target.symbol)}`
    case 'finding':
      return `/findings/${encodeURIComponent(target.id)}`
    case 'party':
      return `/parties/${target.id}`
    default:
      return `#p-${target.pid}`
  }
}
