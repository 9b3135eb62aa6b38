// Commands on suggestions: to the next and the previous one, accept, reject or withdraw the one at hand, show the text
// as accepted or as it stands.

import { suggestionWords as w } from '#app/words/desk/suggestions.ts'
import type { Words } from '#server/domain/language.ts'
import type { DeskState } from '../page/state.ts'
import { decideOn, goFurther, standingAt } from '../suggestions/suggestion-deciding.ts'
import type { Preview } from '../suggestions/suggestions.ts'
import { both, type Command } from './commands.ts'

const whyNotGo = (desk: DeskState): Words | null => (standingAt(desk).length === 0 ? both(w, 'none') : null)

/** The one whose card the person is in, else the one at the caret. */
function atHand({ suggestions }: DeskState): string | null {
  const card = document.activeElement?.closest<HTMLElement>('[data-suggestion]')
  return card?.dataset.suggestion ?? suggestions.active
}

function whyNotAccept(desk: DeskState): Words | null {
  if (desk.suggestions.whyNotDecide) return desk.suggestions.whyNotDecide
  return atHand(desk) === null ? both(w, 'goFirst') : null
}

function whyNotReject(desk: DeskState): Words | null {
  const id = atHand(desk)
  if (id === null) return both(w, 'goFirst')
  return desk.suggestions.isMine(id) ? null : desk.suggestions.whyNotDecide
}

function decideAtHand(desk: DeskState, isAccepted: boolean): void {
  const id = atHand(desk)
  const rejected = desk.suggestions.whyNotDecide ? 'withdrawal' : 'rejection'
  const language = document.documentElement.lang === 'fr' ? 'fr' : 'en'
  if (id !== null) void decideOn(desk, [id], { verdict: isAccepted ? 'acceptance' : rejected, language })
}

const previews = { marked: 'withMarks', accepted: 'accepted', original: 'original' } as const

export const suggestionCommands: readonly Command[] = [
  {
    ...{ id: 'suggestion.next', group: 'suggest', words: both(w, 'next'), chord: 'Ctrl+Alt+J' },
    whyNot: whyNotGo,
    run: (desk) => goFurther(desk, 1),
  },
  {
    ...{ id: 'suggestion.previous', group: 'suggest', words: both(w, 'previous'), chord: 'Ctrl+Alt+Shift+J' },
    whyNot: whyNotGo,
    run: (desk) => goFurther(desk, -1),
  },
  {
    ...{ id: 'suggestion.accept', group: 'suggest', words: both(w, 'acceptThis'), chord: 'Ctrl+Alt+Enter' },
    whyNot: whyNotAccept,
    run: (desk) => decideAtHand(desk, true),
  },
  {
    ...{ id: 'suggestion.reject', group: 'suggest', words: both(w, 'rejectThis'), chord: 'Ctrl+Alt+Backspace' },
    whyNot: whyNotReject,
    run: (desk) => decideAtHand(desk, false),
  },
  ...(['marked', 'accepted', 'original'] as const satisfies readonly Preview[]).map(
    (preview): Command => ({
      ...{ id: `suggestion.show-${preview}`, group: 'suggest', words: both(w, previews[preview]) },
      isOn: ({ suggestions }) => suggestions.preview === preview,
      run: ({ suggestions }) => suggestions.onPreview(preview),
    }),
  ),
]
