// The texts that everybody is measured with, and letters typed into them, as bytes a Yjs client would send.

import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { seed } from '#server/document/writing/edit.ts'

const templateClient = 1
const words =
  'In accordance with the Convention the Committee recalls that each Party shall take the measures it needs. '

export interface Template {
  readonly state: Uint8Array
  /** The unit after which typing in the English words of paragraph `at` begins. */
  readonly ends: readonly number[]
}

const made = new Map<number, Template>()

/** `paragraphs` paragraphs in both languages, about 105 characters each; the same bytes each time. */
export function templateOf(paragraphs: number): Template {
  const known = made.get(paragraphs)
  if (known) return known
  const doc = new Y.Doc()
  doc.clientID = templateClient
  const pair = (at: number) => ({
    pid: `01bench${String(at).padStart(5, '0')}`,
    kind: 'operative' as const,
    en: [{ text: words }],
    fr: [{ text: words }],
  })
  doc.transact(() =>
    seed(
      doc,
      Array.from({ length: paragraphs }, (_, at) => pair(at)),
    ),
  )
  const template = {
    state: Y.encodeStateAsUpdate(doc),
    ends: (doc.get('en', Y.XmlElement) as Y.XmlElement).toArray().map(endOf),
  }
  made.set(paragraphs, template)
  return template
}

function endOf(block: unknown): number {
  let item = ((block as Y.XmlElement).get(0) as Y.XmlText)._start
  while (item?.right) item = item.right
  if (!item) throw new Error('a paragraph of the template has no words')
  return item.id.clock + item.length - 1
}

/** One letter typed by `client` as its unit `clock`, at the end of paragraph `at`. */
export function letter(template: Template, at: number, client: number, clock: number): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const number of [1, 1, client, clock]) encoding.writeVarUint(encoder, number)
  // Words (4) with a left neighbour (0x80).
  encoding.writeUint8(encoder, 0x84)
  const isFirst = clock === 0
  encoding.writeVarUint(encoder, isFirst ? templateClient : client)
  encoding.writeVarUint(encoder, isFirst ? (template.ends[at] ?? 0) : clock - 1)
  encoding.writeVarString(encoder, String.fromCharCode(97 + (clock % 26)))
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

/** Runs of units in an update: client, first unit, how many. What belongs to the template is left out. */
export function runsIn(update: Uint8Array): readonly (readonly [number, number, number])[] {
  return Y.decodeUpdate(update)
    .structs.filter((struct) => struct.id.client !== templateClient && struct.constructor.name !== 'Skip')
    .map(({ id, length }) => [id.client, id.clock, length] as const)
}
