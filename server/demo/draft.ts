// The demo's open dossier: a draft opinion on Article 23, written for this project. It is nobody's position.

import type { Pair } from '../document/writing/edit.ts'
import { seed } from '../document/writing/edit.ts'
import type { Space } from '../domain/comments/comment-space.ts'
import type { Member } from '../domain/people/appointment.ts'
import type { ParagraphKind } from '../domain/text/paragraph.ts'
import { setCommentsDue } from '../workflows/comments/comment-deadline.ts'
import { comment, reply } from '../workflows/comments/comments.ts'
import { openDossier, readDossier } from '../workflows/dossiers/dossiers.ts'
import { inviteBody } from '../workflows/dossiers/invitations.ts'
import { convene, recordPresence } from '../workflows/meetings/meetings.ts'
import { dayInStrasbourg, instantInStrasbourg } from '../workflows/strasbourg.ts'
import type { World } from '../world.ts'
import type { Seated } from './committee.ts'
import { runsOf } from './wording.ts'

type Wording = readonly [kind: ParagraphKind, en: string, fr: string]

const title = {
  en: 'Opinion on recognising and reporting the solicitation of children that stays online (Article 23)',
  fr: 'Avis sur le repérage et le signalement de la sollicitation d’enfants qui demeure en ligne (article 23)',
}

const wordings: readonly Wording[] = [
  [
    'recital',
    'Having regard to [[article:41]] of the Convention, which entrusts it with giving an opinion on any question raised by the application of the Convention;',
    'Vu l’[[article:41]] de la Convention, qui lui confie le soin de donner un avis sur toute question soulevée par l’application de la Convention ;',
  ],
  [
    'recital',
    'Recalling that [[article:23]] addresses the adult who uses information and communication technologies to bring a child to a meeting for sexual purposes;',
    'Rappelant que l’[[article:23]] vise l’adulte qui recourt aux technologies de l’information et de la communication pour amener un enfant à une rencontre à des fins sexuelles ;',
  ],
  [
    'recital',
    'Recalling [[text:T-ES(2015)04]], in which it observed that such approaches often run their whole course online and harm the child no less;',
    'Rappelant l’avis [[text:T-ES(2015)04]], dans lequel il a constaté que ces approches se déroulent souvent entièrement en ligne et n’en nuisent pas moins à l’enfant ;',
  ],
  [
    'recital',
    'Bearing in mind that, according to [[text:T-ES(2017)03]], the tool used to commit an offence changes nothing in its nature;',
    'Gardant à l’esprit que, selon l’avis [[text:T-ES(2017)03]], l’outil employé pour commettre une infraction ne change rien à sa nature ;',
  ],
  [
    'recital',
    'Noting that support services designed for children abused online are rare ([[finding:C-04]]);',
    'Notant que les services de soutien conçus pour les enfants victimes d’abus en ligne sont rares ([[finding:C-04]]) ;',
  ],
  [
    'recital',
    'Noting also the recommendation that authorities act of their own motion ([[finding:R-06]]), and convinced that no child should have to complain in order to be protected;',
    'Notant également la recommandation tendant à ce que les autorités agissent d’office ([[finding:R-06]]), et convaincu qu’aucun enfant ne devrait avoir à porter plainte pour être protégé ;',
  ],
  [
    'operative',
    'Considers that a proposal within the meaning of [[article:23]] may be made through any service that carries messages, including games, live streams and groups closed to outsiders.',
    'Considère qu’une proposition au sens de l’[[article:23]] peut être formulée au moyen de tout service qui transmet des messages, y compris les jeux, les diffusions en direct et les groupes fermés aux tiers.',
  ],
  [
    'operative',
    'Invites the Parties to consider treating steps towards an encounter by video in the same way as steps towards an encounter in person ([[article:23]], [[article:21]]).',
    'Invite les Parties à envisager de traiter les actes préparant une rencontre par vidéo de la même manière que ceux qui préparent une rencontre en personne ([[article:23]], [[article:21]]).',
  ],
  [
    'operative',
    'Invites the Parties to see to it that those in regular contact with children recognise the signs of solicitation and know to whom they may report it ([[article:5]], [[article:12]]).',
    'Invite les Parties à veiller à ce que les personnes en contact régulier avec des enfants reconnaissent les signes de sollicitation et sachent à qui la signaler ([[article:5]], [[article:12]]).',
  ],
  [
    'operative',
    'Invites the Parties to give investigators the means to identify victims from the exchanges themselves, in keeping with [[article:30:5]].',
    'Invite les Parties à donner aux enquêteurs les moyens d’identifier les victimes à partir des échanges eux-mêmes, conformément à l’[[article:30:5]].',
  ],
  [
    'operative',
    'Decides to return to these questions within two years of the adoption of this opinion, in the light of what the Parties have reported.',
    'Décide de revenir sur ces questions dans les deux ans suivant l’adoption du présent avis, à la lumière des informations communiquées par les Parties.',
  ],
]

