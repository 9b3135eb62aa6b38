// A page changes nothing in the text that its person did not do. After each change from elsewhere Yjs would take out
// the marks of formats that seem needless, and send that as an edit of this page's own. Needless they are only as far
// as this page knows: a letter that is on its way from somebody else may stand on one, and would lose what says that it
// is only suggested.

import type * as Y from 'yjs'

/**
 * Leaves the marks of formats in `doc` as they come, however many there are; looks and words are the same with them.
 */
export function leaveFormats(doc: Y.Doc): void {
  // Yjs looks at this after it has told of the change, before it tidies up.
  doc.on('afterTransaction', (transaction) => {
    transaction._needFormattingCleanup = false
  })
}
