// Ties one editor to one language of the shared text: healthy or read-only, nothing between. A healthy editor shows exactly
// what the shared text holds; only then may it write. It knows no socket and no person; `mayEdit` and `presence` are given.

import {
  type BindingV2,
  createBindingV2__EXPERIMENTAL as createBinding,
  type ExcludedProperties,
  type Provider,
  syncYjsChangesToLexicalV2__EXPERIMENTAL as showChanges,
  syncYjsStateToLexicalV2__EXPERIMENTAL as showState,
  syncCursorPositions,
  syncLexicalUpdateToYjsV2__EXPERIMENTAL as writeUpdate,
} from '@lexical/yjs'
import {
  $getRoot,
  BLUR_COMMAND,
  CAN_REDO_COMMAND,
  CAN_UNDO_COMMAND,
  COLLABORATION_TAG,
  COMMAND_PRIORITY_EDITOR,
  FOCUS_COMMAND,
  HISTORIC_TAG,
  type Klass,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  ParagraphNode,
  REDO_COMMAND,
  RootNode,
  TextNode,
  UNDO_COMMAND,
  type UpdateListenerPayload,
} from 'lexical'
import * as Y from 'yjs'
import { $isBlock, $pidOf, BlockNode } from '#server/document/nodes.ts'
import type { Language } from '#server/domain/language.ts'
import { haveBlocksChanged } from './changed.ts'
import type { Presence } from './presence.ts'

/** loading: nothing has come yet. healthy: shows the shared text and may write it. broken: cannot show it; read-only. */
export type Health = 'loading' | 'healthy' | 'broken'

export interface DraftOptions {
  readonly doc: Y.Doc
  readonly language: Language
  readonly presence: Presence
  /** Whether this person may write now; asked anew at every step. */
  readonly mayEdit: () => boolean
  readonly onHealth: (health: Health) => void
  /** Where the carets of others are drawn; null without a page. */
  readonly carets?: HTMLElement | null
}

export interface Draft {
  health(): Health
  /** To be called with every error of the editor: it reloads from the shared text, or becomes read-only. */
  fail(error: unknown): void
  /** To be called when `mayEdit` may have changed. */
  reseat(): void
  dispose(): void
}

const elementProperties = ['__dir', '__format', '__indent', '__style', '__textFormat', '__textStyle']
const excludedProperties: ExcludedProperties = new Map<Klass<LexicalNode>, Set<string>>([
  [RootNode, new Set(elementProperties)],
  [ParagraphNode, new Set(elementProperties)],
  [BlockNode, new Set(elementProperties)],
  [TextNode, new Set(['__style', '__detail'])],
])

/** Binds `editor` to `doc`'s root of that language and starts at once with whatever the root already holds. */
export function bindDraft(editor: LexicalEditor, options: DraftOptions): Draft {
  const binding = createBinding(editor, options.language, options.doc, new Map([[options.language, options.doc]]), {
    rootName: options.language,
    excludedProperties,
  })
  binding.cursorsContainer = options.carets ?? null
  const draft = new BoundDraft(editor, binding, options)
  draft.start()
  return draft
}

class BoundDraft implements Draft {
  private state: Health = 'loading'
  private told: Health | null = null
  private loading = false
  private failure: unknown = null
  private repairing = false
  private disposed = false
  private stop: () => void = () => {}
  // Two origins: what the person did can be undone; what the editor tidied in someone else's change cannot.
  private readonly typing = { by: 'typing' }
  private readonly tidying = { by: 'tidying' }
  private readonly undo: Y.UndoManager
  /** Whether paragraphs came, went or got other ids since both sides were last compared. */
  private mayDiffer = true
  private caretFrame = 0
  private readonly provider: Provider
  private readonly editor: LexicalEditor
  private readonly binding: BindingV2
  private readonly options: DraftOptions

  constructor(editor: LexicalEditor, binding: BindingV2, options: DraftOptions) {
    this.editor = editor
    this.binding = binding
    this.options = options
    this.provider = { awareness: options.presence, connect() {}, disconnect() {}, on() {}, off() {} }
    this.undo = new Y.UndoManager(binding.root, { trackedOrigins: new Set([this.typing]) })
  }

