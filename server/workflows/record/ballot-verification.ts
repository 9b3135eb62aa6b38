// Recounts every ballot from its roll and its log, and holds the result against what is stored and what the record
// says.

import { findBallot, listBallotEvents, listBallotIds, listBallotsInLogs, listRoll } from '#db/decisions/ballots.ts'
import type { Db } from '#db/engine/open.ts'
import { findVersion } from '#db/versions/versions.ts'
import { canonicalJson, firstBroken } from '../../domain/chain.ts'
import { firstDisorder, tallyOf } from '../../domain/decisions/ballot.ts'
import { parseRule, quorumOf } from '../../domain/decisions/procedure.ts'
import { ballotEntry, eventOf, rollLineOf } from '../decisions/ballot-log.ts'
import { ballotSeal } from './record.ts'

/** A line of a ballot's log as the record tells of it. */
export interface Sealed {
  readonly ballot: string
  readonly seq: number
  readonly hash: string
}

export async function verifyBallots(
  db: Db,
  told: readonly Sealed[],
): Promise<{ count: number; faults: readonly string[] }> {
  const ids = await listBallotIds(db)
  const faults: string[] = []
  const byBallot = Map.groupBy(told, (line) => line.ballot)
  for (const id of ids) {
    const found = await faultsOf(db, id, byBallot.get(id) ?? [])
    faults.push(...found.map((fault) => `ballot ${id}: ${fault}`))
    byBallot.delete(id)
  }
  for (const id of await listBallotsInLogs(db)) {
    if (!ids.includes(id)) faults.push(`ballot ${id}: it has a log or a roll, and is not there`)
  }
  for (const id of byBallot.keys()) faults.push(`ballot ${id}: the record tells of it, and it is gone`)
  return { count: ids.length, faults }
}

async function faultsOf(db: Db, id: string, told: readonly Sealed[]): Promise<string[]> {
  const ballot = await findBallot(db, id)
  if (!ballot) return []
  const roll = await listRoll(db, id)
  const events = await listBallotEvents(db, id)
  const lines = roll.map(rollLineOf)
  const faults: string[] = []

  const links = events.map((event) => ({
    seq: event.seq,
    prevHash: event.prev_hash,
    hash: event.hash,
    entry: ballotEntry(event, { ballot, roll }),
  }))
  const broken = firstBroken(ballotSeal, links, null)
  if (broken !== null) faults.push(`line ${broken} of its log is not what was written`)
  const disorder = firstDisorder(lines, events.map(eventOf))
  if (disorder) faults.push(disorder)
  const written = events.map(({ seq, hash }) => `${seq} ${hash}`).join()
  if (written !== told.map(({ seq, hash }) => `${seq} ${hash}`).join())
    faults.push('its log is not the one the record tells of')

  const recount = canonicalJson(tallyOf(lines, events.map(eventOf)))
  const isClosed = events.at(-1)?.kind === 'close'
  if (isClosed !== (ballot.state === 'closed')) faults.push('its state is not that of its log')
  if (ballot.tally !== null && ballot.tally !== recount) faults.push('its tally is not what the recount gives')

  const rule = parseRule(ballot.rule)
  const entitled = lines.filter((line) => line.entitled)
  const present = entitled.filter((line) => line.present).length
  if (!rule) faults.push('its rule is not readable')
  else if (quorumOf(rule, entitled.length) !== ballot.quorum) faults.push('its quorum is not that of its rule')
  if (entitled.length !== ballot.electorate || present !== ballot.present) faults.push('its roll has other counts')
  if (present < ballot.quorum) faults.push('it was opened without a quorum')
  const version = await findVersion(db, ballot.version_id)
  if (version?.sha256 !== ballot.text_sha256) faults.push('its text is not the frozen version')
  return faults
}
