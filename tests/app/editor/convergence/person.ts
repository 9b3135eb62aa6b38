// A person of a trial: a page with one or two editors over one copy of the text, and a line to the server on which
// messages wait their turn.

import * as Y from 'yjs'
import { leaveFormats } from '#app/editor/binding/leave-formats.ts'
import type { OwnWords } from '#app/editor/draft.ts'
import { registerPasting } from '#app/editor/paste/paste.ts'
import { authorOf } from '#app/editor/suggesting/author.ts'
import { suggestionsOf } from '#server/document/suggestions/suggestions.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'
import type { Language } from '#server/domain/language.ts'
import { clientOfSuggestion } from '#server/domain/text/suggestion.ts'
import type { LiveText } from '#server/live/text/live-text.ts'
import { type Desk, openDesk } from '../desks.ts'
import { Frames } from './frames.ts'

/** Lets everything run that waits for no message. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** The server, as far as people and checks look at it. */
export interface ServerSide {
  readonly text: { readonly doc: Y.Doc }
  readonly faults: readonly string[]
  readonly people: Person[]
  readonly read: () => BothTrees
  stateFor(vector: Uint8Array): Uint8Array
  receive(update: Uint8Array, person: Person): void
}

/** Something that is done to the text. What is painted first may change it only later. */
export interface Doing {
  readonly name: string
  hasTaken: boolean
}

type Sender = Parameters<LiveText['receive']>[1]

interface Seat {
  readonly name: string
  readonly right: 'edit' | 'suggest'
  readonly languages: readonly Language[]
  /** Of the first page; each page has the next. */
  readonly client: number
  /** Whether their pages paint what is typed before they write it. */
  readonly paintsFirst: boolean
}

export class Person {
  readonly name: string
  readonly right: 'edit' | 'suggest'
  /** What errors an editor met and healed by showing the shared text anew. */
  readonly healed: string[] = []
  readonly inbox: Uint8Array[] = []
  readonly outbox: Uint8Array[] = []
  readonly clients = new Set<number>()
  /** What they do now. */
  doing: Doing | null = null
  sender: Sender
  doc!: Y.Doc
  desks!: Desk[]
  #frames: Frames | null = null
  #seat: Seat
  #server: ServerSide

  constructor(seat: Seat, server: ServerSide) {
    this.name = seat.name
    this.right = seat.right
    this.#seat = seat
    this.#server = server
    this.sender = this.#sender()
    this.open()
    server.people.push(this)
  }

  #sender(): Sender {
    return { seat: { memberId: this.#seat.name }, newClients: 0, charge() {} }
  }

  /** Opens a page of the text as the server has it, under a client id of its own. */
  open(): void {
    const doc = new Y.Doc()
    doc.clientID = this.#seat.client + this.clients.size
    this.clients.add(doc.clientID)
    leaveFormats(doc)
    Y.applyUpdate(doc, this.#server.stateFor(Y.encodeStateVector(doc)), 'network')
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'network') return
      if (this.doing) this.doing.hasTaken = true
      this.outbox.push(update)
    })
    const author = authorOf(doc)
    const mode = this.desks?.[0]?.mode ?? this.right
    for (const { draft } of this.desks ?? []) draft.dispose()
    this.doc = doc
    this.#frames = this.#seat.paintsFirst ? new Frames() : null
    const own = this.#frames ? this.#ownWords(this.#frames) : undefined
    this.desks = this.#seat.languages.map((language) => {
      const desk = openDesk(doc, language, true, author, own)
      registerPasting(desk.editor, () => {})
      desk.mode = mode
      this.#watch(desk)
      return desk
    })
    this.recognise()
  }

  /** What is written later still belongs to what they did then. */
  #ownWords(frames: Frames): OwnWords {
    return {
      settle: () => frames.settle(),
      write: (step) => {
        const { doing } = this
        frames.write(() => {
          const now = this.doing
          this.doing = doing
          try {
            step()
          } finally {
            this.doing = now
          }
        })
      },
    }
  }

  /** A frame is drawn. */
  draw(): void {
    this.#frames?.draw()
  }

  /** What was typed is written, as before anything reads the text or changes it. */
  settle(): void {
    this.#frames?.settle()
  }

  /** What a desk meets is kept here; `fail` is where it goes. */
  #watch({ draft }: Desk): void {
    const fail = draft.fail.bind(draft)
    draft.fail = (error) => {
      this.healed.push(error instanceof Error ? error.message : String(error))
      fail(error)
    }
  }

  /** Their suggestions of earlier pages, as a page learns them with the view of the draft. */
  recognise(): void {
    const ids = suggestionsOf(this.#server.read()).map(({ id }) => id)
    this.desks[0]!.author.recognise(ids.filter((id) => this.clients.has(clientOfSuggestion(id) ?? -1)))
  }

  setMode(mode: Desk['mode']): void {
    for (const desk of this.desks) {
      desk.mode = mode
      desk.draft.reseat()
    }
  }

  /** The first `count` waiting messages reach the server, in one if they go in one turn. */
  send(count: number, isJoined: boolean): void {
    const sent = this.outbox.splice(0, count)
    if (sent.length === 0) return
    for (const update of isJoined && sent.length > 1 ? [Y.mergeUpdates(sent)] : sent) {
      this.#server.receive(update, this)
      if (this.#server.faults.length > 0) return
    }
  }

  hear(count: number, isJoined: boolean): void {
    const heard = this.inbox.splice(0, count)
    if (heard.length === 0) return
    for (const update of isJoined && heard.length > 1 ? [Y.mergeUpdates(heard)] : heard) {
      this.settle()
      Y.applyUpdate(this.doc, update, 'network')
    }
  }

  /** The line is cut: what was under way is lost, and both sides say what the other lacks. */
  comeBack(): void {
    this.outbox.length = 0
    this.inbox.length = 0
    this.sender = this.#sender()
    this.settle()
    // The server takes what was said before our answer after it.
    this.outbox.unshift(Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(this.#server.text.doc)))
    this.inbox.push(this.#server.stateFor(Y.encodeStateVector(this.doc)))
  }

  /** The page is loaded anew once all of it is saved. */
  reload(): void {
    this.settle()
    this.send(this.outbox.length, false)
    this.inbox.length = 0
    this.sender = this.#sender()
    this.open()
  }
}
