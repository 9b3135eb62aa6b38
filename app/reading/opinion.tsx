// A text as it is printed: numbers in the margin, each the permanent link of its paragraph. It knows no draft.

import type { ReactNode } from 'react'
import type { Run } from '#server/document/tree.ts'
import { parseTarget } from '#server/domain/citation.ts'
import type { Language } from '#server/domain/language.ts'
import type { PrintedParagraph } from '#server/formats/printed.ts'
import { useWords } from '../components/reader.tsx'
import { readingWords } from '../words/reading.ts'

interface OpinionProps {
  readonly paragraphs: readonly PrintedParagraph[]
  readonly language: Language
  /** Whether each paragraph has its address on this page: once, where a text stands in two languages. */
  readonly hasAddresses?: boolean
}

export function Opinion({ paragraphs, language, hasAddresses = true }: OpinionProps) {
  return (
    <div className="opinion" lang={language}>
      {paragraphs.map((paragraph) => (
        <Block key={paragraph.pid} paragraph={paragraph} id={hasAddresses ? `p-${paragraph.pid}` : undefined} />
      ))}
    </div>
  )
}

function Block({ paragraph, id }: { readonly paragraph: PrintedParagraph; readonly id: string | undefined }) {
  const words = paragraph.runs.map((run, index) => <Words key={index} run={run} />)
  switch (paragraph.kind) {
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
          <ParagraphNumber id={id} number={paragraph.number} isItem={paragraph.kind === 'item'} />
          {words}
        </p>
      )
  }
}

function ParagraphNumber({
  id,
  number,
  isItem,
}: {
  readonly id: string | undefined
  readonly number: string | null
  readonly isItem: boolean
}) {
  const w = useWords(readingWords)
  if (number === null) return null
  const look = isItem ? 'number number-item' : 'number'
  const printed = isItem ? number : `${number}.`
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

// A citation longer than this may be wider than a telephone.
const longestUnbroken = 28

function Words({ run }: { readonly run: Run }) {
  const address = run.cites === undefined ? null : addressOf(run.cites)
  let words: ReactNode = run.text
  if (run.italic) words = <em>{words}</em>
  if (run.bold) words = <strong>{words}</strong>
  return address === null ? (
    words
  ) : (
    <a className={run.text.length <= longestUnbroken ? 'unbroken' : undefined} href={address}>
      {words}
    </a>
  )
}

/** The public page of what a citation points at; null for a target outside the closed form. */
export function addressOf(cites: string): string | null {
  const target = parseTarget(cites)
  if (!target) return null
  if (target.kind === 'article') return `/articles/${target.number}`
  return target.kind === 'text'
    ? `/texts/${encodeURIComponent(target.symbol)}`
    : `/findings/${encodeURIComponent(target.id)}`
}
