// The text as the server printed it: what is read before the live text has come, and without script. Same shape as the
// editor's, so that nothing moves when the editor takes its place; only a table is a table here.

import { suggestedBy } from '#app/editor/view/suggested.ts'
import { initialsOf } from '#server/document/brackets.ts'
import { noteNumbersOf, numbersOf } from '#server/document/numbering/number.ts'
import { piecesOf, type Table } from '#server/document/tree/tables.ts'
import type { Paragraph, Run, Tree } from '#server/document/tree/tree.ts'
import type { ParagraphKind } from '#server/domain/text/paragraph.ts'

const levels: Partial<Record<ParagraphKind, number>> = { title: 2, appendix: 2, heading1: 2, heading2: 3, heading3: 4 }

interface Naming {
  readonly numbers: ReadonlyMap<string, string>
  readonly hasAnchors: boolean
}

export function Printed({ tree, hasAnchors }: { readonly tree: Tree; readonly hasAnchors: boolean }) {
  const numbers = new Map([...numbersOf(tree), ...noteNumbersOf(tree.paragraphs)])
  const naming = { numbers, hasAnchors }
  return (
    <div className="draft" lang={tree.language} data-language={tree.language}>
      {piecesOf(tree.paragraphs).map((piece, index) =>
        piece.is === 'table' ? (
          <PrintedTable key={piece.rows[0]?.[0]?.pid || index} table={piece} naming={naming} />
        ) : (
          <Block key={piece.paragraph.pid || index} paragraph={piece.paragraph} naming={naming} />
        ),
      )}
    </div>
  )
}

interface BlockProps {
  readonly paragraph: Paragraph
  readonly naming: Naming
}

/** What the desk finds a paragraph by. */
function attributesOf({ pid, kind, marks = [] }: Paragraph, { numbers, hasAnchors }: Naming) {
  const { ids, deeds } = suggestedBy(marks)
  return {
    id: hasAnchors && pid ? `p-${pid}` : undefined,
    className: 'block',
    'data-kind': kind,
    'data-pid': pid,
    'data-number': numbers.get(pid) ?? '',
    'data-suggestions': ids || undefined,
    'data-suggested': deeds || undefined,
  }
}

function Block({ paragraph, naming }: BlockProps) {
  const level = levels[paragraph.kind]
  return (
    <p {...attributesOf(paragraph, naming)} {...(level && { role: 'heading', 'aria-level': level })}>
      <AllWords runs={paragraph.runs} />
    </p>
  )
}

function PrintedTable({ table, naming }: { readonly table: Table<Paragraph>; readonly naming: Naming }) {
  const rows = table.rows.map((cells, row) => (
    <tr key={cells[0]?.pid || row}>
      {cells.map((cell, column) => {
        const Cell = row === 0 && table.rows.length > 1 ? 'th' : 'td'
        return (
          <Cell key={cell.pid || column} {...attributesOf(cell, naming)} {...(Cell === 'th' && { scope: 'col' })}>
            <AllWords runs={cell.runs} />
          </Cell>
        )
      })}
    </tr>
  ))
  return (
    <table className="draft-table">
      <tbody>{rows}</tbody>
    </table>
  )
}

function AllWords({ runs }: { readonly runs: readonly Run[] }) {
  if (runs.length === 0) return <br />
  return runs.map((run, index) => <Words key={index} run={run} />)
}

function Words({ run }: { readonly run: Run }) {
  const { ids, isIn, isOut, look: suggested } = suggestedBy(run.marks ?? [])
  const looks = { 'is-bold': run.bold, 'is-italic': run.italic, cites: run.cites, 'suggested-break': run.breaks }
  const look = [...Object.entries(looks).flatMap(([name, isOn]) => (isOn ? name : [])), ...suggested]
  const Tag = isIn ? 'ins' : isOut ? 'del' : 'span'
  return (
    <Tag
      className={look.join(' ') || undefined}
      data-threads={run.threads?.join(' ')}
      data-cites={run.cites}
      data-suggestions={ids || undefined}
      data-by={run.by && initialsOf(run.by)}
    >
      {run.text}
    </Tag>
  )
}
