// Commands on comments: begin one, go from thread to thread, choose which are shown, compose the official reply.

import { MessageSquarePlus } from 'lucide-react'
import { flushSync } from 'react-dom'
import { deskCommandWords } from '#app/words/desk/commands.ts'
import { threadWords as w } from '#app/words/desk/threads.ts'
import { goFurther, hasThreads } from '../comments/thread-navigation.ts'
import type { DeskState } from '../page/state.ts'
import { both, type Command } from './commands.ts'

const whyNotGo = (desk: DeskState) => (hasThreads(desk) ? null : both(w, 'none'))

export const commentCommands: readonly Command[] = [
  {
    id: 'comment.begin',
    group: 'comments',
    words: both(deskCommandWords, 'comment'),
    chord: 'Ctrl+Alt+M',
    icon: MessageSquarePlus,
    whyNot: ({ whyNotComment }) => whyNotComment,
    run: ({ writing }) => writing.begin(),
  },
  {
    id: 'comment.begin-on-text',
    group: 'comments',
    words: both(w, 'commentText'),
    isInMenu: true,
    whyNot: ({ whyNotComment }) => whyNotComment,
    run: ({ writing }) => writing.beginOnText(),
  },
  {
    ...{ id: 'comment.next', group: 'comments', words: both(w, 'next'), chord: 'Ctrl+Alt+G' },
    whyNot: whyNotGo,
    run: (desk) => goFurther(desk, 1),
  },
  {
    ...{ id: 'comment.previous', group: 'comments', words: both(w, 'previous'), chord: 'Ctrl+Alt+Shift+G' },
    whyNot: whyNotGo,
    run: (desk) => goFurther(desk, -1),
  },
  {
    ...{ id: 'comment.filter', group: 'comments', words: both(w, 'filterCommand'), isInMenu: true },
    whyNot: ({ threads }) => (threads.length > 0 ? null : both(w, 'none')),
    run: ({ onMargin, onFilterOpen }) =>
      flushSync(() => {
        onMargin(true)
        onFilterOpen(true)
      }),
  },
  {
    ...{ id: 'comment.official', group: 'comments', words: both(w, 'officialCommand'), isInMenu: true },
    whyNot: ({ reply }) => (reply ? null : both(w, 'noReply')),
    run: ({ view }) => window.location.assign(`/dossiers/${view.dossier.id}/official-reply`),
  },
  {
    ...{ id: 'comment.mentions', group: 'comments', words: both(w, 'mentionsCommand'), isInMenu: true },
    run: () => window.location.assign('/mentions'),
  },
]
