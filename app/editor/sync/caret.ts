// Where a caret stays while others write. Yjs holds a place by the letter behind it, at the end of a text by that end:
// whoever writes there then pushes the caret on, and two people at one place would write into each other's words. A
// caret belongs to the letter before it.

import type { UserState } from '@lexical/yjs'
import * as Y from 'yjs'

type Place = Pick<UserState, 'anchorPos' | 'focusPos'>

/**
 * What knows the caret of one editor: its place as others are told it, and a place that counts instead for as long as
 * it is held there.
 */
export interface CaretHolder {
  place(): Place
  put(place: Place): void
  hold(place: Place | null): void
}

/**
 * Holds the caret by the letter before it through each change of `doc` that others make. A selection of words keeps to
 * these words as it is. Returns the way to stop.
 */
export function holdCaret(doc: Y.Doc, caret: CaretHolder, isOwn: (origin: unknown) => boolean): () => void {
  let held: Y.RelativePosition | null = null
  let before: Y.RelativePosition | null = null
  // What an editor does on hearing of a change is a change within it.
  let during: Y.Transaction | null = null
  const hold = (change: Y.Transaction) => {
    const { anchorPos, focusPos } = caret.place()
    if (during || isOwn(change.origin) || !anchorPos || !focusPos) return
    if (!Y.compareRelativePositions(anchorPos, focusPos)) return
    during = change
    before = anchorPos
    held = moored(doc, anchorPos, -1)
    caret.hold(held && { anchorPos: held, focusPos: held })
  }
  const release = (change: Y.Transaction) => {
    if (change !== during) return
    during = null
    caret.hold(null)
    if (!held || caret.place().anchorPos !== before) return
    // Where it stands now is what counts at the next change, and what others are told.
    const now = moored(doc, held, 0)
    if (now && !Y.compareRelativePositions(now, before)) caret.put({ anchorPos: now, focusPos: now })
  }
  doc.on('beforeTransaction', hold)
  doc.on('afterTransaction', release)
  return () => {
    doc.off('beforeTransaction', hold)
    doc.off('afterTransaction', release)
  }
}

/** The same place held by the letter before it (-1) or by the one behind it (0); null when it is gone. */
function moored(doc: Y.Doc, position: Y.RelativePosition, to: -1 | 0): Y.RelativePosition | null {
  const place = Y.createAbsolutePositionFromRelativePosition(position, doc)
  return place && Y.createRelativePositionFromTypeIndex(place.type, place.index, to)
}
