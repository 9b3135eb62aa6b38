// Who wrote what in a text and when, with names: from the log, by the thread that reads it. For whoever may read its
// history.

import { listRecordOf } from '#db/acts/record.ts'
import { listSuggestions, type SuggestionRow } from '#db/texts/suggestions.ts'
import { listVersions } from '#db/versions/versions.ts'
import type { ComparedDeed, ComparedHistory, Deed } from '../../document/authorship/compared.ts'
import type { Member } from '../../domain/people/appointment.ts'
import type { World } from '../../world.ts'
import type { Readable } from '../dossiers/dossier-access.ts'
import { type Printer, printerOf, type Writer, writersOf } from '../people/person-labels.ts'
import type { ContributionView, HandView, LogLine, ParagraphAuthors, WriterView } from './authorship-views.ts'
import { writtenAct } from './version-restoring.ts'
import { askHistory } from './versions.ts'

/** Of one paragraph, by pid, in each language in which it ever had words; nothing for one that never was. */
export async function paragraphAuthors(
  world: World,
  by: Member,
  { dossierId, pid }: { readonly dossierId: string; readonly pid: string },
): Promise<readonly ParagraphAuthors[]> {
  const { row } = await askHistory(world, by, dossierId)
  const { seq } = await world.rooms.read(row.document_id)
  const boundaries = await boundariesOf(world, dossierId)
  const found = await world.rooms.historian.paragraph({ documentId: row.document_id, upto: seq, boundaries }, pid)
  const hands = await handsOf(world, row)
  return found.filter(({ contributions }) => contributions.length > 0).map((one) => authorsView(one, hands))
}

function authorsView(history: ComparedHistory, hands: Hands): ParagraphAuthors {
  const { language, isGone, contributions } = history
  return {
    ...{ language, isGone, writers: writersIn(history, hands) },
    contributions: contributions.map((one) => contributionView(one, hands)).reverse(),
  }
}

/** Whoever contributed, and whoever wrote words that stand, which may have come from another paragraph. */
function writersIn({ contributions, standing }: ComparedHistory, hands: Hands): WriterView[] {
  const found = new Map<string, WriterView>()
  const add = (writer: Writer | null, { words, firstAt, lastAt }: Omit<WriterView, 'writer'>) => {
    const key = writer ? `${writer.id} ${writer.place}` : ''
    const known = found.get(key) ?? { writer, words: 0, firstAt, lastAt }
    found.set(key, {
      ...{ writer, words: known.words + words },
      ...{ firstAt: Math.min(known.firstAt, firstAt), lastAt: Math.max(known.lastAt, lastAt) },
    })
  }
  for (const contribution of contributions) {
    const { firstAt, lastAt } = contribution
    const seen = hands.view(contribution)
    // Who restores a version writes nothing.
    const writers = seen.is === 'suggestion' ? seen.by : seen.is === 'edit' ? [seen.by] : []
    for (const writer of writers) add(writer, { words: 0, firstAt, lastAt })
  }
  for (const [id, share] of standing) add(id === null ? null : hands.writer(id, share.lastAt), share)
  return [...found.values()].sort((one, other) => one.firstAt - other.firstAt)
}

export interface Span {
  readonly readable: Readable
  /** Positions of the log: after the first, up to the second. */
  readonly after: number
  readonly upto: number
}

/**
 * All that was contributed to a text between two positions of its log, in the order in which it began, with what each
 * changed.
 */
export async function contributionsBetween(
  world: World,
  { readable: { row }, after, upto }: Span,
): Promise<Omit<LogLine, 'number'>[]> {
  if (upto <= after) return []
  const boundaries = await boundariesOf(world, row.id)
  const found = await world.rooms.historian.compared({ documentId: row.document_id, upto, boundaries }, after)
  const hands = await handsOf(world, row)
  return found.map((deed) => ({ ...contributionView(deed, hands), what: deed.what, compared: deed.compared }))
}

