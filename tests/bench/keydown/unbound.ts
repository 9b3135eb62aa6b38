// Stands in for app/editor/binding/binding.ts in the build that the keydown bench compares with: the same editor, shown
// the same text once, and tied to nothing. What is typed into it stays in it.

import {
  createBindingV2__EXPERIMENTAL as createBinding,
  type Provider,
  syncYjsStateToLexicalV2__EXPERIMENTAL as showState,
} from '@lexical/yjs'
import type { LexicalEditor } from 'lexical'
import type { Draft, DraftOptions } from '#app/editor/draft.ts'

/**
 * Shows what the root of that language holds, as soon as it holds something. Without collaboration nothing can be
 * undone here.
 */
export function bindDraft(editor: LexicalEditor, { doc, language, presence, onHealth }: DraftOptions): Draft {
  const binding = createBinding(editor, language, doc, new Map([[language, doc]]), { rootName: language })
  const provider: Provider = { awareness: presence, connect() {}, disconnect() {}, on() {}, off() {} }
  let health: 'loading' | 'healthy' = 'loading'
  const load = () => {
    if (binding.root.length === 0) return
    doc.off('update', load)
    showState(binding, provider)
    binding.mapping.clear()
    health = 'healthy'
    editor.setEditable(true)
    onHealth(health)
  }
  doc.on('update', load)
  load()
  return {
    health: () => health,
    fail(error) {
      throw error
    },
    reseat() {},
    stored: () => null,
    dispose: () => doc.off('update', load),
  }
}
