// The browser in which keys are timed.

import type { Browser } from 'playwright-core'
import { openBrowser } from '#tests/support/people/browser.ts'

/**
 * Of the links of a page Chromium watches some for its own statistics, chosen anew by chance whenever a page is loaded,
 * and where it does it draws one more frame after every change: a key that comes just after it waits for the next. So
 * two loads of one page would differ by more than what is compared here. The second has the place of what Playwright
 * names itself, of which it matters here only.
 */
const off = ['NavigationPredictor', 'PaintHolding']

export function openTimed(): Promise<Browser> {
  return openBrowser([`--disable-features=${off.join()}`])
}