  start(): void {
    const { editor, binding, undo, options } = this
    const hear = (events: Y.YEvent<Y.XmlElement | Y.XmlText>[], transaction: Y.Transaction) =>
      this.hear(events, transaction)
    const showCarets = () => this.showCaretsSoon()
    const showUndo = () => {
      editor.dispatchCommand(CAN_UNDO_COMMAND, undo.undoStack.length > 0)
      editor.dispatchCommand(CAN_REDO_COMMAND, undo.redoStack.length > 0)
    }
    binding.root.observeDeep(hear as Parameters<Y.XmlElement['observeDeep']>[0])
    options.presence.on('update', showCarets)
    for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const) undo.on(event, showUndo)
    this.stop = mergeRegister(
      editor.registerUpdateListener((update) => this.write(update)),
      editor.registerCommand(UNDO_COMMAND, () => this.turnBack(() => undo.undo()), COMMAND_PRIORITY_EDITOR),
      editor.registerCommand(REDO_COMMAND, () => this.turnBack(() => undo.redo()), COMMAND_PRIORITY_EDITOR),
      editor.registerCommand(FOCUS_COMMAND, () => this.focus(true), COMMAND_PRIORITY_EDITOR),
      editor.registerCommand(BLUR_COMMAND, () => this.focus(false), COMMAND_PRIORITY_EDITOR),
      () => binding.root.unobserveDeep(hear as Parameters<Y.XmlElement['observeDeep']>[0]),
      () => options.presence.off('update', showCarets),
      () => undo.destroy(),
    )
    this.load()
  }

  health(): Health {
    return this.state
  }

  fail(error: unknown): void {
    this.failure = error ?? new Error('unknown')
    if (this.loading || this.repairing || this.disposed) return
    // Not healthy from this instant, so that nothing is written between the error and the reload.
    this.repairing = true
    this.state = 'broken'
    queueMicrotask(() => {
      this.repairing = false
      if (!this.disposed) this.load()
    })
  }

  reseat(): void {
    if (this.options.mayEdit() && this.state === 'healthy') this.load()
    else this.become(this.state)
  }

  dispose(): void {
    this.disposed = true
    if (this.caretFrame !== 0) cancelAnimationFrame(this.caretFrame)
    this.stop()
  }

  private become(health: Health): void {
    this.state = health
    this.editor.setEditable(health === 'healthy' && this.options.mayEdit())
    if (this.told === health) return
    this.told = health
    this.options.onHealth(health)
  }

  /** Shows the whole shared text anew. An empty root means that nothing has come yet, never that the text is empty. */
  private load(): void {
    this.failure = null
    this.loading = true
    try {
      showState(this.binding, this.provider)
    } catch (error) {
      this.failure = error
    } finally {
      this.loading = false
    }
    if (this.binding.root.length === 0) this.become('loading')
    else this.become(this.failure === null && this.agrees() ? 'healthy' : 'broken')
  }

  /** Whether the editor shows the blocks that the shared text holds: same number, same ids, same order, nothing else. */
  private agrees(): boolean {
    const { root } = this.binding
    const shown = this.editor.getEditorState().read(() =>
      $getRoot()
        .getChildren()
        .map((node) => ($isBlock(node) ? $pidOf(node) : null)),
    )
    const agrees =
      shown.length === root.length &&
      root.toArray().every((child, index) => {
        if (!(child instanceof Y.XmlElement) || child.nodeName !== BlockNode.getType()) return false
        return (child.getAttribute('s_pid') ?? '') === shown[index]
      })
    this.mayDiffer = !agrees
    return agrees
  }

  private hear(events: Y.YEvent<Y.XmlElement | Y.XmlText>[], transaction: Y.Transaction): void {
    const { origin } = transaction
    if (events.some(({ target }) => target instanceof Y.XmlElement)) this.mayDiffer = true
    if (origin === this.typing || origin === this.tidying || this.repairing) return
    if (this.state !== 'healthy' || this.binding.root.length === 0) {
      this.load()
      return
    }
    const { binding, provider, undo } = this
    const { cursorsContainer } = binding
    binding.cursorsContainer = null
    this.attempt(() => showChanges(binding, provider, events, transaction, origin === undo))
    binding.cursorsContainer = cursorsContainer
    this.showCaretsSoon()
    if (this.state === 'healthy' && this.mayDiffer && !this.agrees()) {
      this.fail(new Error('the editor and the shared text differ'))
    }
  }

  private write(update: UpdateListenerPayload): void {
    const { prevEditorState, editorState, dirtyElements, dirtyLeaves, normalizedNodes, tags } = update
    if (haveBlocksChanged(update)) this.mayDiffer = true
    const mayWrite = !this.loading && this.state === 'healthy' && this.options.mayEdit()
    if (!mayWrite) {
      // Merged nodes no longer match what they were shown from; forgotten, they are compared anew at the next change.
      for (const key of normalizedNodes) this.binding.mapping.deleteNode(key)
      return
    }
    const fromOthers = tags.has(COLLABORATION_TAG) || tags.has(HISTORIC_TAG)
    const { binding, provider } = this
    const writeIt = () =>
      writeUpdate(binding, provider, prevEditorState, editorState, dirtyElements, dirtyLeaves, normalizedNodes, tags)
    this.attempt(() => this.options.doc.transact(writeIt, fromOthers ? this.tidying : this.typing))
    const edited = this.state === 'healthy' && !fromOthers && this.mayDiffer
    if (edited && !this.agrees()) this.fail(new Error('an edit did not reach the text'))
  }

  /** Once a frame, not within a change: measuring where they stand would lay the page out one more time. */
  private showCaretsSoon(): void {
    if (!this.binding.cursorsContainer || this.caretFrame !== 0) return
    this.caretFrame = requestAnimationFrame(() => {
      this.caretFrame = 0
      syncCursorPositions(this.binding, this.provider)
    })
  }

  private attempt(step: () => void): void {
    try {
      step()
    } catch (error) {
      this.fail(error)
    }
  }

  private turnBack(turn: () => unknown): boolean {
    if (this.state === 'healthy' && this.options.mayEdit()) turn()
    return true
  }

  private focus(focusing: boolean): boolean {
    this.options.presence.setFocus(focusing)
    return false
  }
}
