// Someone who types as people do: a stretch of characters at one place, a pause, then a stretch of what is there
// removed again, so that the text stays about as long as it is. It knows the page only by its document.

import * as Y from 'yjs'
import type { Chance } from '#tests/support/seeded.ts'

/** Characters in a stretch, on an average. */
const stretch = 60
/** Milliseconds between two strokes of somebody who types well. */
export const usualPause = 250

const letters = 'the parties shall protect every child '

export class Hand {
  readonly #doc: Y.Doc
  readonly #chance: Chance
  readonly #afterStroke: () => void
  #timer: ReturnType<typeof setTimeout> | null = null
  #left = 0
  #isRemoving = false
  #typed = 0
  #place: Y.RelativePosition | null = null
  strokes = 0

  constructor(doc: Y.Doc, chance: Chance, afterStroke: () => void) {
    this.#doc = doc
    this.#chance = chance
    this.#afterStroke = afterStroke
  }

  /** Types until stopped, a stroke in about `pause` milliseconds. */
  start(pause: number): void {
    this.stop()
    this.#timer = setTimeout(
      () => {
        this.#stroke()
        this.strokes += 1
        this.#afterStroke()
        this.start(pause)
      },
      pause / 2 + this.#chance.whole(pause),
    )
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
  }

  #stroke(): void {
    const text = this.#text()
    if (!text) return
    if (this.#left === 0) {
      this.#isRemoving = !this.#isRemoving && text.length > stretch * 10
      this.#left = 1 + this.#chance.whole(2 * stretch)
      this.#put(
        text,
        this.#isRemoving ? this.#left + this.#chance.whole(text.length) : this.#chance.whole(text.length + 1),
      )
    }
    this.#left -= 1
    const at = this.#at(text)
    if (!this.#isRemoving) {
      text.insert(at, letters[this.#typed++ % letters.length] ?? ' ')
      this.#put(text, at + 1)
    } else if (at > 0) {
      text.delete(at - 1, 1)
      this.#put(text, at - 1)
    }
  }

  #text(): Y.XmlText | undefined {
    const blocks = (this.#doc.get('en', Y.XmlElement) as Y.XmlElement).toArray() as Y.XmlElement[]
    return blocks.flatMap((block) => block.toArray() as Y.XmlText[])[0]
  }

  /** The caret stays with its neighbours while others type before it. */
  #put(text: Y.XmlText, at: number): void {
    this.#place = Y.createRelativePositionFromTypeIndex(text, Math.min(at, text.length), -1)
  }

  #at(text: Y.XmlText): number {
    const place = this.#place && Y.createAbsolutePositionFromRelativePosition(this.#place, this.#doc)
    return Math.min(place?.index ?? text.length, text.length)
  }
}
