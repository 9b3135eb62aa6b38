// Opens one live editor in an element of the page, bound to one language of the connection's text. It knows no React.

import { registerRichText } from '@lexical/rich-text'
import { createEditor, type LexicalEditor, mergeRegister } from 'lexical'
import { nodesOfText } from '#server/document/nodes.ts'
import type { Language } from '#server/domain/language.ts'
import { bindDraft, type Draft, type Health } from './binding.ts'
import type { Connection } from './connection.ts'
import { registerKeys, stopLargePastes } from './keys.ts'
import { presenceIn } from './presence.ts'
import { registerWritingRules } from './rules.ts'
import { registerShowing } from './show.ts'

export interface Place {
  readonly root: HTMLElement
  /** Where the carets of others are drawn. */
  readonly carets: HTMLElement
  readonly connection: Connection
  readonly language: Language
  readonly onHealth: (health: Health) => void
  /** A paste was stopped because the server would refuse it. */
  readonly onTooLarge: () => void
}

const theme = {
  text: { bold: 'is-bold', italic: 'is-italic' },
  collaboration: { cursor: 'caret', cursorName: 'caret-name', selection: 'caret-words', selectionBg: 'caret-ground' },
}

/** Opens the editor at once; `close` takes everything away again and leaves the shared text as it is. */
export function openEditor(place: Place): { readonly editor: LexicalEditor; readonly close: () => void } {
  const { root, carets, connection, language, onHealth, onTooLarge } = place
  let draft: Draft | null = null
  const editor = createEditor({
    namespace: 'recital',
    nodes: nodesOfText,
    editable: false,
    theme,
    onError(error) {
      if (draft) draft.fail(error)
      else throw error
    },
  })
  editor.setRootElement(root)
  showEditable(root, false)
  const seated = { mayEdit: connection.mayEdit() }
  const close = mergeRegister(
    registerRichText(editor),
    registerWritingRules(editor),
    registerKeys(editor),
    stopLargePastes(editor, onTooLarge),
    registerShowing(editor, language),
    editor.registerEditableListener((editable) => showEditable(root, editable)),
    connection.link.watch(() => {
      if (connection.mayEdit() === seated.mayEdit) return
      seated.mayEdit = connection.mayEdit()
      draft?.reseat()
    }),
  )
  draft = bindDraft(editor, {
    doc: connection.doc,
    language,
    presence: presenceIn(connection.awareness, language),
    mayEdit: () => connection.mayEdit(),
    onHealth,
    carets,
  })
  return {
    editor,
    close() {
      draft?.dispose()
      close()
      editor.setRootElement(null)
    },
  }
}

/** A reader has a caret to select with, so a telephone must be told not to offer its keyboard. */
function showEditable(root: HTMLElement, editable: boolean): void {
  root.setAttribute('aria-readonly', String(!editable))
  root.inputMode = editable ? 'text' : 'none'
}
