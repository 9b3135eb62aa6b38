// A text with comments of every sort on it, and what must be true of each of them in a margin, whatever was done to the
// text.

import type { Page } from 'playwright-core'
import type { Pair } from '#server/document/writing/edit.ts'
import type { Language } from '#server/domain/language.ts'
import { comment } from '#server/workflows/comments/comments.ts'
import { dossierWith, headOf, type Seats } from '#tests/support/committee.ts'

/** Stands in every private remark, and nowhere else. */
export const secret = 'Zwolqx'

export interface Made {
  readonly id: string
  readonly language: Language
  readonly pid: string
  /** '' of a thread on a whole paragraph or the whole text. */
  readonly quote: string
  readonly isPrivate: boolean
}

const texts = [
  ['recital', 'Recalling that every child has a right to grow up without fear of violence;'],
  ['recital', 'Noting that services for children abused online are rare in most of the States;'],
  ['recital', 'Convinced that no child should have to complain in order to be protected;'],
  ['operative', 'Invites the Parties to treat steps towards an encounter by video like others.'],
  ['operative', 'Asks investigators to identify the victims from the exchanges themselves.'],
  ['operative', 'Recommends that teachers recognise the signs and know where to report them.'],
  ['operative', 'Decides to return to these questions within two years of this opinion.'],
] as const

/** Paragraph, words, whether they are private to Norway. Some overlap; some are on the same words. */
const onWords: readonly (readonly [at: number, words: string, isPrivate?: true])[] = [
  [0, 'every child'],
  [0, 'child has a right to grow up'],
  [1, 'services for children'],
  [1, 'abused online are rare', true],
  [2, 'no child should have to complain'],
  [3, 'steps towards an encounter'],
  [3, 'an encounter by video'],
  [4, 'identify the victims', true],
  [4, 'from the exchanges'],
  [5, 'recognise the signs'],
  [6, 'within two years'],
]

export interface Commented {
  readonly dossierId: string
  readonly threads: readonly Made[]
}

export async function commentedText(seats: Seats): Promise<Commented> {
  const { world } = seats
  const pairs: Pair[] = texts.map(([kind, en], at) => ({
    pid: world.mint(),
    kind,
    en: [{ text: en }],
    fr: [{ text: `Le paragraphe ${at + 1} dit la même chose en français, avec ses mots.` }],
  }))
  const { id: dossierId } = await dossierWith(seats, pairs)
  const threads: Made[] = []
  const say = async (made: Omit<Made, 'id'>, start: number) => {
    const { language, pid, quote, isPrivate } = made
    const by = headOf(seats, isPrivate ? 'NO' : 'FR')
    const body = isPrivate ? `${secret} for ourselves.` : `On ${quote || 'the whole'}.`
    const place = { dossierId, language, pid, start, end: start + quote.length }
    const { threadId } = await comment(world, by, { ...place, body, space: isPrivate ? 'delegation' : 'shared' })
    threads.push({ ...made, id: threadId })
  }
  const pidAt = (at: number) => pairs[at]?.pid ?? ''
  for (const [at, quote, isPrivate = false] of onWords) {
    await say({ language: 'en', pid: pidAt(at), quote, isPrivate }, texts[at]![1].indexOf(quote))
  }
  const whole = { quote: '', isPrivate: false }
  await say({ ...whole, language: 'en', pid: pidAt(2) }, 0)
  await say({ ...whole, language: 'en', pid: pidAt(5), isPrivate: true }, 0)
  await say({ ...whole, language: 'fr', pid: pidAt(3) }, 0)
  await say({ language: 'fr', pid: pidAt(1), quote: 'la même chose', isPrivate: false }, 22)
  await say({ ...whole, language: 'en', pid: '' }, 0)
  return { dossierId, threads }
}

/**
 * Where each thread was rightly seen before, or its words stood; the last place last. It may stay there when its words
 * go.
 */
export type Seen = Map<string, Set<string>>

