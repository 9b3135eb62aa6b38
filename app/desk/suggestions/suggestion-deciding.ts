// Deciding on suggestions from the desk: what is posted, what is said of it, and where the focus goes on.

import { flushSync } from 'react-dom'
import { suggestionWords } from '#app/words/desk/suggestions.ts'
import type { Language, Words } from '#server/domain/language.ts'
import type { Decided } from '#server/workflows/suggestions/suggestions.ts'
import { both } from '../commands/commands.ts'
import { isNowhere } from '../page/focus.ts'
import type { DeskState } from '../page/state.ts'
import { postFor } from '../requests/post.ts'
import { treesRead } from '../text/trees-read.ts'
import { standingIn } from './standing-suggestions.ts'
import type { Verdict } from './suggestions.ts'

/** Decides, says what came of it, and leads whoever was in the margin or asked by keyboard on to the next card. */
export async function decideOn(
  desk: DeskState,
  ids: readonly string[],
  { verdict, language }: { readonly verdict: Verdict; readonly language: Language },
): Promise<void> {
  const [first] = ids
  if (first === undefined) return
  const { view, voice, suggestions, look } = desk
  const next = nextCard(ids)
  const from = document.activeElement
  const address = `/dossiers/${view.dossier.id}/suggestions/${verdict}`
  const answer = await postFor<Decided>(address, { ids: ids.join(' ') }, both(suggestionWords, 'notSent'))
  if ('why' in answer) {
    suggestions.onRefused({ id: first, say: answer.why })
    voice.announce(answer.why[language])
    await look()
    return
  }
  suggestions.onRefused(null)
  for (const id of ids) suggestions.onChoose(id, false)
  voice.announce(sayDone(desk, { ids, verdict, language, ...answer.done }))
  if (document.activeElement === from || isNowhere()) goOn(desk, next)
  await look()
}

interface Done extends Decided {
  readonly ids: readonly string[]
  readonly verdict: Verdict
  readonly language: Language
}

/** `Suggestion by Ireland accepted, 4 left.` */
function sayDone({ suggestions }: Pick<DeskState, 'suggestions'>, { ids, verdict, language, ...done }: Done): string {
  const w = suggestionWords[language]
  const missed = ids.length - done.decided.length
  const [only] = done.decided
  const said =
    done.decided.length === 1 && only !== undefined
      ? w[verdict](nameOf(suggestions.known.get(only)?.by ?? null, language))
      : w[`${verdict}s`](done.decided.length)
  return `${[said, w.left(done.left), ...(missed > 0 ? [w.missed(missed)] : [])].join(', ')}.`
}

/** The delegation, as a committee says it; the person's name where there is none. */
export function nameOf(by: { readonly name: string; readonly delegation: Words } | null, language: Language): string {
  return by ? by.delegation[language] || by.name : '…'
}

function cards(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('#desk-margin [data-suggestion]')]
}

/** The first card behind those that will be gone, else the last before them. */
function nextCard(ids: readonly string[]): string | null {
  const all = cards().map(({ dataset }) => dataset.suggestion ?? '')
  const at = all.findIndex((id) => ids.includes(id))
  const stays = (id: string) => !ids.includes(id)
  return all.slice(at + 1).find(stays) ?? all.slice(0, Math.max(0, at)).findLast(stays) ?? null
}

function goOn(desk: DeskState, id: string | null): void {
  if (id === null) desk.toText()
  else goToCard(desk, id)
}

/**
 * Puts the focus on what can be done with a suggestion, beside its paragraph; at once, so that the next key is about
 * it.
 */
function goToCard(desk: DeskState, id: string): void {
  const pid = standingAt(desk).find((one) => one.id === id)?.pids[0]
  flushSync(() => {
    if (!desk.isMarginOpen) desk.onMargin(true)
    desk.suggestions.onActive(id)
    if (pid) desk.onActivate({ pid, threadId: null })
  })
  const card = cards().find(({ dataset }) => dataset.suggestion === id)
  const target = card?.querySelector<HTMLElement>('.suggestion-acts button') ?? card
  target?.focus({ preventScroll: true })
  // The notes are put beside their paragraphs before the page is painted.
  requestAnimationFrame(() => card?.scrollIntoView({ block: 'nearest' }))
}

/** Those that stand now, in either language: their cards are all in the margin. */
export function standingAt(desk: DeskState) {
  return standingIn(treesRead(desk))
}

/** To the suggestion so many further in the text; from the last on to the first. */
export function goFurther(desk: DeskState, step: 1 | -1): void {
  const ids = cards().map(({ dataset }) => dataset.suggestion ?? '')
  const here =
    document.activeElement?.closest<HTMLElement>('[data-suggestion]')?.dataset.suggestion ?? desk.suggestions.active
  const all = ids.length > 0 ? ids : standingAt(desk).map(({ id }) => id)
  const at = here === null ? -1 : all.indexOf(here)
  const next = all[at === -1 ? (step === 1 ? 0 : all.length - 1) : (at + step + all.length) % all.length]
  if (next !== undefined) goToCard(desk, next)
}
