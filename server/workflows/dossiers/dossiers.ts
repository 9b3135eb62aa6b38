// A dossier from its mandate on: opened, read, moved along its path, its rapporteurs named. It knows no text beyond
// counts.

import { findCommentsDue } from '#db/comments/comment-places.ts'
import { listArticlesOfDossier } from '#db/convention/articles.ts'
import { listBallots } from '#db/decisions/ballots.ts'
import { findMeeting } from '#db/decisions/meetings.ts'
import { insertAssignment } from '#db/dossiers/assignments.ts'
import { findDossier, insertDossier, insertNextReference, updateDossier } from '#db/dossiers/dossiers.ts'
import type { Tx } from '#db/engine/transaction.ts'
import { findMember } from '#db/people/members.ts'
import { findPublicationOfDossier } from '#db/publications.ts'
import { insertFirstUpdate } from '#db/texts/documents.ts'
import { countVersions } from '#db/versions/versions.ts'
import { type AccessClass, classChange, whyNot, whyNotChangeClass } from '../../domain/access/access.ts'
import { articleNumbers } from '../../domain/convention/article.ts'
import { type DossierKind, type MovableState, whyNotMove, whyNotTitle } from '../../domain/dossiers/dossier.ts'
import { formatReference } from '../../domain/dossiers/reference.ts'
import { delegationOf, type Member } from '../../domain/people/appointment.ts'
import { heed, Refused, refusal } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { act } from '../acts/act.ts'
import { onDossier } from '../acts/on-dossier.ts'
import { printerOf } from '../people/person-labels.ts'
import { headOfDossier } from '../record/heads.ts'
import type { DossierLine } from '../row-views.ts'
import { articleLine, ballotLine, dossierLine, meetingLine } from '../row-views.ts'
import { yearInStrasbourg } from '../strasbourg.ts'
import { mayReadHistory } from '../versions/versions.ts'
import { askDossier, listReadable, readableOf } from './dossier-access.ts'
import type { DossierView } from './dossier-views.ts'
import { firstPage } from './first-page.ts'
import { invitationsOf } from './invitations.ts'
import { stepsOf, whyNotAnyClass } from './steps.ts'
import { textFacts } from './text-facts.ts'

export interface Mandate {
  readonly kind: DossierKind
  readonly titleEn: string
  readonly titleFr: string
  readonly articles: readonly number[]
  readonly rapporteurId: string | null
  readonly class: 'internal' | 'restricted'
}

/** Opens a dossier under the next reference of the year, with one empty operative paragraph in both languages. */
export async function openDossier(world: World, by: Member, mandate: Mandate): Promise<{ id: string }> {
  heed(whyNotTitle({ en: mandate.titleEn, fr: mandate.titleFr }))
  const articles = [...new Set(mandate.articles)].sort((one, other) => one - other)
  if (!articles.every((number) => articleNumbers.includes(number))) throw new Refused(noSuchArticle)
  const id = world.mint()
  const collab = world.mint()
  return act(world, by, async ({ tx, by }) => {
    heed(whyNot('text.create', by, null))
    const year = yearInStrasbourg(tx.now)
    const number = await insertNextReference(tx, year)
    const row = {
      id,
      kind: mandate.kind,
      title_en: mandate.titleEn.trim(),
      title_fr: mandate.titleFr.trim(),
      state: 'drafting' as const,
      class: mandate.class,
      ref_year: year,
      ref_number: number,
      document_id: collab,
      meeting_id: null,
      created_by: by.id,
      created_at: tx.now,
    }
    await insertDossier(tx, row, articles)
    await insertFirstUpdate(tx, collab, firstPage(world.mint()))
    const rapporteur = mandate.rapporteurId
    const named = rapporteur && (await assign(world, tx, { dossierId: id, memberId: rapporteur }))
    const reference = formatReference(year, number)
    return {
      result: { id },
      line: {
        act: 'opened a dossier',
        subject: `dossier:${id}`,
        detail: { articles, class: row.class, kind: row.kind, rapporteur, reference },
        sealed: [
          ['reference', year, number],
          ['dossier', id],
          ['dossier_article', id],
          ['document', collab],
          ...(named ? [['assignment', named] as const] : []),
        ],
      },
    }
  })
}

/** Those the reader may know of, newest reference first. */
export async function listDossiers(world: World, by: Member): Promise<readonly DossierLine[]> {
  return (await listReadable(world.store.db, by, world.clock())).map(({ row }) => dossierLine(row))
}

/**
 * The dossier as those who work on it see it. Once it is published, everybody else is led to the published text
 * (findPublishedInstead).
 */
