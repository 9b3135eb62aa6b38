// A house served by its own process, and two of the committee at its long text, each in a browser of their own.

import type { Browser, Page } from 'playwright-core'
import { demoPassword } from '#server/demo/committee.ts'
import { seed } from '#server/document/writing/edit.ts'
import { openDossier, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import type { Seats } from '#tests/support/committee.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { startServer } from '#tests/support/servers/server.ts'
import { openEye } from './eye.ts'
import { longText } from './text.ts'

export interface Stage {
  /** Those at the text, in the order of `names`. */
  readonly people: readonly Page[]
  /** Of the desk. */
  readonly address: string
  /** Every error of a script so far. */
  readonly errors: readonly string[]
  /** Throws when a script failed or, where the text is shared, when the two pages show different words. */
  compare(): Promise<void>
  close(): Promise<void>
}

interface HouseOf {
  readonly folder: string
  readonly paragraphs: number
  readonly isShared: boolean
  /** Who comes: the part of their address before the at sign. */
  readonly names: readonly string[]
  /** What else stands at the text before they come. */
  readonly furnish?: (seats: Seats, dossier: { readonly id: string; readonly collab: string }) => Promise<void>
}

/** Serves the house in `folder` on data of its own with a text of so many paragraphs, and brings people to it. */
export async function openStage(browser: Browser, house: HouseOf): Promise<Stage> {
  const { folder, isShared, names } = house
  let address = ''
  const place = await seatedPlace(null, async (seats) => {
    address = await draft(seats, house)
  })
  const server = await startServer(place, { folder })
  const errors: string[] = []
  const people = await Promise.all(
    names.map(async (name) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } })
      const page = await context.newPage()
      page.on('pageerror', (error) => errors.push(error.message))
      await page.addInitScript(openEye)
      await signIn(page, place.url, name)
      await page.goto(place.url + address)
      return page
    }),
  )
  for (const page of people) {
    await page.locator('[role=textbox][data-language=en]').waitFor({ state: 'visible', timeout: 60_000 })
    await page.locator('.status[data-status=saved]').waitFor({ timeout: 60_000 })
  }
  return {
    people,
    address: place.url + address,
    errors,
    async compare() {
      if (errors.length > 0) throw new Error(errors.join('; '))
      if (!isShared) return
      const [one, other] = await Promise.all(people.map(wordsOn))
      if (other !== undefined && one !== other) throw new Error('the two pages show different words')
    },
    async close() {
      await server.stop()
      place.clear()
    },
  }
}

/** The address of the desk. */
async function draft(seats: Seats, { paragraphs, furnish }: HouseOf): Promise<string> {
  const { world, secretariat, rapporteur } = seats
  const { id } = await openDossier(world, secretariat, {
    kind: 'opinion',
    titleEn: 'A long opinion',
    titleFr: 'Un long avis',
    articles: [23],
    rapporteurId: rapporteur.id,
    class: 'restricted',
  })
  const { collab } = await readDossier(world, secretariat, id)
  await world.rooms.write(collab, (doc) => seed(doc, longText(paragraphs, world.mint)))
  await furnish?.(seats, { id, collab })
  return `/dossiers/${id}/text`
}

/** Both languages, paragraph by paragraph. */
function wordsOn(page: Page): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[role=textbox] .block')].map((block) => block.textContent).join('\n'),
  )
}

async function signIn(page: Page, url: string, name: string): Promise<void> {
  const { hostname } = new URL(url)
  await page.context().addCookies([{ name: 'recital_language', value: 'en', domain: hostname, path: '/' }])
  await page.goto(`${url}/sign-in`)
  await page.locator('input[name=email]').fill(`${name}@demo.example`)
  await page.locator('input[type=password]').fill(demoPassword)
  await Promise.all([
    page.waitForURL(({ pathname }) => pathname !== '/sign-in'),
    page.locator('main button[type=submit]').click(),
  ])
}
