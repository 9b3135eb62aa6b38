// Commands on the wording: square brackets, and the way from one term to avoid to the next.

import { Brackets } from 'lucide-react'
import { bracketWords } from '#app/words/desk/brackets.ts'
import { termWords } from '#app/words/desk/terms.ts'
import { selectedPassage } from '../comments/comment-anchor.ts'
import { goTo } from '../page/place.ts'
import type { DeskState } from '../page/state.ts'
import { both, type Command, whyNotWrite } from './commands.ts'

export const termCommands: readonly Command[] = [
  {
    id: 'terms.bracket',
    group: 'terms',
    words: both(bracketWords, 'bracket'),
    also: both(bracketWords, 'bracketAlso'),
    chord: 'Ctrl+Alt+Shift+B',
    icon: Brackets,
    whyNot: whyNotWrite,
    run: ({ onPanel, voice }) => {
      if (selectedPassage()?.quote.trim()) onPanel('bracket')
      else voice.notice(bracketWords[pageLanguage()].selectFirst)
    },
  },
  {
    id: 'terms.next',
    group: 'terms',
    words: both(termWords, 'nextTerm'),
    chord: 'Ctrl+Alt+Shift+T',
    run: goToNext,
  },
]

/** From the paragraph at hand on, and round again from the beginning, in the text that is worked on. */
function goToNext({ wording, activePid, language, onActivate, voice }: DeskState): void {
  const w = termWords[pageLanguage()]
  const flags = wording.found.get().flags.filter(({ term }) => term.severity === 'avoid')
  const mine = flags.filter((flag) => flag.language === language)
  const pids = [...new Set((mine.length > 0 ? mine : flags).map(({ pid }) => pid))]
  const next = pids[pids.indexOf(activePid ?? '') + 1] ?? pids[0]
  const flag = flags.find(({ pid }) => pid === next)
  if (next === undefined || !flag) {
    voice.notice(w.noTerms)
    return
  }
  goTo(next, [flag.language])
  onActivate({ pid: next, threadId: null })
  voice.announce(w.atTerm(flag.words))
}

const pageLanguage = () => (document.documentElement.lang === 'fr' ? 'fr' : 'en')