export async function readDossier(world: World, by: Member, id: string): Promise<DossierView> {
  const { db } = world.store
  const now = world.clock()
  const { row, item, assignments } = await askDossier(db, { id, by, now }, 'draft.read')
  const printer = await printerOf(db, now)
  const meeting = row.meeting_id === null ? undefined : await findMeeting(db, row.meeting_id)
  const ballots = (await listBallots(db, id)).filter(
    (ballot) => whyNot(ballot.state === 'open' ? 'vote.running.read' : 'vote.result.read', by, item) === null,
  )
  const rapporteurs = assignments.filter((one) => one.role === 'rapporteur')
  return {
    ...dossierLine(row),
    collab: row.document_id,
    articles: (await listArticlesOfDossier(db, id)).map(articleLine),
    rapporteurs: rapporteurs.map((one) => printer.byId(one.member_id)),
    openedAt: row.created_at,
    meeting: meeting ? meetingLine(meeting) : null,
    ballots: ballots.map(ballotLine),
    versions: mayReadHistory(by, { item }) ? await countVersions(db, id) : null,
    published: (await findPublicationOfDossier(db, id))?.symbol ?? null,
    steps: await stepsOf(world, by, { row, item, assignments }),
    whyNotChangeClass: whyNotAnyClass(by, item),
    whyNotName: whyNot('text.assign', by, item),
    ...(await invitationsOf(db, by, item)),
    due: { at: await findCommentsDue(db, id), whyNotSet: whyNot('comments.due', by, item) },
    hasReply: delegationOf(by) !== null,
    recordHead: await headOfDossier(db, by, id),
  }
}

/**
 * The symbol of the published text, for somebody who may read that and not the draft; null for everybody else and
 * everything unknown.
 */
export async function findPublishedInstead(world: World, by: Member, id: string): Promise<string | null> {
  const { db } = world.store
  const row = await findDossier(db, id)
  if (!row) return null
  const { item } = await readableOf(db, row, world.clock())
  if (whyNot('text.read', by, item) !== null || whyNot('draft.read', by, item) === null) return null
  return (await findPublicationOfDossier(db, id))?.symbol ?? null
}

/** A step of the path that a person takes: into drafting, circulation, or before a meeting. */
export async function moveDossier(
  world: World,
  by: Member,
  { dossierId, to, meetingId }: { dossierId: string; to: MovableState; meetingId?: string },
): Promise<void> {
  const asked = await askDossier(world.store.db, { id: dossierId, by, now: world.clock() }, 'text.move')
  const { trees } = await world.rooms.read(asked.row.document_id)
  await onDossier(world, by, { dossierId, asks: 'text.move' }, async ({ tx, row }) => {
    if (meetingId !== undefined && !(await findMeeting(tx.q, meetingId))) throw new Refused(noSuchMeeting)
    const meeting = to === 'meeting' ? (meetingId ?? row.meeting_id) : row.meeting_id
    const facts = {
      ...textFacts(trees),
      state: row.state,
      hasMeeting: meeting !== null,
      openToDelegations: row.class !== 'internal',
    }
    heed(whyNotMove(facts, to))
    await updateDossier(tx, dossierId, { state: to, meeting_id: meeting })
    const detail = { from: row.state, to, meeting }
    return { act: 'moved a dossier', detail, result: null, after: { reseat: { collab: row.document_id } } }
  })
}

export async function changeClass(
  world: World,
  by: Member,
  { dossierId, class: to }: { dossierId: string; class: AccessClass },
): Promise<void> {
  await onDossier(world, by, { dossierId }, async ({ tx, by, row, item }) => {
    heed(whyNot(classChange(row.class, to), by, item))
    heed(whyNotChangeClass(row.class, to, row.state))
    await updateDossier(tx, dossierId, { class: to })
    const after = { reseat: { collab: row.document_id } }
    return { act: 'changed the class', detail: { from: row.class, to }, result: null, after }
  })
}

export async function nameRapporteur(
  world: World,
  by: Member,
  { dossierId, memberId }: { dossierId: string; memberId: string },
): Promise<void> {
  await onDossier(world, by, { dossierId, asks: 'text.assign' }, async ({ tx, item, row }) => {
    if (item.rapporteurs.includes(memberId)) throw new Refused(alreadyRapporteur)
    const id = await assign(world, tx, { dossierId, memberId })
    const line = { act: 'named a rapporteur', detail: { member: memberId }, sealed: [['assignment', id] as const] }
    return { ...line, result: null, after: { reseat: { collab: row.document_id } } }
  })
}

/** The id of the assignment. */
async function assign(world: World, tx: Tx, to: { dossierId: string; memberId: string }): Promise<string> {
  if (!(await findMember(tx.q, to.memberId, tx.now))) throw new Refused(noSuchMember)
  const id = world.mint()
  await insertAssignment(tx, {
    id,
    dossier_id: to.dossierId,
    member_id: to.memberId,
    role: 'rapporteur',
    language: null,
    from_at: tx.now,
    until_at: null,
  })
  return id
}

const noSuchArticle = refusal(
  'not-valid',
  { en: 'The Convention has Articles 1 to 50.', fr: 'La Convention compte les articles 1 à 50.' },
  'articles',
)
const noSuchMember = refusal(
  'not-valid',
  { en: 'Choose a member of the Committee.', fr: 'Choisissez un membre du Comité.' },
  'rapporteurId',
)
const noSuchMeeting = refusal(
  'not-valid',
  { en: 'There is no such meeting.', fr: 'Cette réunion n’existe pas.' },
  'meetingId',
)
const alreadyRapporteur = refusal('not-again', {
  en: 'This member is already rapporteur for the dossier.',
  fr: 'Ce membre est déjà rapporteur du dossier.',
})
