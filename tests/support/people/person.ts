// A person at a browser: signs in, opens pages, is told of every error and of every accessibility fault.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface Person {
  readonly page: Page
  /** Opens a path of the site. */
  go(path: string): Promise<void>
  /** Fails on any serious or critical accessibility fault of the page as it stands, and on any script error so far. */
  check(): Promise<void>
  leave(): Promise<void>
}

/** Opens a browser context of its own at `url`, in English unless told otherwise. */
export async function arrive(browser: Browser, url: string, language: 'en' | 'fr' = 'en'): Promise<Person> {
  // The policy of the pages refuses foreign scripts, and axe is one.
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, bypassCSP: true })
  const { hostname } = new URL(url)
  await context.addCookies([{ name: 'recital_language', value: language, domain: hostname, path: '/' }])
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message))
  return {
    page,
    async go(path) {
      await page.goto(new URL(path, url).href)
    },
    async check() {
      await page.evaluate(axeSource)
      const faults = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run(): Promise<{ violations: AxeFault[] }> } }
        const { violations } = await axe.run()
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
      })
      expect(faults, page.url()).toEqual([])
      expect(errors, page.url()).toEqual([])
    },
    leave: () => context.close(),
  }
}

interface AxeFault {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}

/** Signs in through the page's own form. */
export async function signIn(person: Person, email: string, password: string): Promise<void> {
  await person.go('/sign-in')
  await person.page.locator('input[name=email]').fill(email)
  await person.page.locator('input[type=password]').fill(password)
  await Promise.all([
    person.page.waitForURL((url) => url.pathname !== '/sign-in'),
    person.page.locator('main button[type=submit]').click(),
  ])
}
