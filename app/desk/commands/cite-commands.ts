// Commands on what the text points at: footnotes, references that become citations, and what is covered.

import { Superscript } from 'lucide-react'
import { insertFootnote } from '#app/editor/typing/footnote.ts'
import { citationWords as w } from '#app/words/desk/citations.ts'
import { coverageWords } from '#app/words/reading/coverage.ts'
import type { Language } from '#server/domain/language.ts'
import { linkAll } from '../citations/flag-cards.tsx'
import { placedOffers } from '../citations/flags-found.ts'
import type { DeskState } from '../page/state.ts'
import { treesRead } from '../text/trees-read.ts'
import { both, type Command, whyNotWrite } from './commands.ts'

export const citeCommands: readonly Command[] = [
  {
    id: 'cite.footnote',
    group: 'cite',
    words: both(w, 'footnoteCommand'),
    also: both(w, 'footnoteAlso'),
    chord: 'Ctrl+Alt+F',
    icon: Superscript,
    whyNot: (desk) => whyNotWrite(desk) ?? (desk.mode === 'suggest' ? both(w, 'footnoteEditing') : null),
    run: putFootnote,
  },
  {
    id: 'cite.link-all',
    group: 'cite',
    words: both(w, 'linkCommand'),
    also: both(w, 'linkAlso'),
    chord: 'Ctrl+Alt+L',
    whyNot: (desk) => whyNotWrite(desk) ?? (desk.mode === 'suggest' ? both(w, 'linkEditing') : null),
    run: linkParagraph,
  },
  {
    id: 'cite.coverage',
    group: 'cite',
    words: both(coverageWords, 'seeCoverage'),
    isInMenu: true,
    run: ({ view }) => window.location.assign(`/dossiers/${view.dossier.id}/coverage`),
  },
]

function putFootnote({ editor, voice }: DeskState): void {
  if (!editor) return
  const said = { put: 'footnoteIn', nested: 'footnoteNested', nowhere: 'footnoteNowhere' } as const
  const done = insertFootnote(editor)
  const words = w[readerLanguage()][said[done]]
  if (done === 'put') {
    voice.announce(words)
    editor.focus()
  } else voice.notice(words)
}

/** Of the paragraph at hand, in both languages. */
async function linkParagraph(desk: DeskState): Promise<void> {
  const { activePid, editors, voice, view } = desk
  const offers = activePid ? placedOffers(treesRead(desk), activePid, view.citable) : []
  const words = w[readerLanguage()]
  if (offers.length === 0) voice.notice(words.linkNone)
  else voice.announce(words.linked(await linkAll(offers, editors)))
}

/** A command is told of no reader; the page says its language. */
function readerLanguage(): Language {
  return document.documentElement.lang === 'fr' ? 'fr' : 'en'
}
