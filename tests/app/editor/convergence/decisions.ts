// What the server does to a text while people write in it: decides on suggestions, marks comments, tends the structure.

import { isDeepStrictEqual } from 'node:util'
import { decidedTrees } from '#server/document/suggestions/preview-decisions.ts'
import { suggestionsOf } from '#server/document/suggestions/suggestions.ts'
import { type BothTrees, wordsOf } from '#server/document/tree/tree.ts'
import { markThread, unmarkThread } from '#server/document/writing/edit.ts'
import { languages } from '#server/domain/language.ts'
import { clientOfSuggestion } from '#server/domain/text/suggestion.ts'
import type { Chance } from '#tests/support/seeded.ts'
import type { TextServer } from './text-server.ts'

interface ServerScene {
  readonly server: TextServer
  readonly chance: Chance
  readonly fresh: () => string
  /** Comments that were made, open or not. */
  readonly threads: string[]
}

export interface ServerAct {
  readonly name: string
  readonly weight: number
  readonly do: (scene: ServerScene) => void
}

type Which = 'one' | 'several' | 'all' | 'of a delegation'

/** Which of the suggestions that stand are decided on. */
function chosen({ server, chance }: ServerScene, which: Which): string[] {
  const ids = suggestionsOf(server.read()).map(({ id }) => id)
  if (ids.length === 0 || which === 'all') return ids
  if (which === 'one') return [chance.pick(ids)]
  if (which === 'several') return ids.filter(() => chance.sometimes(0.4))
  const { clients } = chance.pick(server.people)
  return ids.filter((id) => clients.has(clientOfSuggestion(id) ?? -1))
}

function decideOn(which: Which, decision: 'accept' | 'reject'): ServerAct['do'] {
  return (scene) => {
    const { server } = scene
    const ids = chosen(scene, which)
    if (ids.length === 0) return
    const wanted = new Set(ids)
    const planned = decidedTrees(server.read(), { decision, chosen: (id) => wanted.has(id) })
    server.decide(ids, decision, (trees) => {
      if (!isDeepStrictEqual(plain(trees), plain(planned)))
        server.faults.push(`${decision} ${which}: otherwise than shown`)
    })
  }
}

const plain = (trees: BothTrees) => JSON.parse(JSON.stringify(trees)) as unknown

function comment({ server, chance, fresh, threads }: ServerScene): void {
  const language = chance.pick(languages)
  const paragraphs = server.read()[language].paragraphs.filter((one) => one.pid !== '' && wordsOf(one) !== '')
  if (paragraphs.length === 0) return
  const paragraph = chance.pick(paragraphs)
  const { length } = wordsOf(paragraph)
  const start = chance.whole(length)
  const threadId = fresh()
  const place = { language, pid: paragraph.pid, start, end: start + 1 + chance.whole(length - start), threadId }
  threads.push(threadId)
  server.text.edit((doc) => markThread(doc, place))
}

function resolve({ server, chance, threads }: ServerScene): void {
  if (threads.length > 0) server.text.edit((doc) => unmarkThread(doc, chance.pick(threads)))
}

const act = (name: string, weight: number, does: ServerAct['do']): ServerAct => ({ name, weight, do: does })

export const serverActs: readonly ServerAct[] = [
  act('accept one', 4, decideOn('one', 'accept')),
  act('accept several', 2, decideOn('several', 'accept')),
  act('accept all', 1, decideOn('all', 'accept')),
  act('accept all of a delegation', 2, decideOn('of a delegation', 'accept')),
  act('reject one', 4, decideOn('one', 'reject')),
  act('reject several', 2, decideOn('several', 'reject')),
  act('reject all', 1, decideOn('all', 'reject')),
  act('reject all of a delegation', 1, decideOn('of a delegation', 'reject')),
  act('mark a comment', 5, comment),
  act('take a comment off', 2, resolve),
]
