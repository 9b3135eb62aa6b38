// What the palette offers for what was typed: commands, places of the text, articles. Pure; it knows no page.

import { numbersOf } from '#server/document/numbering/number.ts'
import { settled } from '#server/document/suggestions/settled.ts'
import { type Tree, wordsOf } from '#server/document/tree/tree.ts'
import { parseTarget } from '#server/domain/convention/citation.ts'
import type { Language, Words } from '#server/domain/language.ts'
import type { Citable } from '#server/workflows/dossiers/dossier-views.ts'
import type { Command } from '../commands/commands.ts'
import { beginningOf } from '../outline/outline.ts'
import { fitOf, fold } from './fuzzy.ts'

export type Offer =
  | { readonly kind: 'command'; readonly id: string; readonly name: string; readonly command: Command }
  /** A paragraph, or the heading of some. */
  | {
      readonly kind: 'paragraph' | 'heading'
      readonly id: string
      readonly name: string
      readonly number: string
      readonly pid: string
    }
  /** `pid` is the first paragraph that cites it, null when none does. */
  | {
      readonly kind: 'article'
      readonly id: string
      readonly name: string
      readonly number: number
      readonly pid: string | null
    }

interface Sources {
  readonly commands: readonly Command[]
  readonly tree: Tree
  readonly citable: Citable
  /** Of the reader: what is offered is named in it. */
  readonly language: Language
}

const mostOf = { command: 12, paragraph: 8, heading: 6, article: 5 } as const

/** Best first within its kind, the kind with the best answer first. Nothing typed: every command, in their order. */
export function offersFor(query: string, sources: Sources): Offer[] {
  const asked = fold(query)
  if (asked === '') return sources.commands.map((command) => commandOffer(command, sources.language))
  const fits = [
    ...sources.commands.map((command) =>
      fitted(commandOffer(command, sources.language), asked, alsoOf(command.also, sources.language)),
    ),
    ...placesOf(sources.tree).map(({ offer, words }) => fitted(offer, asked, words, numberFit(offer, asked))),
    ...articlesOf(sources).map((offer) => fitted(offer, asked, fold(`article ${offer.number}`))),
  ].filter(({ fit }) => fit > 0)
  const kinds = Map.groupBy(fits, ({ offer }) => offer.kind)
  const ranked = [...kinds].map(([kind, all]) => {
    const best = all.toSorted((one, other) => other.fit - one.fit).slice(0, mostOf[kind])
    return { best, top: best[0]?.fit ?? 0 }
  })
  return ranked.toSorted((one, other) => other.top - one.top).flatMap(({ best }) => best.map(({ offer }) => offer))
}

interface Fitted {
  readonly offer: Offer
  readonly fit: number
}

function fitted(offer: Offer, asked: string, also: string, extra = 0): Fitted {
  return { offer, fit: Math.max(fitOf(asked, fold(offer.name)), fitOf(asked, also) * 0.9) + extra }
}

/** Whoever types a number means the paragraph that has it. */
function numberFit(offer: Offer, asked: string): number {
  return 'number' in offer && fold(String(offer.number)) === asked.replace(/^§ ?/, '') ? 500 : 0
}

function commandOffer(command: Command, language: Language): Offer {
  return { kind: 'command', id: command.id, name: command.words[language], command }
}

function alsoOf(also: Words | undefined, language: Language): string {
  return also ? fold(also[language]) : ''
}

interface Place {
  readonly offer: Offer
  /** All its words, folded. */
  readonly words: string
}

function placesOf(tree: Tree): Place[] {
  const text = settled(tree)
  const numbers = numbersOf(text)
  return text.paragraphs.flatMap((paragraph): Place[] => {
    const { pid, kind } = paragraph
    const name = beginningOf(paragraph)
    if (pid === '' || name === '') return []
    const isHeading = kind.startsWith('heading') || kind === 'title' || kind === 'appendix'
    const number = numbers.get(pid) ?? ''
    const offer: Offer = { kind: isHeading ? 'heading' : 'paragraph', id: pid, name, number, pid }
    return [{ offer, words: fold(`${number} ${wordsOf(paragraph)}`) }]
  })
}

function articlesOf({ tree, citable, language }: Sources) {
  const cited = new Map<number, string>()
  for (const { pid, runs } of tree.paragraphs) {
    for (const { cites } of runs) {
      const target = cites ? parseTarget(cites) : null
      if (target?.kind === 'article' && !cited.has(target.number)) cited.set(target.number, pid)
    }
  }
  return citable.articles.map(
    ({ number, heading }) =>
      ({
        kind: 'article',
        id: `article ${number}`,
        name: `Article ${number}. ${heading[language]}`,
        number,
        pid: cited.get(number) ?? null,
      }) satisfies Offer,
  )
}
