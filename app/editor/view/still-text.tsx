// The text of the other language stands still while nobody is at it. Not needed to write: it comes later.

import type { LexicalEditor } from 'lexical'
import { type RefObject, useEffect } from 'react'
import type { Language } from '#server/domain/language.ts'
import { whenIdle } from '../idle.ts'
import type { Connection } from '../sync/connection.ts'
import { standStill } from './still.ts'

interface StillProps {
  readonly editor: LexicalEditor
  readonly holder: RefObject<HTMLElement>
  readonly root: RefObject<HTMLElement>
  readonly language: Language
  readonly connection: Connection
  /** Told when other elements show the text from now on. */
  readonly onOther: () => void
}

/** Milliseconds that it waits at most for the page to have a moment. */
const longest = 2_000

/** Draws nothing; for as long as it is there, the text may stand still. */
export default function StillText({ editor, holder, root, language, connection, onOther }: StillProps): null {
  useEffect(() => {
    if (!holder.current || !root.current) return
    const still = standStill({
      holder: holder.current,
      root: root.current,
      editor,
      isVisited: () => connection.present.get().some((person) => person.language === language),
      whenIdle: (step) => whenIdle(step, longest),
      onOther,
    })
    const stop = connection.present.watch(still.look)
    const stopNumbers = connection.numbering.watch(still.come)
    return () => {
      stop()
      stopNumbers()
      still.stop()
    }
  }, [editor, holder, root, language, connection, onOther])
  return null
}
