// The first texts of the public shelf: our own summaries of three known opinions, marked as such, in both languages.

import { readSummaries, type SeedOpinion, type SeedRendering } from '#db/seed.ts'
import { formatReference, parseReference } from '../domain/dossiers/reference.ts'
import type { Member } from '../domain/people/appointment.ts'
import { publishSummary, type Summary } from '../workflows/publications/publications.ts'
import type { World } from '../world.ts'
import { citing, typeset } from './wording.ts'

export async function fillShelf(world: World, by: Member): Promise<void> {
  for (const { opinion, rendering } of readSummaries()) {
    await publishSummary(world, by, summaryOf(opinion, rendering))
  }
}

function summaryOf(opinion: SeedOpinion, rendering: SeedRendering): Summary {
  const reference = parseReference(opinion.reference ?? '')
  if (!reference) throw new Error(`${opinion.id} has no readable reference`)
  const points = [
    { en: opinion.summary, ...rendering.summary },
    ...rendering.keyPoints.map((point, index) => ({ en: opinion.keyPoints[index] ?? '', ...point })),
  ]
  return {
    symbol: formatReference(reference.year, reference.number),
    kind: opinion.kind.replace(' ', '-'),
    title: { en: typeset(opinion.title, 'en'), fr: typeset(opinion.titleFr ?? opinion.title, 'fr') },
    adoptedOn: opinion.adoptedOn,
    sourceUrl: opinion.url,
    note: { en: typeset(rendering.note.en, 'en'), fr: typeset(rendering.note.fr, 'fr') },
    paragraphs: points.map(({ en, fr, cites }) => ({
      kind: 'operative' as const,
      en: citing(en, 'en', cites),
      fr: citing(fr, 'fr', cites),
    })),
  }
}
