// Writes what a person did at an editor into the shared text.

import { type BindingV2, type Provider, syncLexicalUpdateToYjsV2__EXPERIMENTAL as writeUpdate } from '@lexical/yjs'
import type { UpdateListenerPayload } from 'lexical'
import { $writeLikeLetters } from './like-letters.ts'
import { $writeWithinWords } from './within-words.ts'

/** To be called in the transaction of the edit. */
export function writeEdit(binding: BindingV2, provider: Provider, update: UpdateListenerPayload): void {
  const { prevEditorState, editorState, tags } = update
  const isWritten = editorState.read(() => $writeWithinWords(binding, update))
  // Then the binding only tells where the person stands.
  const rest = isWritten ? nothing : update
  if (!isWritten) editorState.read(() => $writeLikeLetters(binding, update.dirtyElements.keys()))
  const { dirtyElements, dirtyLeaves, normalizedNodes } = rest
  writeUpdate(binding, provider, prevEditorState, editorState, dirtyElements, dirtyLeaves, normalizedNodes, tags)
}

const nothing: Pick<UpdateListenerPayload, 'dirtyElements' | 'dirtyLeaves' | 'normalizedNodes'> = {
  dirtyElements: new Map(),
  dirtyLeaves: new Set(),
  normalizedNodes: new Set(),
}
