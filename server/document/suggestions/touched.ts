// Which paragraphs, and which texts of theirs, a transaction touched: those that stand, those that came, those that
// went. To be asked before Yjs forgets what was deleted. It costs what the transaction changed.

import * as Y from 'yjs'

export interface Touched {
  readonly blocks: ReadonlySet<Y.XmlElement>
  readonly texts: ReadonlySet<Y.XmlText>
}

export function touchedBy(transaction: Y.Transaction): Touched {
  const blocks = new Set<Y.XmlElement>()
  const texts = new Set<Y.XmlText>()
  const note = (type: unknown) => {
    if (type instanceof Y.XmlText) texts.add(type)
    // A root is no paragraph.
    else if (type instanceof Y.XmlElement && type._item) blocks.add(type)
  }
  for (const type of transaction.changed.keys()) note(type)
  for (const { content } of itemsOf(transaction)) if (content instanceof Y.ContentType) note(content.type)
  return { blocks, texts }
}

/** Whether it came with the transaction. */
export function isNewIn({ beforeState }: Y.Transaction, { client, clock }: Y.ID): boolean {
  return clock >= (beforeState.get(client) ?? 0)
}

/** Whether it stood before the transaction, and does so no more. */
export function wentWith(transaction: Y.Transaction, { deleted, id }: Y.Item): boolean {
  return deleted && !isNewIn(transaction, id) && Y.isDeleted(transaction.deleteSet, id)
}

function* itemsOf({ beforeState, afterState, deleteSet, doc }: Y.Transaction): Generator<Y.Item> {
  for (const [client, to] of afterState) {
    const from = beforeState.get(client) ?? 0
    if (to > from) yield* itemsIn(doc, { client, from, to })
  }
  for (const [client, ranges] of deleteSet.clients) {
    for (const { clock, len } of ranges) yield* itemsIn(doc, { client, from: clock, to: clock + len })
  }
}

interface Range {
  readonly client: number
  readonly from: number
  readonly to: number
}

function* itemsIn({ store }: Y.Doc, { client, from, to }: Range): Generator<Y.Item> {
  const structs = store.clients.get(client) ?? []
  for (let at = structs.length > 0 ? Y.findIndexSS(structs as never, from) : 0; at < structs.length; at++) {
    const struct = structs[at]
    if (!struct || struct.id.clock >= to) return
    if (struct instanceof Y.Item) yield struct
  }
}
