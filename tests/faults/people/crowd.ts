// A hundred pages at ten texts, which type at human pace and remember what they typed and what they were shown as
// saved.

import type { Store } from '#db/engine/open.ts'
import { hashPassword } from '#server/auth/password.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { loadText } from '#server/live/text/stored-text.ts'
import { admitMembers } from '#server/workflows/people/members.ts'
import { seenIn } from '#tests/document/gate/honest.ts'
import type { Seats } from '#tests/support/committee.ts'
import { signedIn, type Visitor } from '#tests/support/people/visitor.ts'
import { type Arrange, seatedPlace } from '#tests/support/seated.ts'
import type { Chance } from '#tests/support/seeded.ts'
import type { Place } from '#tests/support/servers/server.ts'
import { Page } from './page.ts'
import { docOf, editors, manyTexts } from './texts.ts'
import { wordsIn } from './words.ts'

/** A member may have twenty sockets: five people of the Secretariat, each with two pages at each text. */
const size = { texts: 10, people: 5, pagesOfOneAtOneText: 2 }
/** Milliseconds between two words of one page, and within which all of them are seated. */
const [pause, seating] = [1_000, 60_000]

export const crowdSize = size.texts * size.people * size.pagesOfOneAtOneText

const emailOf = (at: number) => `desk${at}@demo.example`

export interface CrowdPlace {
  readonly place: Place
  readonly rooms: readonly string[]
}

/** A seated place with the texts and the people; `also` does more in it before it is closed. */
export async function crowdPlace(databaseUrl: string | null, also?: Arrange): Promise<CrowdPlace> {
  const rooms: string[] = []
  const place = await seatedPlace(databaseUrl, async (seats: Seats) => {
    const passwordHash = await hashPassword(demoPassword)
    const newcomers = Array.from({ length: size.people }, (_, at) => ({
      email: emailOf(at),
      name: `Desk ${at}`,
      language: 'en' as const,
      passwordHash,
      appointments: [{ role: 'secretariat' as const, partyId: null, bodyId: null }],
    }))
    await admitMembers(seats.world, seats.secretariat, newcomers)
    await manyTexts(size.texts, rooms)(seats)
    await also?.(seats)
  })
  return { place, rooms }
}

interface Seated {
  readonly collab: string
  readonly page: Page
  /** How many of its words it has shown as saved, the first ones. */
  shown: number
}

export class Crowd {
  readonly #url: string
  /** Somebody of the Secretariat who has no page open. */
  readonly reader: Visitor
  readonly #seated: readonly Seated[]

  private constructor(url: string, reader: Visitor, seated: readonly Seated[]) {
    this.#url = url
    this.reader = reader
    this.#seated = seated
  }

  /** Signs everybody in and opens all pages; resolves when each may edit. */
  static async seat({ place, rooms }: CrowdPlace, chance: Chance): Promise<Crowd> {
    const { url } = place
    const people: Visitor[] = []
    for (let at = 0; at < size.people; at++) people.push(await signedIn(url, emailOf(at), demoPassword))
    let who = 0
    const seated = rooms.flatMap((collab) =>
      people.flatMap((one) =>
        Array.from({ length: size.pagesOfOneAtOneText }, () => {
          who += 1
          const page = new Page({ through: url, url, collab, cookie: one.cookie() }, who, chance)
          return watched(collab, page)
        }),
      ),
    )
    const crowd = new Crowd(url, await signedIn(url, editors[0], demoPassword), seated)
    await Promise.all(
      seated.map(({ page }) => page.until((link) => link.synced && link.seat?.right === 'edit', 'seated', seating)),
    )
    return crowd
  }

  startTyping(): void {
    for (const { page } of this.#seated) page.startTyping(pause)
  }

  stopTyping(): void {
    for (const { page } of this.#seated) page.stopTyping()
  }

  get typed(): number {
    return this.#seated.reduce((sum, { page }) => sum + page.typed.length, 0)
  }

  get shown(): number {
    return this.#seated.reduce((sum, { shown }) => sum + shown, 0)
  }

  /** Words typed that are not shown as saved. */
  get pending(): number {
    return this.typed - this.shown
  }

  get refused(): number {
    return this.#seated.filter(({ page }) => page.link.refused !== null).length
  }

  get connected(): number {
    return this.#seated.filter(({ page }) => page.link.connected).length
  }

  /** Milliseconds until every page has everything saved. */
  async allSaved(patience: number): Promise<number> {
    const began = performance.now()
    await Promise.all(this.#seated.map(({ page }) => page.allSaved(patience)))
    return performance.now() - began
  }

  /** Words shown as saved, as of `shownThen`, that the store does not hold; read beside every server. */
  async lostFrom(store: Store, shownThen = this.shownByPage()): Promise<number> {
    let lost = 0
    for (const [collab, seated] of this.#byText()) {
      const loaded = await loadText(store.db, collab)
      const there = loaded ? wordsIn(loaded.doc) : new Set<string>()
      for (const one of seated) {
        lost += one.page.typed.slice(0, shownThen.get(one.page) ?? 0).filter((word) => !there.has(word)).length
      }
    }
    return lost
  }

  /** For `lostFrom`: what is shown as saved now. */
  shownByPage(): ReadonlyMap<Page, number> {
    return new Map(this.#seated.map(({ page, shown }) => [page, shown]))
  }

  /** Words typed that a page opened now does not show, and pages that show another text than it. */
  async compare(): Promise<{ lost: number; differ: number }> {
    const cookie = this.reader.cookie()
    let [lost, differ] = [0, 0]
    for (const [collab, seated] of this.#byText()) {
      const doc = await docOf({ url: this.#url, collab, cookie })
      const there = wordsIn(doc)
      const seen = seenIn(doc)
      for (const { page } of seated) {
        lost += page.typed.filter((word) => !there.has(word)).length
        const isOne = await showsSoon(() => seenIn(page.connection.doc) === seen)
        if (!isOne) differ += 1
      }
    }
    return { lost, differ }
  }

  leave(): void {
    for (const { page } of this.#seated) page.leave()
  }

  #byText(): Map<string, Seated[]> {
    return Map.groupBy(this.#seated, ({ collab }) => collab)
  }
}

function watched(collab: string, page: Page): Seated {
  const seated: Seated = { collab, page, shown: 0 }
  page.connection.link.watch(() => {
    if (page.link.saved === page.link.local) seated.shown = page.typed.length
  })
  return seated
}

async function showsSoon(holds: () => boolean): Promise<boolean> {
  const deadline = performance.now() + 10_000
  while (!holds()) {
    if (performance.now() > deadline) return false
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return true
}
