// Two texts of a dossier compared, and the log of what was changed between them. Whoever may read the history of the
// text may.

import { countWords } from '../../document/authorship/spans.ts'
import { type Numbered, type Redline, redline, withoutMinor } from '../../document/compare/redline.ts'
import { suggestionsOf } from '../../document/suggestions/suggestions.ts'
import { type Language, languages } from '../../domain/language.ts'
import type { Member } from '../../domain/people/appointment.ts'
import type { World } from '../../world.ts'
import { type Readable, refuseUnknown } from '../dossiers/dossier-access.ts'
import type { Writer } from '../people/person-labels.ts'
import { dossierLine } from '../row-views.ts'
import { contributionsBetween, handsBetween } from './authorship.ts'
import type { HandView, LogLine } from './authorship-views.ts'
import type { ChangeLogView, ComparedLanguage, CompareView, Side, Sides } from './compare-views.ts'
import type { VersionView } from './version-views.ts'
import { askHistory, currentText, versionsOf, versionText } from './versions.ts'

/**
 * As they were asked for: ids of versions, or `now`. Left out, the newest version and the text as it stands are
 * compared.
 */
export interface AskedSides {
  readonly dossierId: string
  readonly from: string | null
  readonly to: string | null
}

const now = 'now'

/**
 * With `hidesMinor`, changes of punctuation alone are not shown. Refused (not-found) for a dossier or a version that
 * the reader may not know of.
 */
export async function compareTexts(
  world: World,
  by: Member,
  asked: AskedSides & { readonly hidesMinor?: boolean },
): Promise<CompareView> {
  const readable = await askHistory(world, by, asked.dossierId)
  const chosen = await sidesOf(world, by, { asked, readable })
  const pending = suggestionsOf((await world.rooms.read(readable.row.document_id)).trees).length
  if (!chosen.sides) return { ...chosen, languages: null, pending }
  const [from, to] = [
    await textOf(world, by, chosen.sides.from, asked),
    await textOf(world, by, chosen.sides.to, asked),
  ]
  const [after, upto] = [Math.min(from.seq, to.seq), Math.max(from.seq, to.seq)]
  const hands = await handsBetween(world, { readable, after, upto })
  const compared = languages.map((language) => {
    const one = redline(from.numbered(language), to.numbered(language))
    return [language, comparedLanguage(asked.hidesMinor ? withoutMinor(one) : one, hands)] as const
  })
  return { ...chosen, languages: Object.fromEntries(compared) as Record<Language, ComparedLanguage>, pending }
}

/** What was done between the two, whichever is the earlier. Refused likewise. */
export async function readChangeLog(world: World, by: Member, asked: AskedSides): Promise<ChangeLogView> {
  const readable = await askHistory(world, by, asked.dossierId)
  const chosen = await sidesOf(world, by, { asked, readable })
  if (!chosen.sides) return { ...chosen, lines: [], places: [] }
  const texts = [await textOf(world, by, chosen.sides.from, asked), await textOf(world, by, chosen.sides.to, asked)]
  const [earlier, later] = texts.toSorted((one, other) => one.seq - other.seq) as [Text, Text]
  const written = await contributionsBetween(world, { readable, after: earlier.seq, upto: later.seq })
  const lines = inOrder(
    written.map((one) => ({ ...one, number: numberIn([later, earlier], one) })),
    languages.map((language) => redline(earlier.numbered(language), later.numbered(language))),
  )
  const writers = new Map(lines.flatMap(({ hand }) => writersIn(hand)).map((one) => [one.place, one]))
  const places = [...writers.values()].map(({ place, delegation }) => ({ place, delegation }))
  return { ...chosen, lines, places }
}

interface Choosing {
  readonly asked: AskedSides
  readonly readable: Readable
}

async function sidesOf(world: World, by: Member, { asked, readable }: Choosing): Promise<Sides> {
  const versions = await versionsOf(world, by, readable.row.id)
  const dossier = dossierLine(readable.row)
  const [newest] = versions
  const side = (id: string): Side => (id === now ? { id, version: null } : { id, version: found(versions, id) })
  const from = asked.from ?? newest?.id
  if (from === undefined) return { dossier, versions, sides: null }
  return { dossier, versions, sides: { from: side(from), to: side(asked.to ?? now) } }
}

function found(versions: readonly VersionView[], id: string): VersionView {
  return versions.find((one) => one.id === id) ?? refuseUnknown()
}

interface Text {
  readonly seq: number
  numbered(language: Language): Numbered
}

async function textOf(world: World, by: Member, side: Side, { dossierId }: AskedSides): Promise<Text> {
  const { seq, text } = side.version
    ? { ...(await versionText(world, by, side.id)), seq: side.version.uptoSeq }
    : await currentText(world, by, dossierId)
  return { seq, numbered: (language) => ({ tree: text.trees[language], numbers: text.numbers[language] }) }
}

function comparedLanguage(one: Redline, hands: ReadonlyMap<string, readonly HandView[]>): ComparedLanguage {
  const count = (change: 'inserted' | 'deleted') =>
    one.paragraphs
      .flatMap(({ moved, pieces }) => (moved === 'away' ? [] : pieces))
      .reduce((sum, piece) => sum + (piece.change === change && !piece.isBreak ? countWords(piece.run.text) : 0), 0)
  const writers = one.paragraphs.flatMap(({ pid }) => {
    const here = hands.get(`${one.language} ${pid}`)
    return here ? [[pid, distinct(here.flatMap(writersIn))] as const] : []
  })
  return { ...one, put: count('inserted'), taken: count('deleted'), writers: Object.fromEntries(writers) }
}

function writersIn(hand: HandView): readonly Writer[] {
  if (hand.is === 'server') return []
  return hand.is === 'suggestion' ? hand.by : [hand.by]
}

function distinct(writers: readonly Writer[]): Writer[] {
  return [...new Map(writers.map((one) => [`${one.id} ${one.place}`, one])).values()]
}

function numberIn(texts: readonly Text[], { language, pid }: Pick<LogLine, 'language' | 'pid'>): string {
  return texts.flatMap((text) => text.numbered(language).numbers.get(pid) ?? [])[0] ?? ''
}

/** As the paragraphs stand in the later text, what is gone where it stood; each language by itself. */
function inOrder(lines: readonly LogLine[], texts: readonly Redline[]): LogLine[] {
  const places = texts.flatMap(({ language, paragraphs }) =>
    paragraphs.flatMap(({ pid, moved }, at) => (moved === 'away' ? [] : [[`${language} ${pid}`, at] as const])),
  )
  const order = new Map(places)
  const placeOf = ({ language, pid }: LogLine) => order.get(`${language} ${pid}`) ?? order.size
  const side = ({ language }: LogLine) => languages.indexOf(language)
  return lines.toSorted(
    (one, other) => side(one) - side(other) || placeOf(one) - placeOf(other) || one.firstAt - other.firstAt,
  )
}
