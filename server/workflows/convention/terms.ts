// The terms to avoid in a dossier's text, asked before adoption and when one is waived. The list is read once: it is
// data, not state.

import { openingVerbs, terminology } from '#db/convention/terms.ts'
import { listWaivers } from '#db/convention/waivers.ts'
import type { Db } from '#db/engine/open.ts'
import { listBodies } from '#db/people/bodies.ts'
import { listParties } from '#db/people/parties.ts'
import { numbersOf } from '../../document/numbering/number.ts'
import { settledTrees } from '../../document/suggestions/settled.ts'
import { type Flag, flaggerOf } from '../../document/terms.ts'
import type { BothTrees } from '../../document/tree/tree.ts'
import { type Language, languages, type Words } from '../../domain/language.ts'
import { compileTerminology, type Terminology } from '../../domain/terminology/terminology.ts'
import type { OpeningVerbs } from '../../domain/terminology/verbs.ts'
import { type OpenTerms, unwaived } from '../../domain/terminology/waiver.ts'
import type { World } from '../../world.ts'
import { bodyLine } from '../row-views.ts'

const flagger = flaggerOf(compileTerminology(terminology))

/** What the wording of any text is held to, for whoever drafts: the same in the browser as here. */
export interface HouseWording {
  readonly terminology: Terminology
  readonly openings: OpeningVerbs
  /** Who may be named as proposing words in brackets: the Secretariat, then Parties, then bodies. */
  readonly proposers: readonly Proposer[]
}

interface Proposer {
  /** As `Run.by` has it. */
  readonly id: string
  readonly name: Words
}

const secretariat: Proposer = { id: 'secretariat', name: { en: 'Secretariat', fr: 'Secrétariat' } }

export async function readHouseWording({ store: { db } }: World): Promise<HouseWording> {
  const parties = (await listParties(db)).map((row) => ({ id: row.id, name: { en: row.name_en, fr: row.name_fr } }))
  const bodies = (await listBodies(db)).map(bodyLine)
  return { terminology, openings: openingVerbs, proposers: [secretariat, ...parties, ...bodies] }
}

/** All flags of a text as it is given, English first. */
export function flagsOf(trees: BothTrees): readonly Flag[] {
  return languages.flatMap((language) => flagger(trees[language]))
}

/** What stands in the way of adopting the text as it stands, without its suggestions. */
export async function openTerms(db: Db, dossierId: string, live: BothTrees): Promise<OpenTerms> {
  const trees = settledTrees(live)
  const waivers = (await listWaivers(db, dossierId)).filter(({ ended_at }) => ended_at === null)
  const open = unwaived(
    flagsOf(trees).filter(({ term }) => term.severity === 'avoid'),
    waivers,
  )
  const [en, fr] = languages.map((language) => numbersAt(trees, open, language))
  return { places: open.length, at: { en: en!, fr: fr! } }
}

function numbersAt(trees: BothTrees, flags: readonly Flag[], language: Language): string[] {
  const numbers = numbersOf(trees[language])
  const at = flags.filter((flag) => flag.language === language).map(({ pid }) => numbers.get(pid) ?? '')
  return [...new Set(at)]
}