const day = 86_400_000

interface Said {
  readonly language: 'en' | 'fr'
  /** Of the paragraph, from 0. */
  readonly at: number
  readonly words: string
  readonly body: string
  readonly space?: Space
}

/** Opens the dossier, writes the draft, lets four people speak in its margin, and invites the ITU to follow it. */
export async function openDemoDossier(world: World, seated: Seated): Promise<{ id: string }> {
  const { secretariat, rapporteur, heads, delegates } = seated
  const { id } = await openDossier(world, secretariat, {
    kind: 'opinion',
    titleEn: title.en,
    titleFr: title.fr,
    articles: [23, 12, 21, 30],
    rapporteurId: rapporteur.id,
    class: 'restricted',
  })
  const { collab } = await readDossier(world, secretariat, id)
  const pairs: readonly Pair[] = wordings.map(([kind, en, fr]) => ({
    pid: world.mint(),
    kind,
    en: runsOf(en, 'en'),
    fr: runsOf(fr, 'fr'),
  }))
  await world.rooms.write(collab, (doc) => seed(doc, pairs))
  const on = async (head: string, language: 'en' | 'fr', at: number, words: string, body: string) =>
    say(heads.get(head), { language, at, words, body })
  const say = async (by: Member | undefined, said: Said) => {
    const { language, at, words, body, space = 'shared' } = said
    const pair = pairs[at]
    if (!by || !pair) throw new Error('a comment has no author or no place')
    const start = pair[language]
      .map((run) => run.text)
      .join('')
      .indexOf(words)
    return comment(world, by, { dossierId: id, language, pid: pair.pid, start, end: start + words.length, body, space })
  }
  const { threadId } = await on(
    'SE',
    'en',
    6,
    'groups closed to outsiders',
    'Does this reach end-to-end encrypted groups?',
  )
  await reply(world, rapporteur, {
    threadId,
    body: 'It does: the wording turns on the proposal, not on who can see it.',
  })
  await on('FR', 'fr', 7, 'rencontre par vidéo', 'Préciser s’il s’agit aussi des appels sans image.')
  await on('EE', 'en', 8, 'know to whom they may report it', 'Add the helplines of Article 13?')
  await say(delegates.get('FR'), {
    ...{ language: 'fr', at: 7, words: 'actes préparant une rencontre', space: 'delegation' },
    body: 'Le ministère préférerait «\u00a0actes matériels\u00a0», comme à l’article 23.',
  })
  const dueOn = dayInStrasbourg(world.clock() + 14 * day)
  await setCommentsDue(world, secretariat, { dossierId: id, dueAt: instantInStrasbourg(`${dueOn}T18:00`) })
  await inviteBody(world, secretariat, { dossierId: id, bodyId: 'itu' })
  return { id }
}

/** In the room of the demo meeting: more than the quorum, and not everyone. */
const presentParties = 30

/** A meeting that opens on the day of the demo, on invented dates, with so many delegations in the room. */
export async function conveneDemoMeeting(world: World, seated: Seated): Promise<{ id: string }> {
  const date = (days: number) => new Date(world.clock() + days * day).toISOString().slice(0, 10)
  const { id } = await convene(world, seated.secretariat, {
    number: 43,
    placeEn: 'Strasbourg (demonstration, invented dates)',
    placeFr: 'Strasbourg (démonstration, dates inventées)',
    opensOn: date(0),
    closesOn: date(2),
  })
  const partyIds = [...seated.heads.keys()].slice(0, presentParties)
  await recordPresence(world, seated.secretariat, { meetingId: id, partyIds, movement: 'arrived' })
  return { id }
}
