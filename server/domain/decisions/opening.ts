// What is still open before a text is put to the vote: what stands in the way, and what the Committee should know of.

import { type DossierState, obstaclesToRelease, type TextFacts } from '../dossiers/dossier.ts'
import type { Words } from '../language.ts'
import { plural } from '../plural.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { type OpenTerms, whyNotTerms } from '../terminology/waiver.ts'

/** What must be known to open a ballot on a text. `present` counts entitled Parties; `quorum` is procedure.quorumOf. */
export interface OpeningFacts extends TextFacts {
  readonly terms: OpenTerms
  readonly state: DossierState
  readonly openToDelegations: boolean
  readonly hasOpenBallot: boolean
  readonly electorate: number
  readonly present: number
  readonly quorum: number
  /** Not decided, both languages together. */
  readonly suggestions: number
  /** Of a paragraph that cites something in one language and not in the other. */
  readonly loneCitations: number
  /** Footnotes that the text does not call from where they stand. */
  readonly orphanNotes: number
  /** Threads before all readers that are not resolved: nobody is told of those in a closed space. */
  readonly openComments: number
}

/** `blocks` when no vote can be opened before it is settled. */
export interface OpenPoint {
  readonly say: Words
  readonly blocks: boolean
}

/** Null when the ballot may be opened; who may is `vote.open`. */
export function whyNotOpen(facts: OpeningFacts): Refusal | null {
  return whyNotStage(facts) ?? obstacles(facts)[0] ?? null
}

/** All that is open on a text before a meeting, what stands in the way first; none while no vote could come next. */
export function openPoints(facts: OpeningFacts): readonly OpenPoint[] {
  if (whyNotStage(facts)) return []
  return [
    ...obstacles(facts).map(({ say }) => ({ say, blocks: true })),
    ...notices(facts).map((say) => ({ say, blocks: false })),
  ]
}

function whyNotStage({ hasOpenBallot, state }: OpeningFacts): Refusal | null {
  if (hasOpenBallot || state === 'vote') {
    return refusal('not-again', {
      en: 'A vote on this text is already open.',
      fr: 'Un vote est déjà ouvert sur ce texte.',
    })
  }
  if (state === 'meeting') return null
  return refusal('not-now', {
    en: 'A vote is opened on a text that is before a meeting.',
    fr: 'Le vote ne s’ouvre que sur un texte en cours d’examen par une réunion.',
  })
}

/** Adoption with brackets left (domain.md B2), or a term to avoid (S31), is impossible. */
function obstacles(facts: OpeningFacts): readonly Refusal[] {
  const found = [
    ...obstaclesToRelease(facts),
    facts.openBrackets > 0
      ? refusal('not-now', {
          en: `Some wording is not settled: square brackets remain (${facts.openBrackets}).`,
          fr: `Le texte n’est pas arrêté\u00a0: il y reste des crochets (${facts.openBrackets}).`,
        })
      : null,
    whyNotTerms(facts.terms),
    facts.present < facts.quorum
      ? refusal('not-now', {
          en: `There is no quorum: ${facts.present} of ${facts.electorate} Parties present, ${facts.quorum} needed.`,
          fr: `Le quorum n’est pas atteint\u00a0: ${facts.present} Parties présentes sur ${facts.electorate}, ${facts.quorum} requises.`,
        })
      : null,
  ]
  return found.filter((one) => one !== null)
}

function notices({ suggestions, loneCitations, orphanNotes, openComments }: OpeningFacts): readonly Words[] {
  const en = (count: number, one: string, other: string) => `${count} ${plural('en', count, one, other)}`
  const fr = (count: number, one: string, other: string) => `${count} ${plural('fr', count, one, other)}`
  const found: readonly (readonly [number, Words])[] = [
    [
      suggestions,
      {
        en: `${en(suggestions, 'suggestion is', 'suggestions are')} not decided: the vote is on the text without ${plural('en', suggestions, 'it', 'them')}.`,
        fr: `${fr(suggestions, 'proposition de modification n’est pas tranchée', 'propositions de modification ne sont pas tranchées')}\u00a0: le vote porte sur le texte sans ${plural('fr', suggestions, 'elle', 'elles')}.`,
      },
    ],
    [
      loneCitations,
      {
        en: `${en(loneCitations, 'citation stands', 'citations stand')} in one language only.`,
        fr: `${fr(loneCitations, 'citation ne figure', 'citations ne figurent')} que dans une langue.`,
      },
    ],
    [
      orphanNotes,
      {
        en: en(orphanNotes, 'footnote is not called where it stands.', 'footnotes are not called where they stand.'),
        fr: fr(
          orphanNotes,
          'note de bas de page n’est pas appelée à sa place.',
          'notes de bas de page ne sont pas appelées à leur place.',
        ),
      },
    ],
    [
      openComments,
      {
        en: en(openComments, 'comment is not resolved.', 'comments are not resolved.'),
        fr: fr(openComments, 'commentaire n’est pas résolu.', 'commentaires ne sont pas résolus.'),
      },
    ],
  ]
  return found.filter(([count]) => count > 0).map(([, say]) => say)
}
