// What the head of a delegation composes its official reply from (S11): the remarks of its experts by paragraph, and
// what was released.

import { numbersOf } from '../../document/numbering/number.ts'
import { settledTrees } from '../../document/suggestions/settled.ts'
import { wordsOf } from '../../document/tree/tree.ts'
import { whyNot } from '../../domain/access/access.ts'
import { whyNotThere } from '../../domain/comments/comment-space.ts'
import { languages, type Words } from '../../domain/language.ts'
import { delegationOf, type Member } from '../../domain/people/appointment.ts'
import { heed, type Refusal } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { askDossier, refuseUnknown } from '../dossiers/dossier-access.ts'
import { printerOf } from '../people/person-labels.ts'
import type { DossierLine } from '../row-views.ts'
import { dossierLine } from '../row-views.ts'
import { marginView } from './margin.ts'
import type { CommentView, MarginView, ThreadView } from './margin-views.ts'

/** A paragraph of the text, the text as a whole (pid ''), or one that is gone. */
export interface ReplyPart {
  readonly pid: string
  /** As printed; null for what has none. */
  readonly number: string | null
  /** As it stands, without what is only suggested; empty for the text as a whole and for a paragraph that is gone. */
  readonly words: Words
  readonly isGone: boolean
  /** Threads of the delegation's own space. */
  readonly remarks: readonly ThreadView[]
  /** Official replies of the delegation, oldest first. */
  readonly released: readonly CommentView[]
}

export interface ReplyDesk {
  readonly dossier: DossierLine
  readonly party: Words
  /** Null for the head while comments are taken. */
  readonly whyNotRelease: Refusal | null
  readonly due: MarginView['due']
  /** Whether the deadline lies behind. */
  readonly isLate: boolean
  readonly named: MarginView['named']
  /** The text as a whole, its paragraphs in order, then those that are gone and were remarked upon. */
  readonly parts: readonly ReplyPart[]
}

/**
 * For every member of the delegation; the head alone releases. Refused like an unknown text to whoever is of no
 * delegation.
 */
export async function readReplyDesk(world: World, by: Member, dossierId: string): Promise<ReplyDesk> {
  const { db } = world.store
  const now = world.clock()
  const readable = await askDossier(db, { id: dossierId, by, now }, 'draft.read')
  const { row, item } = readable
  const partyId = delegationOf(by)
  if (partyId === null) return refuseUnknown()
  heed(whyNotThere('read', by, { item, space: 'delegation', partyId }))
  const { trees } = await world.rooms.read(row.document_id)
  const printer = await printerOf(db, now)
  const margin = await marginView(db, { by, readable, trees, printer, now })
  return {
    dossier: dossierLine(row),
    party: printer.place(partyId) ?? { en: '', fr: '' },
    whyNotRelease: whyNot('reply.release', by, { ...item, partyId }),
    due: margin.due,
    isLate: margin.due.at !== null && now > margin.due.at,
    named: margin.named,
    parts: partsOf(settledTrees(trees), margin.threads, partyId),
  }
}

function partsOf(
  trees: ReturnType<typeof settledTrees>,
  threads: readonly ThreadView[],
  partyId: string,
): readonly ReplyPart[] {
  const numbers = { en: numbersOf(trees.en), fr: numbersOf(trees.fr) }
  const order = [...new Set(languages.flatMap((language) => trees[language].paragraphs.map(({ pid }) => pid)))]
  const there = order.filter(Boolean)
  const ownThreads = threads.map((thread) => ({ thread, released: thread.comments.filter(isOwn(partyId)) }))
  const told = ownThreads.filter(({ thread, released }) => thread.space === 'delegation' || released.length > 0)
  const gone = [...new Set(told.map(({ thread }) => thread.pid))].filter((pid) => pid !== '' && !there.includes(pid))
  const wordsIn = (language: 'en' | 'fr', pid: string) => {
    const paragraph = trees[language].paragraphs.find((one) => one.pid === pid && pid !== '')
    return paragraph ? wordsOf(paragraph) : ''
  }
  return ['', ...there, ...gone].map((pid) => {
    const here = told.filter(({ thread }) => thread.pid === pid)
    return {
      pid,
      number: numbers.en.get(pid) ?? numbers.fr.get(pid) ?? null,
      words: { en: wordsIn('en', pid), fr: wordsIn('fr', pid) },
      isGone: gone.includes(pid),
      remarks: here.flatMap(({ thread }) => (thread.space === 'delegation' ? [thread] : [])),
      released: here.flatMap(({ released }) => released),
    }
  })
}

function isOwn(partyId: string) {
  return ({ officialOf, from }: CommentView) => officialOf !== null && from === partyId
}
