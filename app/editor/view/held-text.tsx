// The paragraph that is written in is held as tall as it is (held-height.ts). Not needed to write: it comes later.

import type { LexicalEditor } from 'lexical'
import { type RefObject, useEffect } from 'react'
import { holdHeight } from './held-height.ts'

interface HeldProps {
  readonly editor: LexicalEditor
  readonly root: RefObject<HTMLElement>
}

/** Draws nothing; for as long as it is there, a paragraph may be held. */
export default function HeldText({ editor, root }: HeldProps): null {
  useEffect(() => (root.current ? holdHeight(editor, root.current) : undefined), [editor, root])
  return null
}
