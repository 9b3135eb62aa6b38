// Who may be named in a comment, and where somebody was named.

import { findLastVersion, listMentions } from '#db/comments/comments.ts'
import { type Space, whyNotThere } from '../../domain/comments/comment-space.ts'
import type { Words } from '../../domain/language.ts'
import { delegationOf, type Member } from '../../domain/people/appointment.ts'
import { heed } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { askDossier, listReadable } from '../dossiers/dossier-access.ts'
import { printerOf } from '../people/person-labels.ts'
import type { Person } from '../people/person-views.ts'
import type { DossierLine } from '../row-views.ts'
import { dossierLine } from '../row-views.ts'
import { readersOf } from './comment-threads.ts'
import { calledAs, namesIn } from './margin.ts'

/** Somebody who may be named: a person with their delegation, a Party or a body. */
export interface ReaderLine {
  /** `m:ID`, `p:ID` or `b:ID`. */
  readonly mentioned: string
  readonly name: Words
  /** Of a person; '' of the others. */
  readonly delegation: Words
  /** A thread may be given to them: they may answer there. */
  readonly answers: boolean
}

const nowhere: Words = { en: '', fr: '' }

/** Those who may read what is said in a space of the dossier, people first. */
export async function listReaders(
  world: World,
  by: Member,
  { dossierId, space }: { readonly dossierId: string; readonly space: Space },
): Promise<readonly ReaderLine[]> {
  const { db } = world.store
  const now = world.clock()
  const { item } = await askDossier(db, { id: dossierId, by, now }, 'draft.read')
  const at = { item, space, partyId: space === 'delegation' ? delegationOf(by) : null }
  heed(whyNotThere('read', by, at))
  const { members, mentionable } = await readersOf(db, at, now)
  const printer = await printerOf(db, now)
  const people = members.map((member): ReaderLine => {
    const { name, delegation } = printer.byId(member.id)
    const answers = whyNotThere('write', member, at) === null
    return { mentioned: `m:${member.id}`, name: { en: name, fr: name }, delegation, answers }
  })
  const places = [...mentionable].flatMap((mentioned): ReaderLine[] => {
    const name = mentioned.startsWith('m:') ? null : printer.place(mentioned.slice(2))
    return name ? [{ mentioned, name, delegation: nowhere, answers: false }] : []
  })
  return [...people, ...places]
}

/** A comment that names the reader, their delegation or their body. */
export interface MentionLine {
  readonly id: string
  readonly dossier: DossierLine
  readonly pid: string
  readonly author: Person
  readonly body: string
  readonly named: Readonly<Record<string, Words>>
  readonly space: Space
  readonly at: number
  readonly isResolved: boolean
}

/** Where the reader is called for, newest first; only what they may read now. */
export async function listMyMentions(world: World, by: Member): Promise<readonly MentionLine[]> {
  const { db } = world.store
  const now = world.clock()
  const mentions = await listMentions(db, calledAs(by))
  const ids = [...new Set(mentions.map(({ dossier_id }) => dossier_id))]
  const readable = new Map((await listReadable(db, by, now, { ids })).map((one) => [one.row.id, one]))
  const printer = await printerOf(db, now)
  const lines: MentionLine[] = []
  for (const row of mentions) {
    const dossier = readable.get(row.dossier_id)
    const at = dossier && { item: dossier.item, space: row.space, partyId: row.party_id }
    if (!at || whyNotThere('read', by, at) !== null) continue
    const body = row.number === 1 ? row.body : ((await findLastVersion(db, row.id))?.body ?? row.body)
    const { id, pid, space, at: saidAt } = row
    lines.push({
      ...{ id, pid, space, body, at: saidAt, dossier: dossierLine(dossier.row), author: printer.byId(row.member_id) },
      named: namesIn([body], printer),
      isResolved: row.resolved_at !== null,
    })
  }
  return lines
}
