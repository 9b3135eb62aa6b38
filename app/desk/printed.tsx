// The text as the server printed it: what is read before the live text has come, and without script. Same shape as the
// editor's, so that nothing moves when the editor takes its place.

import { numbersOf } from '#server/document/number.ts'
import type { Paragraph, Run, Tree } from '#server/document/tree.ts'
import type { ParagraphKind } from '#server/domain/paragraph.ts'

const levels: Partial<Record<ParagraphKind, number>> = { heading1: 2, heading2: 3, heading3: 4 }

export function Printed({ tree, hasAnchors }: { readonly tree: Tree; readonly hasAnchors: boolean }) {
  const numbers = numbersOf(tree)
  return (
    <div className="draft" lang={tree.language} data-language={tree.language}>
      {tree.paragraphs.map((paragraph, index) => (
        <Block
          key={paragraph.pid || index}
          paragraph={paragraph}
          number={numbers.get(paragraph.pid) ?? ''}
          id={hasAnchors && paragraph.pid ? `p-${paragraph.pid}` : undefined}
        />
      ))}
    </div>
  )
}

function Block({
  paragraph,
  number,
  id,
}: {
  readonly paragraph: Paragraph
  readonly number: string
  readonly id?: string
}) {
  const level = levels[paragraph.kind]
  return (
    <p
      id={id}
      className="block"
      data-kind={paragraph.kind}
      data-pid={paragraph.pid}
      data-number={number}
      {...(level && { role: 'heading', 'aria-level': level })}
    >
      {paragraph.runs.length === 0 && <br />}
      {paragraph.runs.map((run, index) => (
        <Words key={index} run={run} />
      ))}
    </p>
  )
}

function Words({ run }: { readonly run: Run }) {
  const look = [run.bold && 'is-bold', run.italic && 'is-italic', run.cites && 'cites'].filter(Boolean).join(' ')
  return (
    <span className={look || undefined} data-threads={run.threads?.join(' ')} data-cites={run.cites}>
      {run.text}
    </span>
  )
}
