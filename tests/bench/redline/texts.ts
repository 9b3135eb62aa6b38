// Two states of one long text for the bench: the first, and what a meeting made of it.

import type { Numbered } from '#server/document/compare/redline.ts'
import { numbersOf } from '#server/document/numbering/number.ts'
import type { Paragraph, Run } from '#server/document/tree/tree.ts'
import type { Language } from '#server/domain/language.ts'
import type { Chance } from '#tests/support/seeded.ts'

/** How many paragraphs, and what happens to how many of them. */
export interface Shape {
  readonly paragraphs: number
  readonly words: number
  readonly reworded: number
  readonly moved: number
  readonly deleted: number
  readonly inserted: number
  readonly split: number
}

const vocabulary: Readonly<Record<Language, readonly string[]>> = {
  en: (
    'the Committee recalls that each Party shall take necessary legislative or other measures to protect every child ' +
    'against sexual exploitation and abuse, including where images are generated or shared by children themselves; it notes ' +
    'with concern how few authorities collect data, invites Parties to review their practice and encourages co-operation.'
  ).split(' '),
  fr: (
    'le Comité rappelle que chaque Partie prend les mesures législatives ou autres nécessaires pour protéger tout enfant ' +
    'contre l’exploitation et les abus sexuels, y compris lorsque les images sont produites ou partagées par les enfants ' +
    'eux-mêmes\u00a0; il note avec préoccupation que peu d’autorités recueillent des données et invite les Parties à agir.'
  ).split(' '),
}

/** Both states in one language; the same seed gives the same. */
export function statesOf(shape: Shape, language: Language, chance: Chance): { before: Numbered; after: Numbered } {
  const before = Array.from({ length: shape.paragraphs }, (_, at) =>
    paragraphOf(`p${at}`, shape.words, { language, chance }),
  )
  const after = changed(before, shape, { language, chance })
  return { before: numbered(before, language), after: numbered(after, language) }
}

interface Drawing {
  readonly language: Language
  readonly chance: Chance
}

function numbered(paragraphs: readonly Paragraph[], language: Language): Numbered {
  const tree = { language, paragraphs }
  return { tree, numbers: numbersOf(tree) }
}

function paragraphOf(pid: string, words: number, { language, chance }: Drawing): Paragraph {
  const runs: Run[] = [{ text: draw(words, { language, chance }) }]
  if (chance.sometimes(0.3)) runs.push({ text: 'article 23', cites: 'article:23' }, { text: '.' })
  return { pid, kind: chance.sometimes(0.2) ? 'recital' : 'operative', runs }
}

function draw(words: number, { language, chance }: Drawing): string {
  return Array.from({ length: words }, () => chance.pick(vocabulary[language])).join(' ')
}

function changed(before: readonly Paragraph[], shape: Shape, drawing: Drawing): Paragraph[] {
  const { chance } = drawing
  const now = [...before]
  const left = before.map(({ pid }) => pid)
  const take = () => {
    const [pid] = left.splice(chance.whole(left.length), 1)
    return now.findIndex((paragraph) => paragraph.pid === pid)
  }
  for (let count = 0; count < shape.reworded; count++) {
    const at = take()
    now[at] = reworded(now[at]!, drawing)
  }
  for (let count = 0; count < shape.moved; count++) {
    const [paragraph] = now.splice(take(), 1)
    now.splice(chance.whole(now.length), 0, paragraph!)
  }
  for (let count = 0; count < shape.deleted; count++) now.splice(take(), 1)
  for (let count = 0; count < shape.split; count++) {
    const at = take()
    const words = now[at]!.runs[0]!.text.split(' ')
    const half = Math.floor(words.length / 2)
    now.splice(at, 1, withWords(now[at]!, words.slice(0, half)), {
      ...withWords(now[at]!, words.slice(half)),
      pid: `s${count}`,
    })
  }
  for (let count = 0; count < shape.inserted; count++) {
    now.splice(chance.whole(now.length), 0, paragraphOf(`n${count}`, shape.words, drawing))
  }
  return now
}

function withWords(paragraph: Paragraph, words: readonly string[]): Paragraph {
  return { ...paragraph, runs: [{ text: words.join(' ') }, ...paragraph.runs.slice(1)] }
}

/** Three to eight places of a paragraph are written anew, each of one to four words. */
function reworded(paragraph: Paragraph, drawing: Drawing): Paragraph {
  const { chance } = drawing
  const words = paragraph.runs[0]!.text.split(' ')
  for (let place = 3 + chance.whole(6); place > 0; place--) {
    const count = 1 + chance.whole(4)
    words.splice(chance.whole(words.length), chance.whole(count + 1), ...draw(count, drawing).split(' '))
  }
  return withWords(paragraph, words)
}
