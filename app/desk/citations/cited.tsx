// In the margin of a paragraph: what it points at, by what it says of it. It knows nothing of the editor.

import { type MutableRefObject, useRef } from 'react'
import { useIn, useLanguage, useWords } from '#app/components/page/reader.tsx'
import { figureOf } from '#app/editor/citing/citable.ts'
import { addressOf } from '#app/reading/opinion.tsx'
import { useRelationWords } from '#app/reading/relations.ts'
import { citationWords } from '#app/words/desk/citations.ts'
import { labelOf } from '#server/document/citations/citations.ts'
import { formatTarget, parseTarget, type Relation, relatedAs, relationsOf } from '#server/domain/convention/citation.ts'
import { type Language, languages } from '#server/domain/language.ts'
import type { Citable } from '#server/workflows/dossiers/dossier-views.ts'
import type { Pointing } from '../margin/notes.ts'
import { isNowhere } from '../page/focus.ts'
import { useDesk } from '../page/state.ts'

const order: readonly Relation[] = ['interprets', 'applies', 'recalls', 'rests-on', 'concerns', 'refers-to']

interface CitedProps {
  readonly pid: string
  readonly points: readonly Pointing[]
  readonly citable: Citable
  /** The person is in this paragraph. */
  readonly isHere: boolean
}

export function Cited({ pid, points, citable, isHere }: CitedProps) {
  const says = useRelationWords()
  // The choice moves to another group when it was made: whoever made it stays with it.
  const wanted = useRef<string | null>(null)
  if (points.length === 0) return null
  return (
    <dl className="points">
      {order.map((relation) => {
        const related = points.filter((point) => point.relation === relation)
        return (
          related.length > 0 && (
            <div key={relation} className="point-group">
              <dt>{says[relation]}</dt>
              {related.map((point) => (
                <Point key={point.target} pid={pid} point={point} citable={citable} isHere={isHere} wanted={wanted} />
              ))}
            </div>
          )
        )
      })}
    </dl>
  )
}

interface PointProps {
  readonly pid: string
  readonly point: Pointing
  readonly citable: Citable
  readonly isHere: boolean
  readonly wanted: MutableRefObject<string | null>
}

function Point({ pid, point, citable, isHere, wanted }: PointProps) {
  const w = useWords(citationWords)
  const language = useLanguage()
  const { detail, figure } = useDetail(point.target, citable)
  const name = point.place?.[language] ?? nameOf(point.target, citable, language)
  return (
    <dd>
      <a href={addressOf(point.target) ?? undefined}>{name}</a>
      {isHere && <RelationChoice pid={pid} point={point} name={name} wanted={wanted} />}
      {detail && <span className="point-detail">{detail}</span>}
      {figure && <span className="point-figure">{figure}</span>}
      {point.only && <span className="point-only">{point.only === 'en' ? w.onlyEn : w.onlyFr}</span>}
    </dd>
  )
}

type ChoiceProps = Omit<PointProps, 'citable' | 'isHere'> & { readonly name: string }

/**
 * What the paragraph says of an article or an earlier text; for whoever edits, in the paragraph where they are: fields
 * by the hundred would be noise beside a long text, and slow its letters.
 */
function RelationChoice({ pid, point, name, wanted }: ChoiceProps) {
  const w = useWords(citationWords)
  const says = useRelationWords()
  const { editors, mode, live, voice } = useDesk()
  const target = parseTarget(point.target)
  const choices = target ? relationsOf(target) : []
  if (!target || choices.length < 2 || mode !== 'edit' || !live) return null
  const choose = async (relation: Relation) => {
    const after = formatTarget(relatedAs(target, relation))
    const { restate } = await import('#app/editor/citing/link.ts')
    const open = languages.flatMap((language) => editors[language] ?? []).filter((editor) => editor.isEditable())
    wanted.current = after
    for (const editor of open) restate(editor, { pid, before: point.target, after })
    voice.announce(w.related(name, says[relation]))
  }
  return (
    <select
      ref={(element) => {
        if (!element || wanted.current !== point.target) return
        wanted.current = null
        if (isNowhere()) element.focus()
      }}
      className="relation"
      aria-label={w.relation(name)}
      value={point.relation}
      onChange={({ target }) => void choose(target.value as Relation)}
    >
      {choices.map((relation) => (
        <option key={relation} value={relation}>
          {says[relation]}
        </option>
      ))}
    </select>
  )
}

/** How a target is called where its text is not at hand: a Party by its name. */
export function nameOf(stored: string, { parties }: Citable, language: Language): string {
  return labelOf(stored, language, { party: (id) => parties.find((party) => party.id === id)?.name[language] })
}

const nothing = { detail: '', figure: '' }

/** What a target is about, in the reader's language; nothing for a target that is not on offer any more. */
function useDetail(stored: string, citable: Citable): { readonly detail: string; readonly figure: string } {
  const read = useIn()
  const language = useLanguage()
  const target = parseTarget(stored)
  switch (target?.kind) {
    case 'article': {
      const article = citable.articles.find(({ number }) => number === target.number)
      return article ? { detail: read(article.heading), figure: '' } : nothing
    }
    case 'text': {
      const text = citable.texts.find(({ symbol }) => symbol === target.symbol)
      return text ? { detail: read(text.title), figure: '' } : nothing
    }
    case 'finding': {
      const finding = citable.findings.find(({ id }) => id === target.id)
      return finding ? { detail: read(finding.statement), figure: figureOf(finding, language) } : nothing
    }
    default:
      return nothing
  }
}
