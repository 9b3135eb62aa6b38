// A headless Chromium, found on the machine or skipped with one clear line.

import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const candidates = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Path of a Chromium, or null. Another one can be named in CHROMIUM. */
export const chromiumPath = candidates.find((path): path is string => path !== undefined && existsSync(path)) ?? null

/** Starts it, with `flags` besides its own. Each journey opens its own contexts. */
export function openBrowser(flags: readonly string[] = []): Promise<Browser> {
  if (chromiumPath === null) throw new Error('no Chromium on this machine')
  return chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', ...flags],
  })
}
