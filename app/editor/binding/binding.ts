// Ties one editor to one language of the shared text: healthy or read-only, nothing between. A healthy editor shows
// exactly what the shared text holds; only then may it write. It knows no socket and no person; `mayEdit` and
// `presence` are given.

import {
  type BindingV2,
  createBindingV2__EXPERIMENTAL as createBinding,
  type Provider,
  syncYjsChangesToLexicalV2__EXPERIMENTAL as showChanges,
  syncYjsStateToLexicalV2__EXPERIMENTAL as showState,
} from '@lexical/yjs'
import {
  COLLABORATION_TAG,
  COMMAND_PRIORITY_EDITOR,
  type EditorState,
  HISTORIC_TAG,
  type LexicalEditor,
  mergeRegister,
  REDO_COMMAND,
  UNDO_COMMAND,
  type UpdateListenerPayload,
} from 'lexical'
import * as Y from 'yjs'
import type { BlockNode } from '#server/document/tree/lexical-nodes.ts'
import { paragraphIn } from '#server/document/tree/read.ts'
import type { Paragraph } from '#server/document/tree/tree.ts'
import { type Draft, type DraftOptions, type Health, type OwnWords, writeAtOnce } from '../draft.ts'
import { turnSuggested } from '../suggesting/undo.ts'
import { writeSuggestions } from '../suggesting/write.ts'
import { holdCaret } from '../sync/caret.ts'
import { type Carets, caretsOf, registerFocus } from '../sync/presence.ts'
import { onTogether } from '../typing/commands.ts'
import { haveBlocksChanged, showsSame } from './changed.ts'
import { excludedProperties } from './excluded.ts'
import { type Events, forgetGoneMarks } from './gone-marks.ts'
import { keepSelection } from './kept-selection.ts'
import { $tellChanged, forgetGone } from './shown-in.ts'
import { UndoSteps } from './undo-steps.ts'
import { Undoing } from './undoing.ts'
import { writeEdit } from './write-edit.ts'

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
  /** The origin of what the person did, which can be undone. */
  private readonly typing = { by: 'typing' }
  private readonly undo: Undoing
  private readonly steps: UndoSteps
  /** Whether paragraphs came, went or got other ids since both sides were last compared. */
  private mayDiffer = true
  private isTogether = false
  /** What was typed and is shown, but not written yet. */
  private readonly typed = new Set<UpdateListenerPayload>()
  /** The nodes that changed since suggestions were last written. */
  private readonly unwritten = new Set<string>()
  private readonly provider: Provider
  private readonly carets: Carets
  private readonly own: OwnWords
  private readonly editor: LexicalEditor
  private readonly binding: BindingV2
  private readonly options: DraftOptions

  constructor(editor: LexicalEditor, binding: BindingV2, options: DraftOptions) {
    this.editor = editor
    this.binding = binding
    this.options = options
    this.provider = { awareness: options.presence, connect() {}, disconnect() {}, on() {}, off() {} }
    this.carets = caretsOf(binding, this.provider)
    this.own = options.own ?? writeAtOnce
    this.undo = new Undoing(binding.root, this.typing)
    this.steps = new UndoSteps(editor, this.undo)
  }

  start(): void {
    const { editor, binding, undo, options, carets } = this
    const hear = this.hear.bind(this) as Parameters<Y.XmlElement['observeDeep']>[0]
    binding.root.observeDeep(hear)
    options.presence.on('update', carets.drawSoon)
    undo.tell(editor)
    this.stop = mergeRegister(
      editor.registerUpdateListener((update) => this.write(update)),
      editor.registerCommand(UNDO_COMMAND, () => this.turnBack('undo'), COMMAND_PRIORITY_EDITOR),
      editor.registerCommand(REDO_COMMAND, () => this.turnBack('redo'), COMMAND_PRIORITY_EDITOR),
      onTogether(editor, (steps) => this.together(steps)),
      registerFocus(editor, options.presence),
      () => binding.root.unobserveDeep(hear),
      () => options.presence.off('update', carets.drawSoon),
      holdCaret(options.doc, options.presence, (by) => by === this.typing || by === undo),
      () => undo.destroy(),
    )
    this.load()
  }

  health(): Health {
    return this.state
  }

  fail(error: unknown): void {
    if (this.typed.size > 0) this.own.settle()
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
    this.own.settle()
    if (this.options.mayEdit() && this.state === 'healthy') this.load()
    else this.become(this.state)
  }

  dispose(): void {
    this.own.settle()
    this.disposed = true
    this.carets.stop()
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
    this.unwritten.clear()
    this.typed.clear()
    const selectAgain = keepSelection(this.editor)
    try {
      showState(this.binding, this.provider)
    } catch (error) {
      this.failure = error
    } finally {
      this.loading = false
    }
    if (this.binding.root.length === 0) this.become('loading')
    else this.become(this.failure === null && this.agrees() ? 'healthy' : 'broken')
    this.attempt(selectAgain)
  }

  private agrees(state: EditorState = this.editor.getEditorState()): boolean {
    const agrees = showsSame(state, this.binding.root)
    this.mayDiffer = !agrees
    return agrees
  }

  private hear(events: Events, transaction: Y.Transaction): void {
    const { origin } = transaction
    if (events.some(({ target }) => target instanceof Y.XmlElement)) this.mayDiffer = true
    forgetGone(this.binding, transaction)
    if (origin === this.typing || this.repairing) return
    if (this.typed.size > 0) {
      // It would take out again what came here: the shared text counts.
      this.typed.clear()
      this.fail(new Error('a change came before what was typed was written'))
      return
    }
    if (this.state !== 'healthy' || this.binding.root.length === 0) {
      this.load()
      return
    }
    const { binding, provider, undo } = this
    const { cursorsContainer } = binding
    binding.cursorsContainer = null
    this.attempt(() => showChanges(binding, provider, events, transaction, origin === undo))
    this.attempt(() => forgetGoneMarks(binding, events))
    binding.cursorsContainer = cursorsContainer
    this.carets.drawSoon()
    // Undoing is asked for inside an update of the editor, which shows what was taken back only at its end.
    if (origin === undo) queueMicrotask(() => this.compare())
    else this.compare()
  }

  private compare(): void {
    if (!this.disposed && this.state === 'healthy' && this.mayDiffer && !this.agrees())
      this.fail(new Error('the editor and the shared text differ'))
  }

  private write(update: UpdateListenerPayload): void {
    const { editorState, dirtyElements, normalizedNodes, tags } = update
    // Only what the person did is written, never what the editor joins in a change from elsewhere: letters on their way
    // here may stand on the very marks that it would set anew.
    const isOurs = !tags.has(COLLABORATION_TAG) && !tags.has(HISTORIC_TAG)
    const mayWrite = !this.loading && this.state === 'healthy' && this.options.mayEdit()
    const isSuggested = this.options.suggesting?.isOn() === true
    if (mayWrite && isOurs && !isSuggested && !this.isTogether && dirtyElements.size > 0) {
      this.writeSoon(update)
      return
    }
    if (this.typed.size > 0) this.own.settle()
    if (haveBlocksChanged(update)) this.mayDiffer = true
    if (!mayWrite || !isOurs) editorState.read(() => $tellChanged(this.binding, dirtyElements.keys(), normalizedNodes))
    else if (isSuggested) {
      this.steps.begin(this.steps.begins(update, Date.now()))
      this.attempt(() => this.suggest(update))
      this.compareWritten(editorState)
    } else this.put(update, false)
  }

  /** It is painted before it is written. */
  private writeSoon(update: UpdateListenerPayload): void {
    this.typed.add(update)
    const isNewStep = this.steps.begins(update, Date.now())
    this.own.write(() => {
      if (this.typed.delete(update) && this.state === 'healthy') this.put(update, isNewStep)
    })
  }

  private put(update: UpdateListenerPayload, isNewStep: boolean): void {
    this.steps.begin(isNewStep)
    if (haveBlocksChanged(update)) this.mayDiffer = true
    this.attempt(() => this.options.doc.transact(() => writeEdit(this.binding, this.provider, update), this.typing))
    this.compareWritten(update.editorState)
  }

  private compareWritten(state: EditorState): void {
    if (this.state === 'healthy' && this.mayDiffer && !this.agrees(state))
      this.fail(new Error('an edit did not reach the text'))
  }

  /** Nothing but suggestions is written; anything else is taken back, unless an input method is still at it. */
  private suggest(update: UpdateListenerPayload): void {
    const { binding, provider, editor, options, unwritten: keys, typing: origin } = this
    for (const key of update.dirtyElements.keys()) keys.add(key)
    if (!options.suggesting) return
    const { mine, onStopped } = options.suggesting
    if (writeSuggestions(update, { binding, provider, origin, keys, mine })) keys.clear()
    else if (!editor.isComposing()) {
      this.fail(new Error('more than suggestions'))
      onStopped('change')
    }
  }

  stored(block: BlockNode): Paragraph | null {
    const element = this.binding.mapping.getSharedType(block)
    return element instanceof Y.XmlElement ? paragraphIn(element) : null
  }

  private attempt(step: () => void): void {
    try {
      step()
    } catch (error) {
      this.fail(error)
    }
  }

  private turnBack(turn: 'undo' | 'redo'): boolean {
    if (this.state !== 'healthy' || !this.options.mayEdit()) return true
    this.own.settle()
    this.steps.end()
    const { undo, options } = this
    if (!options.suggesting?.isOn()) undo[turn]()
    else if (!turnSuggested(undo, turn, { ...options, ...options.suggesting })) options.suggesting.onStopped('undo')
    return true
  }

  private together(steps: readonly (() => void)[]): void {
    if (this.disposed || this.state !== 'healthy' || !this.options.mayEdit()) return
    const take = (step: () => void) => this.state === 'healthy' && this.editor.update(step, { discrete: true })
    this.own.settle()
    this.steps.end()
    this.isTogether = true
    this.attempt(() => this.options.doc.transact(() => steps.forEach(take), this.typing))
    this.isTogether = false
    this.steps.end()
  }
}
