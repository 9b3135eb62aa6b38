// The list of terms to avoid and the list of opening verbs, as db/seed has them. Waivers are rows:
// db/convention/waivers.ts.

import type { Term, Terminology } from '#server/domain/terminology/terminology.ts'
import type { OpeningVerbs } from '#server/domain/terminology/verbs.ts'
import articles from '../seed/articles.json' with { type: 'json' }
import contexts from '../seed/term-contexts.json' with { type: 'json' }
import terms from '../seed/terminology.json' with { type: 'json' }
import verbs from '../seed/verbs.json' with { type: 'json' }

/** Articles whose heading the list allows to be quoted. */
const headed = new Set(
  terms.flatMap(({ allowedContexts }) =>
    allowedContexts.flatMap((context) => /^article-heading:(\d+)$/.exec(context)?.[1] ?? []).map(Number),
  ),
)

/** The list, the contexts and titles, and the headings that it names. */
export const terminology: Terminology = {
  terms: terms as readonly Term[],
  rules: contexts.rules,
  contexts: {
    headings: articles
      .filter(({ number }) => headed.has(number))
      .map(({ number, headingEn, headingFr }) => ({ article: number, en: headingEn, fr: headingFr })),
    titles: contexts.titles.map(({ en, fr }) => ({ en, fr })),
    marked: contexts.marked,
    sources: contexts.sources,
  },
}

export const openingVerbs = verbs as OpeningVerbs
