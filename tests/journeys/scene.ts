// The scene of a journey: a seated committee on a real server, and people at their browsers.

import type { Browser } from 'playwright-core'
import type { Engine } from '#db/engine/open.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { chromiumPath, openBrowser } from '#tests/support/people/browser.ts'
import { arrive, type Person, signIn } from '#tests/support/people/person.ts'
import { type Arrange, seatedPlace } from '#tests/support/seated.ts'
import { freshDatabase, postgresUrl } from '#tests/support/servers/postgres.ts'
import { type Place, type Served, startServer } from '#tests/support/servers/server.ts'

/** The engines that a journey can run on here; without a browser, none. */
export const stages: readonly { readonly engine: Engine; readonly isHere: boolean }[] = [
  { engine: 'sqlite', isHere: chromiumPath !== null },
  { engine: 'postgresql', isHere: chromiumPath !== null && (await postgresUrl()) !== null },
]

export interface Scene {
  readonly place: Place
  readonly browser: Browser
  /** The server as it runs now; a journey that kills it sets the next one. */
  server: Served
  /** Someone of the demo committee, signed in. */
  member(name: string, language?: 'en' | 'fr'): Promise<Person>
  close(): Promise<void>
}

export interface Setting {
  /** What is done through the workflows before the server starts. */
  readonly arrange?: Arrange
  /** The public address, where it is not the server's own: gives it for the server's port. */
  readonly behind?: (port: number) => Promise<string>
}

export async function openScene(engine: Engine, { arrange, behind }: Setting = {}): Promise<Scene> {
  const database = engine === 'postgresql' ? await freshDatabase() : null
  const seated = await seatedPlace(database?.url, arrange)
  const place = behind ? { ...seated, url: await behind(seated.port) } : seated
  const browser = await openBrowser()
  const scene: Scene = {
    place,
    browser,
    server: await startServer(place),
    async member(name, language = 'en') {
      const person = await arrive(browser, place.url, language)
      await signIn(person, `${name}@demo.example`, demoPassword)
      return person
    },
    async close() {
      await browser.close()
      await scene.server.stop()
      await database?.drop()
      place.clear()
    },
  }
  return scene
}
