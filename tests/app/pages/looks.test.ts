// Every page in Chromium, wide and narrow, in both languages: nothing for axe to find, nothing that overflows, no
// fault.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { chromiumPath, openBrowser } from '#tests/support/people/browser.ts'
import { type House, openHouse } from './house.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Each language at one width: what differs by both at once is looked at by eye. */
const views = [
  { language: 'en', width: 390 },
  { language: 'fr', width: 1440 },
] as const

const pages: readonly { who: string | null; paths: (house: House) => string[] }[] = [
  {
    who: null,
    paths: ({ published }) => [
      '/',
      '/texts',
      '/texts/T-ES(2015)04',
      `/texts/${published.symbol}`,
      '/articles',
      '/articles/23',
      '/findings',
      '/findings/C-01a',
      '/sign-in',
      '/nowhere',
    ],
  },
  {
    who: 'legal',
    paths: ({ published, draftId, openBallotId, nextMeetingId }) => [
      '/',
      '/dossiers',
      '/dossiers/new',
      `/dossiers/${draftId}`,
      `/dossiers/${published.id}`,
      '/articles/23',
      '/meetings',
      '/meetings/new',
      `/meetings/${nextMeetingId}`,
      `/ballots/${openBallotId}`,
    ],
  },
  {
    who: 'head.fr',
    paths: ({ published, openBallotId, draftId }) => [
      '/dossiers/new',
      `/dossiers/${draftId}/official-reply`,
      '/mentions',
      '/sessions',
      `/ballots/${openBallotId}`,
      `/ballots/${openBallotId}/text`,
      `/ballots/${published.ballotId}`,
      `/meetings/${published.meetingId}`,
    ],
  },
]

describe.skipIf(chromiumPath === null)('every page', () => {
  let house: House
  let browser: Browser
  beforeAll(async () => {
    house = await openHouse()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })

  for (const { who, paths } of pages) {
    for (const { language, width } of views) {
      test(`as ${who ?? 'anyone'} in ${language} at ${width} pixels`, { timeout: 120_000 }, async () => {
        // axe is put into the page by the test; the policy of the page would refuse it.
        const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP: true })
        const page = await context.newPage()
        const faults: string[] = []
        page.on('pageerror', (error) => faults.push(error.message))
        if (who) await signIn(page, house.url, who)
        const found: Record<string, string[]> = {}
        for (const path of paths(house)) {
          await page.goto(`${house.url}${path}?lang=${language}`)
          expect(decodeURI(new URL(page.url()).pathname)).toBe(path)
          const said = [...(await look(page)), ...faults.splice(0)]
          if (said.length > 0) found[path] = said
        }
        await context.close()
        expect(found).toEqual({})
      })
    }
  }
})

async function signIn(page: Page, url: string, who: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.fill('#email', `${who}@demo.example`)
  await page.fill('#password', demoPassword)
  // Another page asked for before the answer came would leave nobody signed in.
  await Promise.all([page.waitForURL((at) => at.pathname !== '/sign-in'), page.click('main button[type=submit]')])
}

interface Axe {
  run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>
}

/** What axe finds, and by how much the page is wider than the window. */
async function look(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run()
    const said = violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html.slice(0, 120)}`)
    const over = document.documentElement.scrollWidth - window.innerWidth
    return over > 0 ? [...said, `wider than the window by ${over}`] : said
  })
}
