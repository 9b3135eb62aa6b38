// What a tally decides under a rule, explained in one sentence. Nothing stores it as a truth of its own: it is computed
// each time.

import type { Words } from '../language.ts'
import { plural } from '../plural.ts'
import type { Tally } from './ballot.ts'
import { majorityInWords, neededOf, type VotingRule } from './procedure.ts'

/** The result of a ballot, recomputable from the rule, the roll and the events. `say` explains it in one sentence. */
export interface Outcome {
  readonly adopted: boolean
  readonly tally: Tally
  readonly votesCast: number
  readonly needed: number
  readonly say: Words
}

/**
 * `present` is the number of entitled Parties present at opening; only a rule taken of the Parties present looks at it.
 */
export function outcomeOf(rule: VotingRule, tally: Tally, present: number): Outcome {
  const votesCast = tally.for + tally.against + (rule.abstentionsCast ? tally.abstain : 0)
  const electorate = tally.for + tally.against + tally.abstain + tally.notVoted
  const needed = neededOf(rule, { cast: votesCast, present, full: electorate }[rule.base])
  const adopted = votesCast > 0 && tally.for >= needed
  return { adopted, tally, votesCast, needed, say: outcomeInWords(rule, { adopted, tally, votesCast, needed }) }
}

function outcomeInWords(rule: VotingRule, outcome: Omit<Outcome, 'say'>): Words {
  const { adopted, tally, votesCast, needed } = outcome
  const majority = majorityInWords(rule)
  const en = `${tally.for} for, ${tally.against} against, ${tally.abstain} ${plural('en', tally.abstain, 'abstention', 'abstentions')}`
  const fr = `${tally.for} pour, ${tally.against} contre, ${tally.abstain} ${plural('fr', tally.abstain, 'abstention', 'abstentions')}`
  if (votesCast === 0) {
    return {
      en: `Not adopted: ${en}; no votes were cast.`,
      fr: `Non adopté\u00a0: ${fr}\u00a0; aucun suffrage exprimé.`,
    }
  }
  return {
    en: `${adopted ? 'Adopted' : 'Not adopted'}: ${en}; ${votesCast} ${plural('en', votesCast, 'vote', 'votes')} cast, ${needed} needed (${majority.en}).`,
    fr: `${adopted ? 'Adopté' : 'Non adopté'}\u00a0: ${fr}\u00a0; ${votesCast} ${plural('fr', votesCast, 'suffrage exprimé', 'suffrages exprimés')}, ${needed} requis (${majority.fr}).`,
  }
}
