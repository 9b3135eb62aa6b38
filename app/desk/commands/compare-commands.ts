// Commands on the history of the text: who wrote the paragraph at hand, and the ways to the comparison and the change
// log.

import { changesPath } from '#app/http/path.ts'
import { compareWords as w } from '#app/words/compare.ts'
import { versionWords } from '#app/words/versions.ts'
import type { DeskState } from '../page/state.ts'
import { both, type Command } from './commands.ts'

const notYours = both(versionWords, 'notYours')
const whyNotRead = ({ versions }: DeskState) => (versions.mayReadVersions ? null : notYours)

export const compareCommands: readonly Command[] = [
  {
    id: 'versions.authors',
    group: 'versions',
    words: both(w, 'whoWrote'),
    also: both(w, 'whoWroteAlso'),
    chord: 'Ctrl+Alt+Shift+W',
    isInMenu: true,
    whyNot: (desk) => whyNotRead(desk) ?? (desk.activePid === null ? both(w, 'noParagraph') : null),
    run: ({ onPanel }) => onPanel('authors'),
  },
  {
    id: 'versions.compare',
    group: 'versions',
    words: both(w, 'compareVersions'),
    also: both(w, 'compareAlso'),
    whyNot: whyNotRead,
    run: ({ view }) => window.location.assign(`/dossiers/${view.dossier.id}/compare`),
  },
  {
    id: 'versions.changes',
    group: 'versions',
    words: both(w, 'toLog'),
    whyNot: whyNotRead,
    run: ({ view }) => window.location.assign(changesPath(view.dossier.id)),
  },
]
