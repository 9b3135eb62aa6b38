// Opens one live editor in an element of the page, bound to one language of the connection's text. It knows no React.

import { registerRichText } from '@lexical/rich-text'
import { createEditor, type LexicalEditor, mergeRegister } from 'lexical'
import { nodesOfText } from '#server/document/tree/lexical-nodes.ts'
import type { Language } from '#server/domain/language.ts'
import { bindDraft } from './binding/binding.ts'
import { keepAsMany } from './binding/many-nodes.ts'
import { registerEnds } from './binding/mark-boundaries.ts'
import { noticeSelection } from './binding/notice-selection.ts'
import type { Draft, Health } from './draft.ts'
import { type Mode, modeWith } from './mode.ts'
import { clipboardExport, registerPasting } from './paste/paste.ts'
import type { Signal } from './signal.ts'
import { registerSuggesting, type Stopped } from './suggesting/register.ts'
import type { Connection } from './sync/connection.ts'
import { presenceIn } from './sync/presence.ts'
import { registerKeys } from './typing/keys.ts'
import { registerWritingRules } from './typing/rules.ts'
import { registerShowing } from './view/show.ts'

export interface Place {
  readonly root: HTMLElement
  /** Where the carets of others are drawn. */
  readonly carets: HTMLElement
  readonly connection: Connection
  readonly language: Language
  /** How this person chose to work on the text. The room may let them do less. */
  readonly mode: Signal<Mode>
  readonly onHealth: (health: Health) => void
  /** A paste was stopped because the server would refuse it. */
  readonly onTooLarge: () => void
  /** Something cannot be suggested and was left undone. */
  readonly onStopped: (what: Stopped) => void
}

const theme = {
  text: { bold: 'is-bold', italic: 'is-italic' },
  collaboration: { cursor: 'caret', cursorName: 'caret-name', selection: 'caret-words', selectionBg: 'caret-ground' },
}

/** Opens the editor at once; `close` takes everything away again and leaves the shared text as it is. */
export function openEditor(place: Place): { readonly editor: LexicalEditor; readonly close: () => void } {
  const { root, carets, connection, language, mode, onHealth, onTooLarge } = place
  let draft: Draft | null = null
  const editor = createEditor({
    namespace: 'recital',
    nodes: nodesOfText,
    html: clipboardExport,
    editable: false,
    theme,
    onError(error) {
      if (draft) draft.fail(error)
      else throw error
    },
  })
  editor.setRootElement(root)
  keepAsMany(editor)
  showEditable(root, false)
  const now = () => modeWith(mode.get(), connection.right())
  const suggesting = {
    isOn: () => now() === 'suggest',
    mine: connection.author.mine,
    onStopped: place.onStopped,
  }
  const seated = { mode: now() }
  const reseat = () => {
    if (now() === seated.mode) return
    seated.mode = now()
    draft?.reseat()
  }
  const close = mergeRegister(
    registerRichText(editor),
    registerWritingRules(editor),
    registerEnds(editor, suggesting.isOn),
    registerSuggesting(editor, {
      ...suggesting,
      pen: connection.author,
      stored: (block) => draft?.stored(block) ?? null,
    }),
    registerKeys(editor),
    registerPasting(editor, onTooLarge),
    registerShowing(editor, language, connection.numbering),
    editor.registerEditableListener((editable) => showEditable(root, editable)),
    tellComposing(root, connection),
    connection.ownFirst.beforeOthers(() => noticeSelection(editor)),
    connection.link.watch(reseat),
    mode.watch(reseat),
  )
  draft = bindDraft(editor, {
    doc: connection.doc,
    language,
    presence: presenceIn(connection.awareness, language),
    mayEdit: () => now() !== 'view',
    suggesting,
    onHealth,
    carets,
    own: connection.ownFirst,
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

/** While an input method is at it, what others write waits. */
function tellComposing(root: HTMLElement, { ownFirst }: Connection): () => void {
  const begins = () => ownFirst.composing(true)
  const ends = () => ownFirst.composing(false)
  root.addEventListener('compositionstart', begins)
  root.addEventListener('compositionend', ends)
  return () => {
    root.removeEventListener('compositionstart', begins)
    root.removeEventListener('compositionend', ends)
    ends()
  }
}

/** A reader has a caret to select with, so a telephone must be told not to offer its keyboard. */
function showEditable(root: HTMLElement, editable: boolean): void {
  root.setAttribute('aria-readonly', String(!editable))
  root.inputMode = editable ? 'text' : 'none'
}
