// Publishing, and reading what is published. A text goes out as the bytes that were voted on, and no others.

import { findBallot } from '#db/decisions/ballots.ts'
import { findDecision } from '#db/decisions/decisions.ts'
import { updateDossier } from '#db/dossiers/dossiers.ts'
import { findPublication, insertPublication, listPublications, type PublicationRow } from '#db/publications.ts'
import { findVersion } from '#db/versions/versions.ts'
import { canonicalText, hashOfBoth, textHash } from '../../document/canonical/canonical.ts'
import { acceptText } from '../../document/canonical/parse-frozen.ts'
import type { Pair } from '../../document/writing/edit.ts'
import { whyNot } from '../../domain/access/access.ts'
import { formatReference } from '../../domain/dossiers/reference.ts'
import type { Words } from '../../domain/language.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { whyNotPublish } from '../../domain/publication.ts'
import { heed, Refused, refusal } from '../../domain/refusal.ts'
import { type JsonText, jsonText } from '../../formats/json.ts'
import { printed } from '../../formats/printed.ts'
import type { World } from '../../world.ts'
import { act } from '../acts/act.ts'
import { onDossier } from '../acts/on-dossier.ts'
import { refuseUnknown } from '../dossiers/dossier-access.ts'
import { publicationFacts } from '../dossiers/steps.ts'
import { headAtPublication } from '../record/heads.ts'
import { outcomeOfRow, publishedLine } from '../row-views.ts'
import { dayInStrasbourg } from '../strasbourg.ts'
import { publishedCitations } from './published-citations.ts'
import type { PublishedLine, PublishedView } from './published-views.ts'

/** Publishes the adopted text of a dossier under its reference, at its permanent address. */
export async function publish(
  world: World,
  by: Member,
  { dossierId }: { dossierId: string },
): Promise<{ symbol: string }> {
  return onDossier(world, by, { dossierId, asks: 'text.publish' }, async ({ tx, by, row }) => {
    const { facts, decision } = await publicationFacts(tx.q, dossierId, row.state)
    const version = decision && (await findVersion(tx.q, decision.version_id))
    const bytes = version && hashOfBoth(textHash(version.canonical_en), textHash(version.canonical_fr))
    heed(whyNotPublish({ ...facts, versionSha256: bytes ?? null }))
    if (!decision || !version) throw new Error('published without a decision')
    const symbol = formatReference(row.ref_year, row.ref_number)
    const publication = {
      id: world.mint(),
      symbol,
      nature: 'adopted' as const,
      kind: row.kind,
      title_en: row.title_en,
      title_fr: row.title_fr,
      adopted_on: dayInStrasbourg(decision.at),
      dossier_id: row.id,
      version_id: version.id,
      decision_id: decision.id,
      canonical_en: version.canonical_en,
      canonical_fr: version.canonical_fr,
      sha256: version.sha256,
      source_url: null,
      note_en: '',
      note_fr: '',
      published_by: by.id,
      at: tx.now,
    }
    await insertPublication(tx, publication, publishedCitations(publication))
    await updateDossier(tx, row.id, { state: 'published', class: 'public', draft_class: row.class })
    return { ...lineOf(publication), result: { symbol }, after: { reseat: { collab: row.document_id } } }
  })
}

/** Our own summary of a text adopted elsewhere or before. It is marked as a summary wherever it is shown. */
export interface Summary {
  readonly symbol: string
  readonly kind: string
  readonly title: Words
  readonly adoptedOn: string | null
  readonly sourceUrl: string | null
  /** What the reader is told of its nature and source. */
  readonly note: Words
  /** pids are minted here. */
  readonly paragraphs: readonly Omit<Pair, 'pid'>[]
}

export async function publishSummary(world: World, by: Member, summary: Summary): Promise<{ symbol: string }> {
  const pairs = summary.paragraphs.map((paragraph) => ({ ...paragraph, pid: world.mint() }))
  const text = canonicalText({
    en: { language: 'en', paragraphs: pairs.map(({ pid, kind, en }) => ({ pid, kind, runs: en })) },
    fr: { language: 'fr', paragraphs: pairs.map(({ pid, kind, fr }) => ({ pid, kind, runs: fr })) },
  })
  return act(world, by, async ({ tx, by }) => {
    heed(whyNot('text.publish', by, null))
    if (await findPublication(tx.q, summary.symbol)) throw new Refused(symbolTaken)
    const publication = {
      id: world.mint(),
      symbol: summary.symbol,
      nature: 'summary' as const,
      kind: summary.kind,
      title_en: summary.title.en,
      title_fr: summary.title.fr,
      adopted_on: summary.adoptedOn,
      dossier_id: null,
      version_id: null,
      decision_id: null,
      canonical_en: text.canonicalEn,
      canonical_fr: text.canonicalFr,
      sha256: text.sha256,
      source_url: summary.sourceUrl,
      note_en: summary.note.en,
      note_fr: summary.note.fr,
      published_by: by.id,
      at: tx.now,
    }
    await insertPublication(tx, publication, publishedCitations(publication))
    const line = { ...lineOf(publication), subject: `publication:${publication.id}` }
    return { result: { symbol: summary.symbol }, line }
  })
}

/** Everything published, latest adoption first. Open to everyone. */
export async function listPublished(world: World): Promise<readonly PublishedLine[]> {
  return (await listPublications(world.store.db)).map(publishedLine)
}

/** A published text, exactly as its bytes say. Open to everyone. */
export async function readPublished(world: World, symbol: string): Promise<PublishedView> {
  const row = (await findPublication(world.store.db, symbol)) ?? refuseUnknown()
  const { trees, numbers } = acceptText(row.canonical_en, row.canonical_fr)
  const decision = row.decision_id === null ? undefined : await findDecision(world.store.db, row.decision_id)
  const ballot = decision?.ballot_id ? await findBallot(world.store.db, decision.ballot_id) : undefined
  return {
    ...publishedLine(row),
    sha256: row.sha256,
    text: { en: printed(trees.en, numbers.en), fr: printed(trees.fr, numbers.fr) },
    sourceUrl: row.source_url,
    note: { en: row.note_en, fr: row.note_fr },
    publishedAt: row.at,
    decision: (ballot && outcomeOfRow(ballot)?.say) ?? null,
    recordHead: await headAtPublication(world.store.db, row),
  }
}

/** A published text for programs, from the same bytes. Open to everyone. */
export async function readPublishedJson(world: World, symbol: string): Promise<JsonText> {
  const row = (await findPublication(world.store.db, symbol)) ?? refuseUnknown()
  const published = { symbol: row.symbol, title: { en: row.title_en, fr: row.title_fr }, hash: row.sha256 }
  return jsonText(published, acceptText(row.canonical_en, row.canonical_fr))
}

function lineOf({ id, symbol, sha256 }: PublicationRow) {
  return { act: 'published a text', detail: { symbol, sha256 }, sealed: [['publication', id] as const] }
}

const symbolTaken = refusal('not-again', {
  en: 'A text is already published under this symbol.',
  fr: 'Un texte est déjà publié sous cette cote.',
})
