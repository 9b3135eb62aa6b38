// The first act of an empty store: Parties, bodies, rules, Convention and findings, and the first member of the
// Secretariat.

import { insertArticles } from '#db/convention/articles.ts'
import { insertFindings } from '#db/convention/findings.ts'
import { insertRules } from '#db/decisions/rules.ts'
import type { Tx } from '#db/engine/transaction.ts'
import { insertBodies } from '#db/people/bodies.ts'
import { countMembers } from '#db/people/members.ts'
import { insertParticipations, insertParties } from '#db/people/parties.ts'
import type { Seed, SeedArticle, SeedFinding, SeedParty } from '#db/seed.ts'
import { defaultRules } from '../../domain/decisions/procedure.ts'
import type { Words } from '../../domain/language.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { Refused, refusal } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { record } from '../record/record.ts'
import { sealedTables } from '../record/sealed-forms.ts'
import { sealsOfTables } from '../record/seals.ts'
import { transactAtHead } from '../record/transact-at-head.ts'
import { insertNewcomers, type Newcomer } from './members.ts'

/** True while nobody could sign in. */
export async function isUnfounded(world: World): Promise<boolean> {
  return (await countMembers(world.store.db)) === 0
}

/**
 * Founds the committee and admits its first member, to the Secretariat. Refused (not-again) once anyone was admitted.
 */
export async function foundCommittee(world: World, seed: Seed, first: Omit<Newcomer, 'appointments'>): Promise<Member> {
  return transactAtHead(world.store, world.clock, async (tx) => {
    if ((await countMembers(tx.q)) > 0) throw new Refused(alreadyFounded)
    const participations = seed.parties.map((party) => participationRow(world.mint(), party))
    const rules = defaultRules.map(({ key, rule, basis }) => ({
      id: world.mint(),
      key,
      value: JSON.stringify(rule),
      basis_en: basis.en,
      basis_fr: basis.fr,
      is_default: 1,
      from_at: 0,
    }))
    await insertParties(tx, seed.parties.map(partyRow))
    await insertParticipations(tx, participations)
    await insertRules(tx, rules)
    await insertSeedRows(tx, seed)
    const secretariat = { role: 'secretariat', partyId: null, bodyId: null } as const
    const { members } = await insertNewcomers(tx, world.mint, [{ ...first, appointments: [secretariat] }])
    const [member] = members
    if (!member) throw new Error('nobody was admitted')
    const seals = await sealsOfTables(tx.q, sealedTables)
    const detail = { parties: seed.parties.length, secretariat: member.id, seals }
    await record(tx, { actor: 'system', act: 'founded the committee', subject: 'committee:1', detail })
    return member
  })
}

async function insertSeedRows(tx: Tx, seed: Seed): Promise<void> {
  const bodies = seed.bodies.map((body) => ({
    id: body.id,
    name_en: body.name,
    name_fr: body.nameFr,
    acronym_en: body.acronym,
    acronym_fr: body.acronymFr,
    standing: body.kind.startsWith('observer') ? ('observer' as const) : ('participant' as const),
    status_note: body.status,
    verified: body.verified ? 1 : 0,
  }))
  const articles = seed.findings.flatMap((finding) =>
    finding.articlesConcerned.map((article) => ({ finding_id: finding.id, article })),
  )
  const parties = seed.findings.flatMap((finding) =>
    (finding.addressee ?? []).map((party_id) => ({ finding_id: finding.id, party_id })),
  )
  await insertBodies(tx, bodies)
  await insertArticles(tx, seed.articles.map(articleRow))
  await insertFindings(tx, seed.findings.map(findingRow), { articles, parties })
}

function partyRow(party: SeedParty) {
  return {
    id: party.iso2,
    name_en: party.nameEn,
    name_fr: party.nameFr,
    ratified_on: party.ratified,
    ratified_verified: party.ratifiedVerified ? 1 : 0,
    in_force_on: party.inForce,
    source: party.source,
  }
}

const fullBasis: Words = {
  en: 'Party to the Convention; Article 39 seats the representatives of the Parties, one vote each is assumed.',
  fr: 'Partie à la Convention\u00a0; l’article 39 réunit les représentants des Parties, une voix chacune est présumée.',
}

/** Nothing that could be read settles it, so the default of every Party stands, and the roll says that it is one. */
const unconfirmedBasis: Words = {
  en: 'To be confirmed: Party to the Convention; whether its seat or vote is limited is not established. Full participation is a default.',
  fr: 'À confirmer\u00a0: Partie à la Convention\u00a0; il n’est pas établi que son siège ou son vote soit limité. La participation pleine est une valeur par défaut.',
}

/** In force from the day the Convention entered into force for the Party. */
function participationRow(id: string, party: SeedParty) {
  const { status } = party.participation
  const basis = status === 'to be confirmed' ? unconfirmedBasis : fullBasis
  return {
    id,
    party_id: party.iso2,
    status: status === 'to be confirmed' ? ('full' as const) : status,
    basis_en: basis.en,
    basis_fr: basis.fr,
    from_at: Date.parse(party.inForce ?? '1970-01-01'),
  }
}

function articleRow(article: SeedArticle) {
  return {
    number: article.number,
    chapter: article.chapter,
    chapter_en: article.chapterTitleEn,
    chapter_fr: article.chapterTitleFr,
    heading_en: article.headingEn,
    heading_fr: article.headingFr,
    heading_en_verified: article.headingEnVerified ? 1 : 0,
    heading_fr_verified: article.headingFrVerified ? 1 : 0,
    summary_en: article.summaryEn,
    summary_fr: article.summaryFr,
  }
}

function findingRow(finding: SeedFinding) {
  return {
    id: finding.id,
    kind: finding.kind,
    round: finding.round,
    theme: finding.theme,
    statement: finding.statement,
    statement_fr: finding.french.statement,
    party_count: finding.statedPartyCount,
    qualifier: finding.qualifier,
    qualifier_fr: finding.french.qualifier,
    as_of: finding.asOf,
    denominator: finding.denominator,
    denominator_note: finding.denominatorNote,
    denominator_note_fr: finding.french.denominatorNote,
    level: finding.level,
    official_code: finding.officialCode,
    source: finding.source,
    verified: finding.verified ? 1 : 0,
    superseded_by: null,
  }
}

const alreadyFounded = refusal('not-again', {
  en: 'The committee is already founded.',
  fr: 'Le comité est déjà constitué.',
})
