// Has Lexical keep its list of nodes in the way of a long text. With fewer than a thousand nodes it copies the whole
// list in each of the five steps that a letter takes; a list that once was longer is kept as it was together with what
// changed, and stays so.

import { $createLineBreakNode, $createParagraphNode, $getRoot, type LexicalEditor } from 'lexical'

/** From here on Lexical 0.52 does so. Where another version does not, nothing is lost but the time. */
const many = 1_000

/** For an editor that shows nothing yet and that nobody listens to. */
export function keepAsMany(editor: LexicalEditor): void {
  editor.update(
    () => {
      const nodes = Array.from({ length: many }, $createLineBreakNode)
      $getRoot().append($createParagraphNode().append(...nodes))
    },
    { discrete: true },
  )
  editor.update(() => void $getRoot().clear(), { discrete: true })
}
