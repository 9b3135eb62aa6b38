// What may be published: the text that was voted on, and no other. It knows hashes, never bytes.

import type { DossierState } from './dossiers/dossier.ts'
import { type Refusal, refusal } from './refusal.ts'

export interface PublicationFacts {
  readonly state: DossierState
  /** SHA-256 of the bytes about to be published; null when there is no frozen version. */
  readonly versionSha256: string | null
  /** SHA-256 of the text that was put to the vote; null when there was no vote. */
  readonly decidedSha256: string | null
  /** The outcome, recounted. */
  readonly adopted: boolean
}

/** Null when the text may be published; who may is `text.publish`. */
export function whyNotPublish(facts: PublicationFacts): Refusal | null {
  if (facts.state === 'published') {
    return refusal('not-again', { en: 'This text is already published.', fr: 'Ce texte est déjà publié.' })
  }
  if (facts.state !== 'adopted' || !facts.adopted) {
    return refusal('not-now', {
      en: 'Only an adopted text is published.',
      fr: 'Seul un texte adopté est publié.',
    })
  }
  if (facts.versionSha256 === null || facts.versionSha256 !== facts.decidedSha256) {
    return refusal('not-now', {
      en: 'The text is not the one that was voted on.',
      fr: 'Le texte n’est pas celui qui a été mis aux voix.',
    })
  }
  return null
}
