// Commands on versions: they are frozen, compared and restored on pages of their own.

import { comparePath, nowInPath, versionsPath } from '#app/http/path.ts'
import { versionWords as w } from '#app/words/versions.ts'
import type { DeskState } from '../page/state.ts'
import { both, type Command } from './commands.ts'

const none = both(w, 'none')
const notYours = both(w, 'notYours')

const whyNotRead = ({ versions }: DeskState) => (versions.mayReadVersions ? null : notYours)

export const versionCommands: readonly Command[] = [
  {
    id: 'version.freeze',
    group: 'versions',
    words: both(w, 'freeze'),
    also: both(w, 'freezeAlso'),
    isInMenu: true,
    whyNot: ({ versions }) => versions.whyNotFreeze?.say ?? null,
    run: ({ view }) => window.location.assign(`${versionsPath(view.dossier.id)}#freeze`),
  },
  {
    id: 'version.list',
    group: 'versions',
    words: both(w, 'title'),
    also: both(w, 'listAlso'),
    isInMenu: true,
    whyNot: whyNotRead,
    run: ({ view }) => window.location.assign(versionsPath(view.dossier.id)),
  },
  {
    id: 'version.changes',
    group: 'versions',
    words: both(w, 'changesSince'),
    whyNot: (desk) => whyNotRead(desk) ?? (desk.versions.version ? null : none),
    run: ({ view, versions }) => {
      const { version } = versions
      if (version) window.location.assign(comparePath(view.dossier.id, version.id, nowInPath))
    },
  },
]
