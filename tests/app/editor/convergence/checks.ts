// What must hold when every message has arrived: one text everywhere, and editors that show it.

import { isDeepStrictEqual } from 'node:util'
import { $getRoot } from 'lexical'
import * as Y from 'yjs'
import { $paragraphOf } from '#app/editor/suggesting/blocks.ts'
import { bracketsOf } from '#server/document/brackets.ts'
import { canonicalBytes } from '#server/document/canonical/canonical.ts'
import { citationsOf } from '#server/document/citations/citations.ts'
import { numbersInOrder, numbersOf } from '#server/document/numbering/number.ts'
import { acceptedTrees, decidedTrees } from '#server/document/suggestions/preview-decisions.ts'
import { settledTrees } from '#server/document/suggestions/settled.ts'
import { suggestionsOf } from '#server/document/suggestions/suggestions.ts'
import { rootOf } from '#server/document/tree/blocks.ts'
import { $isBlock } from '#server/document/tree/lexical-nodes.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { type Paragraph, type Run, sameLook, type Tree } from '#server/document/tree/tree.ts'
import { languages } from '#server/domain/language.ts'
import { copyOf, type Desk, openDesk, stored } from '../desks.ts'
import type { Person, ServerSide } from './person.ts'

/** What an editor heals when something changes the text before what was typed is written. Here nothing does. */
const tooEarly = 'a change came before what was typed was written'

/** All that is stored, attributes included, in a form that can be compared. */
export function contentOf(doc: Y.Doc): string {
  for (const language of languages) rootOf(doc, language)
  return JSON.stringify(
    languages.map((language) => stored(doc, language)),
    sorted,
  )
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}

function vectorOf(doc: Y.Doc): string {
  return JSON.stringify([...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([one], [other]) => one - other))
}

/** Everything that is not as it should be, in words. */
export function faultsAtRest(server: ServerSide): string[] {
  const { doc } = server.text
  const content = contentOf(doc)
  const faults = faultsIn(server)
  if (contentOf(copyOf(doc)) !== content) faults.push('diverged: the text reads otherwise when it is loaded anew')
  for (const person of server.people) {
    if (contentOf(person.doc) !== content) faults.push(`diverged: ${person.name} has another text`)
    else if (vectorOf(person.doc) !== vectorOf(doc)) faults.push(`diverged: ${person.name} knows other changes`)
    for (const desk of person.desks) faults.push(...faultsOf(desk, person))
    // Then what was typed is lost.
    if (person.healed.includes(tooEarly)) faults.push(`${person.name}: ${tooEarly}`)
  }
  return faults
}

/** Of one desk: whether it shows what Yjs holds, also when it is opened anew. */
function faultsOf(desk: Desk, { name, doc }: Person): string[] {
  const where = `${name} ${desk.language}`
  const faults: string[] = []
  if (desk.draft.health() !== 'healthy') faults.push(`${where}: the editor is ${desk.draft.health()}`)
  const tree: Tree = { language: desk.language, paragraphs: readTrees(doc)[desk.language].paragraphs.map(joined) }
  const shown = shownIn(desk)
  if (!isDeepStrictEqual(shown, tree.paragraphs)) {
    const at = tree.paragraphs.findIndex((paragraph, index) => !isDeepStrictEqual(paragraph, shown[index]))
    faults.push(
      `diverged: ${where} shows another text than Yjs holds, at ${at}:\n${said(shown[at])}\n${said(tree.paragraphs[at])}`,
    )
  }
  const anew = openDesk(copyOf(doc), desk.language)
  if (!isDeepStrictEqual(shownIn(anew), shown))
    faults.push(`diverged: ${where} shows another text when it is opened anew`)
  if (anew.errors.length > 0) faults.push(`${where}: opened anew: ${anew.errors[0]}`)
  anew.draft.dispose()
  const numbers = numbersInOrder(shown)
  const known = numbersOf(tree)
  if (shown.some(({ pid }, at) => (known.get(pid) ?? '') !== numbers[at])) faults.push(`${where}: other numbers`)
  return faults
}

function said(paragraph: Paragraph | undefined): string {
  return JSON.stringify(paragraph) ?? 'nothing'
}

function shownIn(desk: Desk): Paragraph[] {
  const blocks = desk.editor.getEditorState().read(() => $getRoot().getChildren().filter($isBlock).map($paragraphOf))
  return blocks.map(joined)
}

/**
 * Where one citation ends and the next of the same target begins is not compared: Yjs may hold one in two pieces of the
 * same look.
 */
function joined({ runs, ...paragraph }: Paragraph): Paragraph {
  const all: Run[] = []
  for (const run of runs) {
    const last = all.at(-1)
    if (last && sameLook(last, run)) all[all.length - 1] = { ...last, text: last.text + run.text }
    else all.push(run)
  }
  return { ...paragraph, runs: all }
}

/** Of the text alone: ids, and everything that is computed from it. */
function faultsIn(server: ServerSide): string[] {
  const faults: string[] = []
  const trees = server.read()
  for (const language of languages) {
    const pids = trees[language].paragraphs.map(({ pid }) => pid)
    if (pids.includes('')) faults.push(`a paragraph of ${language} has no id`)
    if (new Set(pids).size < pids.length) faults.push(`two paragraphs of ${language} have one id`)
  }
  const standing = suggestionsOf(trees)
  const known = new Set(standing.map(({ id }) => id))
  const rejected = decidedTrees(trees, { decision: 'reject', chosen: (id) => known.has(id) })
  for (const preview of [acceptedTrees(trees), rejected, settledTrees(trees)]) {
    if (suggestionsOf(preview).length > 0) faults.push('a preview still holds suggestions')
    bracketsOf(preview)
    citationsOf(preview)
    for (const language of languages) {
      if (canonicalBytes(preview[language]).length === 0) faults.push('a preview has no bytes')
    }
  }
  return faults
}