/** By language and pid, `en PID`: whose hands were in it between two positions of the log. */
export async function handsBetween(
  world: World,
  { readable: { row }, after, upto }: Span,
): Promise<ReadonlyMap<string, readonly HandView[]>> {
  if (upto <= after) return new Map()
  const boundaries = await boundariesOf(world, row.id)
  const found = await world.rooms.historian.deeds({ documentId: row.document_id, upto, boundaries }, after)
  const hands = await handsOf(world, row)
  const byParagraph = Map.groupBy(found, ({ language, pid }) => `${language} ${pid}`)
  return new Map([...byParagraph].map(([key, deeds]) => [key, deeds.map((deed) => hands.view(deed))]))
}

function contributionView(deed: ComparedDeed, hands: Hands): ContributionView {
  const { language, pid, firstAt, lastAt, isMove, put, taken } = deed
  return { language, pid, firstAt, lastAt, isMove, put, taken, hand: hands.view(deed) }
}

/** Positions at which versions were frozen. */
async function boundariesOf(world: World, dossierId: string): Promise<number[]> {
  return (await listVersions(world.store.db, dossierId))
    .map(({ upto_seq }) => upto_seq)
    .sort((one, other) => one - other)
}

interface Hands {
  view(deed: Deed): HandView
  writer(id: string, at: number): Writer
}

async function handsOf(world: World, row: Readable['row']): Promise<Hands> {
  const { db } = world.store
  const suggestions = new Map((await listSuggestions(db, row.document_id)).map((one) => [one.id, one]))
  const restorings = await restoringsOf(world, row.id)
  const printer = await printerOf(db, world.clock())
  const writer = await writersOf(db)
  return {
    writer,
    view({ hand, firstAt, firstSeq, isFirst }) {
      if (hand.is === 'member') return { is: 'edit', by: writer(hand.id, firstAt) }
      if (hand.is === 'suggestions') {
        const rows = hand.ids.flatMap((id) => suggestions.get(id) ?? [])
        if (rows.length > 0) return suggestionView(rows, { printer, writer })
      }
      const restored = restorings.find(({ after, upto }) => firstSeq > after && firstSeq <= upto)
      if (!restored) return { is: 'server', isFirst }
      return { is: 'restoring', by: writer(restored.by, firstAt), number: restored.number }
    },
  }
}

interface Printers {
  readonly printer: Printer
  readonly writer: Hands['writer']
}

function suggestionView(rows: readonly SuggestionRow[], { printer, writer }: Printers): HandView {
  const by = rows.map(({ member_id, party_id, body_id, at }): Writer => {
    const { place } = writer(member_id, at)
    const person = printer.of(member_id, { partyId: party_id, bodyId: body_id })
    return { ...person, place: party_id ?? body_id ?? place }
  })
  const decider = rows.find(({ decided_by }) => decided_by !== null)?.decided_by ?? null
  return {
    is: 'suggestion',
    by: [...new Map(by.map((one) => [`${one.id} ${one.place}`, one])).values()],
    acceptedBy: decider === null ? null : printer.byId(decider),
  }
}

interface Restoring {
  readonly by: string
  readonly number: number
  readonly after: number
  readonly upto: number
}

/**
 * What the server wrote between the version that was kept before a restoring and the end of it is the restorer's act.
 */
async function restoringsOf(world: World, dossierId: string): Promise<Restoring[]> {
  const { db } = world.store
  const subject = `dossier:${dossierId}`
  const asked = await listRecordOf(db, { subject, act: 'restored a version' })
  if (asked.length === 0) return []
  const written = (await listRecordOf(db, { subject, act: writtenAct })).map(({ detail }) => JSON.parse(detail))
  const versions = new Map((await listVersions(db, dossierId)).map((one) => [one.number, one.upto_seq]))
  return asked.flatMap(({ actor, detail }) => {
    const { number, before, job, ...line } = JSON.parse(detail)
    // Lines from before the outbox have the position themselves; one that is still owed has none.
    const seq: number | undefined = line.seq ?? written.find((one) => one.job === job)?.seq
    return seq === undefined ? [] : [{ by: actor, number, after: versions.get(before) ?? seq - 1, upto: seq }]
  })
}
