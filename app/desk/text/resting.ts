// The live text for what is drawn beside it: as it was when nobody was about to type. What only changed words waits
// until nobody has typed for a moment and the page has nothing else to do; what came, went or got another mark is there
// at once. It knows no React.

import { whenIdle } from '#app/editor/idle.ts'
import { type Signal, signal } from '#app/editor/signal.ts'
import { type BothTrees, type Paragraph, sameLook } from '#server/document/tree/tree.ts'
import { languages } from '#server/domain/language.ts'

/** Milliseconds without another change: less than this lies between two keys. */
const pause = 400
/** Milliseconds that words are kept back at most while people type on. */
const longest = 3_000
/** Milliseconds that the page may be busy after that. */
const busy = 500

/** Follows `live`, a little later. Returns also the way to stop. */
export function resting(live: Signal<BothTrees | null>): { readonly trees: Signal<BothTrees | null>; stop(): void } {
  const trees = signal(live.get())
  let cancel: (() => void) | null = null
  let since = 0
  const follow = () => {
    cancel?.()
    cancel = null
    trees.set(live.get())
  }
  const followLater = () => {
    if (!cancel) since = Date.now()
    const left = since + longest - Date.now()
    if (cancel && left <= 0) return
    cancel?.()
    const timer = setTimeout(
      () => {
        cancel = whenIdle(follow, busy)
      },
      Math.min(pause, left),
    )
    cancel = () => clearTimeout(timer)
  }
  const stop = live.watch(() => {
    const [before, now] = [trees.get(), live.get()]
    if (!before || !now || !differInWordsOnly(before, now)) follow()
    else followLater()
  })
  return {
    trees,
    stop() {
      stop()
      cancel?.()
    },
  }
}

/** The same paragraphs in the same places, with the same marks in the same order. */
function differInWordsOnly(before: BothTrees, now: BothTrees): boolean {
  return languages.every((language) => {
    const [was, are] = [before[language].paragraphs, now[language].paragraphs]
    return (
      was.length === are.length && are.every((paragraph, at) => paragraph === was[at] || areAlike(was[at]!, paragraph))
    )
  })
}

function areAlike(one: Paragraph, other: Paragraph): boolean {
  return (
    one.pid === other.pid &&
    one.kind === other.kind &&
    (one.marks ?? []).join() === (other.marks ?? []).join() &&
    one.runs.length === other.runs.length &&
    one.runs.every((run, at) => sameLook(run, other.runs[at]!))
  )
}
