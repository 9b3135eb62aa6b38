// The undo of one editor: Yjs's own, put right in two things that it gets wrong once words have gone and come back
// several times. Without them letters stay away or change places, and the room refuses what reads otherwise when it is
// loaded anew.

import { CAN_REDO_COMMAND, CAN_UNDO_COMMAND, type LexicalEditor } from 'lexical'
import * as Y from 'yjs'

/** Undoes and redoes what was written in `root` (one, or several together) under `origin`. */
export class Undoing extends Y.UndoManager {
  private readonly before = (transaction: Y.Transaction) => {
    if (transaction.origin === this) cutAlike(transaction)
  }
  // Before anybody hears of the change, and before it is sent.
  private readonly after = (transaction: Y.Transaction) => {
    if (transaction.origin === this) nameNeighbours(transaction)
  }

  constructor(root: Y.XmlElement | Y.XmlElement[], origin: unknown) {
    super(root, { trackedOrigins: new Set([origin]) })
    this.doc.on('beforeTransaction', this.before)
    this.doc.on('beforeObserverCalls', this.after)
  }

  /** Tells the editor, now and later, whether there is something to undo and to redo. */
  tell(editor: LexicalEditor): void {
    const show = () => {
      editor.dispatchCommand(CAN_UNDO_COMMAND, this.undoStack.length > 0)
      editor.dispatchCommand(CAN_REDO_COMMAND, this.redoStack.length > 0)
    }
    for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const) this.on(event, show)
  }

  override destroy(): void {
    this.doc.off('beforeTransaction', this.before)
    this.doc.off('beforeObserverCalls', this.after)
    super.destroy()
  }
}

/**
 * Cuts what came back, and what it came back from, at the same places. Yjs follows the one to the other piece by piece;
 * what it has to cut on its way it brings back in part only, or puts in the middle. What others took out again and Yjs
 * has forgotten, on which it fails, it follows no more.
 */
function cutAlike(transaction: Y.Transaction): void {
  const { store } = transaction.doc
  let isAlike = false
  while (!isAlike) {
    isAlike = true
    for (const was of returnedIn(store)) {
      const { id, length } = was
      const redone = was.redone as Y.ID
      const copy: Y.Item | Y.GC = Y.getItem(store, redone)
      const isGone = !(copy instanceof Y.Item)
      if (!isGone && copy.id.clock === redone.clock && copy.length >= length) continue
      isAlike = false
      if (!isGone) Y.getItemCleanStart(transaction, redone)
      const held = Y.getItem(store, redone)
      const alike = held.id.clock + held.length - redone.clock
      if (alike < length) Y.getItemCleanStart(transaction, Y.createID(id.client, id.clock + alike))
      if (isGone) was.redone = null
    }
  }
}

function returnedIn(store: Y.Doc['store']): Y.Item[] {
  const isReturned = (struct: unknown): struct is Y.Item => struct instanceof Y.Item && struct.redone !== null
  return [...store.clients.values()].flatMap((structs) => structs.filter(isReturned))
}

/**
 * Lets what was brought back name the neighbours between which it stands here. Yjs lets it name those that it once had,
 * each found by itself: they may stand the other way round by now, and every other copy of the text would put it
 * elsewhere.
 */
function nameNeighbours({ doc, beforeState }: Y.Transaction): void {
  const added = new Set(addedSince(doc, beforeState.get(doc.clientID) ?? 0))
  for (const item of added) {
    if (item.left !== null && added.has(item.left)) continue
    const run = [item]
    for (let next = item.right; next !== null && added.has(next); next = next.right) run.push(next)
    nameWithin(run)
  }
}

/** Without values of attributes, which stand in a chain. */
function addedSince(doc: Y.Doc, clock: number): Y.Item[] {
  const structs = doc.store.clients.get(doc.clientID)
  if (!structs || clock >= Y.getState(doc.store, doc.clientID)) return []
  const added = structs.slice(Y.findIndexSS(structs, clock))
  return added.filter((struct): struct is Y.Item => struct instanceof Y.Item && struct.parentSub === null)
}

/** Each names the nearest on either side that is older, as if they had been put there one by one. */
function nameWithin(run: readonly Y.Item[]): void {
  const before = run[0]?.left ?? null
  const after = run.at(-1)?.right ?? null
  const older: Y.Item[] = []
  for (const item of run) {
    for (let last = older.at(-1); last && last.id.clock > item.id.clock; last = older.at(-1)) {
      last.rightOrigin = item.id
      older.pop()
    }
    item.origin = (older.at(-1) ?? before)?.lastId ?? null
    older.push(item)
  }
  for (const item of older) item.rightOrigin = after?.id ?? null
}
