// Participants and observers let in to one dossier, from a day to a day. It knows no rights beyond asking for them.

import { insertInvitation, updateInvitationEnd } from '#db/dossiers/assignments.ts'
import type { Db } from '#db/engine/open.ts'
import { type BodyRow, findBody, listBodies } from '#db/people/bodies.ts'
import { type Item, whyNot } from '../../domain/access/access.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { Refused, refusal } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { onDossier } from '../acts/on-dossier.ts'
import { bodyLine } from '../row-views.ts'
import { found } from './dossier-access.ts'
import type { DossierView } from './dossier-views.ts'

/** Lets a participant or an observer in to one dossier, from now on. */
export async function inviteBody(
  world: World,
  by: Member,
  { dossierId, bodyId }: { dossierId: string; bodyId: string },
): Promise<void> {
  await onDossier(world, by, { dossierId, asks: 'body.invite' }, async ({ tx, item, row: { document_id } }) => {
    found(await findBody(tx.q, bodyId))
    if (item.invited.includes(bodyId)) throw new Refused(alreadyInvited)
    const row = { id: world.mint(), dossier_id: dossierId, body_id: bodyId, from_at: tx.now, until_at: null }
    await insertInvitation(tx, row)
    const line = { act: 'invited a body', detail: { body: bodyId }, sealed: [['invitation', row.id] as const] }
    return { ...line, result: null, after: { reseat: { collab: document_id } } }
  })
}

/** Ends an invitation now. Someone of that body who is in the room is put out before their next byte. */
export async function endInvitation(
  world: World,
  by: Member,
  { dossierId, bodyId }: { dossierId: string; bodyId: string },
): Promise<void> {
  await onDossier(world, by, { dossierId, asks: 'body.invite' }, async ({ tx, item, row }) => {
    if (!item.invited.includes(bodyId)) throw new Refused(notInvited)
    const ended = await updateInvitationEnd(tx, { dossierId, bodyId })
    const sealed = ended.map((id) => ['invitation', id] as const)
    const line = { act: 'ended an invitation', detail: { body: bodyId }, sealed }
    return { ...line, result: null, after: { reseat: { collab: row.document_id } } }
  })
}

/** Who is invited, whether they can read it as its class stands, and who else may be. */
export async function invitationsOf(
  db: Db,
  by: Member,
  item: Item,
): Promise<Pick<DossierView, 'invited' | 'bodies' | 'whyNotInvite'>> {
  const whyNotInvite = whyNot('body.invite', by, item)
  const bodies = await listBodies(db)
  const invited = bodies.filter(({ id }) => item.invited.includes(id))
  const others = bodies.filter(({ id }) => !item.invited.includes(id))
  return {
    invited: invited.map((body) => ({ ...bodyLine(body), reads: whyNot('draft.read', anyoneOf(body), item) === null })),
    bodies: whyNotInvite === null ? others.map(bodyLine) : [],
    whyNotInvite,
  }
}

/** Whoever sits for the body, to ask what the body may do. */
function anyoneOf({ id, standing }: BodyRow): Member {
  return { id: '', name: '', language: 'en', appointments: [{ role: standing, partyId: null, bodyId: id }] }
}

const alreadyInvited = refusal('not-again', {
  en: 'This body is already invited to the dossier.',
  fr: 'Cet organisme est déjà invité au dossier.',
})
const notInvited = refusal('not-again', {
  en: 'This body is not invited to the dossier, or no longer.',
  fr: 'Cet organisme n’est pas, ou n’est plus, invité au dossier.',
})
