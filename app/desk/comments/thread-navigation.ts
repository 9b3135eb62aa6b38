// The ways between comment threads: to the next one in the margin, and to what can be done with it.

import { flushSync } from 'react-dom'
import { isWideNow } from '../margin/aligned.ts'
import { blockOf } from '../page/place.ts'
import type { DeskState } from '../page/state.ts'

/** Cards of the threads that are shown and not folded away, in the order of the margin. */
function cards(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('#desk-margin [data-thread]')].filter(
    (card) => card.closest('details:not([open])') === null,
  )
}

/** Whether there is a thread to go to, asked without looking at the page. */
export function hasThreads({ threads, filter }: DeskState): boolean {
  return threads.some(({ resolved }) => resolved === null || filter.show !== 'everything')
}

/**
 * To the thread so many further, from the one the person is in, else from the one whose words the caret is on; around
 * the ends.
 */
export function goFurther(desk: DeskState, step: 1 | -1): void {
  if (!desk.isMarginOpen) desk.onMargin(true)
  // On a narrow page the margin is a drawer, and drawn only when it is open.
  requestAnimationFrame(() => {
    const all = cards()
    const here = all.findIndex((card) => card.contains(document.activeElement))
    const at = here >= 0 ? here : nearest(all, desk)
    const next = all[at === null ? (step === 1 ? 0 : all.length - 1) : (at + step + all.length) % all.length]
    if (next) goTo(next, desk)
  })
}

/** The card of the thread at the caret; else the place before the first card at or behind the caret's paragraph. */
function nearest(all: readonly HTMLElement[], { activeThread, activePid }: DeskState): number | null {
  const at = all.findIndex(({ dataset }) => dataset.thread === activeThread)
  if (at >= 0) return at
  const beside = all.findIndex((card) => card.closest<HTMLElement>('.note')?.dataset.note === activePid)
  return beside >= 0 ? beside - 1 : null
}

function goTo(card: HTMLElement, desk: DeskState): void {
  const note = card.closest<HTMLElement>('.note')
  const pid = note?.dataset.note
  const threadId = card.dataset.thread ?? null
  // At once: the note moves beside its paragraph, and both are looked for where they are then.
  if (pid) flushSync(() => desk.onActivate({ pid, threadId }))
  const target = card.querySelector<HTMLElement>('textarea, .thread-acts button') ?? card
  target.focus({ preventScroll: true })
  const language = desk.threads.find(({ id }) => id === threadId)?.language ?? desk.language
  if (pid && isWideNow()) blockOf(pid, [language])?.scrollIntoView({ block: 'center' })
  requestAnimationFrame(() => {
    const moving = note?.getAnimations().map(({ finished }) => finished) ?? []
    void Promise.allSettled(moving).then(() => card.scrollIntoView({ block: isWideNow() ? 'nearest' : 'center' }))
  })
}