/**
 * What is wrong with these threads in this margin: one not shown once, beside a paragraph that is neither its own, nor
 * that of its words, nor what became of it; or one whose words went without the card saying so.
 */
export async function faultsIn(page: Page, threads: readonly Made[], seen: Seen): Promise<string[]> {
  const before = threads.map((thread) => ({ ...thread, seen: [...(seen.get(thread.id) ?? [thread.pid])] }))
  const found = await page.evaluate(look, before)
  for (const { id, at, fault, held } of found) {
    const places = seen.get(id) ?? new Set([threads.find((thread) => thread.id === id)?.pid ?? ''])
    const last = [...places].at(-1) ?? ''
    for (const place of [...held, fault === null && at ? at : last]) {
      places.delete(place)
      places.add(place)
    }
    seen.set(id, places)
  }
  return found.flatMap(({ id, fault }) => (fault === null ? [] : [`${id}: ${fault}`]))
}

interface Looked extends Made {
  readonly seen: readonly string[]
}

/** Runs in the page, and reads nothing but what stands there. */
function look(threads: readonly Looked[]) {
  const blocksOf = (language: string) =>
    [...document.querySelectorAll<HTMLElement>(`.draft[contenteditable][data-language="${language}"] > *`)].map(
      (block) => ({
        pid: block.dataset.pid ?? '',
        words: block.textContent ?? '',
        marked: [...block.querySelectorAll<HTMLElement>('[data-threads]')].flatMap(
          ({ dataset }) => dataset.threads?.split(' ') ?? [],
        ),
      }),
    )
  const texts = { en: blocksOf('en'), fr: blocksOf('fr') }
  // A paragraph stands while one of the languages has it.
  const pairs = new Set([...texts.en, ...texts.fr].map(({ pid }) => pid).filter(Boolean))
  const faultOf = (thread: Looked, card: HTMLElement, at: string | null) => {
    const blocks = texts[thread.language]
    const saysGone = card.querySelector('.thread-gone')?.textContent?.includes('no longer in the text') === true
    const isLoose = card.closest('.note-loose') !== null
    if (thread.pid === '') return at === null && !isLoose ? null : 'is not with the text as a whole'
    const marked = blocks.find((block) => block.marked.includes(thread.id))
    if (marked) return marked.pid === at && !saysGone ? null : `marks words of ${marked.pid}, and stands at ${at}`
    if (isLoose) {
      const there = [thread.pid, thread.seen.at(-1) ?? ''].find((pid) => pairs.has(pid))
      if (there) return `is an orphan, and ${there} is there`
      return saysGone ? null : 'is an orphan and does not say so'
    }
    if (!at || !pairs.has(at)) return `stands at ${at}, which is not in the text`
    const block = blocks.find(({ pid }) => pid === at)
    const holds = block?.words.includes(thread.quote) === true
    // Another paragraph than any it had: it holds the words, or is what became of one, and its own is not there either.
    const hasOwn = blocks.some(({ pid }) => pid === thread.pid)
    if (!thread.seen.includes(at) && hasOwn && !(thread.quote && holds))
      return `stands at ${at}, and ${thread.pid} is there`
    return holds !== saysGone ? null : `${holds ? 'is there' : 'is gone'}, and the card says otherwise`
  }
  return threads.map((thread) => {
    const cards = [...document.querySelectorAll<HTMLElement>(`#desk-margin [data-thread="${thread.id}"]`)]
    const [card] = cards
    const at = card?.closest<HTMLElement>('.note')?.dataset.note ?? null
    const fault = card && cards.length === 1 ? faultOf(thread, card, at) : `is shown ${cards.length} times`
    const isHeld = ({ pid, words }: (typeof texts)['en'][number]) =>
      pid !== '' && thread.quote && words.includes(thread.quote)
    const held = texts[thread.language].filter(isHeld).map(({ pid }) => pid)
    return { id: thread.id, at, fault, held }
  })
}
