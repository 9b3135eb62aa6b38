// Two people typing at once, each in a paragraph of their own beside the other's, and what their pages saw of it.

import type { Page } from 'playwright-core'
import type { Chance } from '#tests/support/seeded.ts'
import type { Eye, Sight } from './eye.ts'

declare const eye: Eye

const words = 'which the Parties may wish to consider at their next meeting, having regard to what was said, '
/** Milliseconds between two keys: about ten a second, as fast as people type. */
const pause = { least: 60, most: 140 }

export interface Typed {
  /** Milliseconds from a key to the frame that shows it. */
  readonly seen: readonly number[]
  /** Of the browser's page processes, milliseconds per key: also what no key waits for. */
  readonly cpu: number
  readonly durations: readonly number[]
  readonly missed: number
  /** Milliseconds from a key of one to the frame that shows its letter to the other. */
  readonly elsewhere: readonly number[]
}

/** Puts the caret of somebody who types alone at the end of paragraph `at` of the English text. */
export async function begin(page: Page, at: number): Promise<void> {
  await putCaret(page, at)
  await page.evaluate(() => eye.watchOwn())
}

/** One person types on alone where they are; returns milliseconds from each key to the frame that shows it. */
export async function typeAlone(page: Page, turn: Pick<Turn, 'keys' | 'chance'>): Promise<readonly number[]> {
  await page.evaluate(() => void eye.take())
  await pressKeys(page, pausesOf(turn))
  await page.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 2_000 })))
  const { seen, missed } = await page.evaluate(() => eye.take())
  // A key that had no frame of its own waited at least as long as the slowest that had one.
  return [...seen, ...Array.from({ length: missed }, () => Math.max(...seen))]
}

function pausesOf({ keys, chance }: Pick<Turn, 'keys' | 'chance'>): number[] {
  return Array.from({ length: keys }, () => pause.least + chance.whole(pause.most - pause.least))
}

export interface Turn {
  readonly people: readonly [Page, Page]
  /** Paragraph of the first person; the second is in the one after it. */
  readonly at: number
  readonly keys: number
  readonly chance: Chance
  /** With one, the other only reads. */
  readonly typists: 1 | 2
}

const bothWays = [
  [0, 1],
  [1, 0],
] as const

/**
 * Types, waits until everything that was typed is painted (and, where texts are shared, at the other's too), and gives
 * what was seen.
 */
export async function type({ people, at, keys, chance, typists }: Turn, isShared: boolean): Promise<Typed> {
  for (const [index, page] of people.entries()) {
    await putCaret(page, at + (index === 0 || typists === 1 ? 0 : 1))
    await page.evaluate(
      (other) => {
        eye.watchOwn()
        eye.watchOther(other)
        eye.take()
      },
      at + (typists === 1 || index === 1 ? 0 : 1),
    )
  }
  const typing = people.slice(-typists)
  const before = await pageCpu(people[0])
  const seeds = typing.map(() => pausesOf({ keys, chance }))
  await Promise.all(typing.map((page, index) => pressKeys(page, seeds[index]!)))
  for (const page of people) await settled(page)
  const cpu = ((await pageCpu(people[0])) - before) / (keys * typists)
  const taken = await Promise.all(people.map((page) => page.evaluate(() => eye.take())))
  const own = taken.slice(-typists)
  const pairs = typists === 2 ? bothWays : [[1, 0] as const]
  return {
    seen: own.flatMap(({ seen }) => seen),
    cpu,
    durations: own.flatMap(({ durations }) => durations),
    missed: own.reduce((sum, { missed }) => sum + missed, 0),
    elsewhere: isShared ? pairs.flatMap(([from, to]) => lags(taken[from]!.pressed, taken[to]!.sights)) : [],
  }
}

/** The part of a list of numbers below which `part` of them are. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/**
 * A click in the middle of a paragraph that stands in the middle of the page, as somebody who writes on would do it.
 */
async function putCaret(page: Page, at: number): Promise<void> {
  const block = page.locator('[role=textbox][data-language=en] > *').nth(at)
  await block.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
  // What is out of view has no height of its own until it comes into view: the text moves once more.
  await block.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  )
  await block.click()
  await page.keyboard.press('End')
}

async function pressKeys(page: Page, pauses: readonly number[]): Promise<void> {
  let next = performance.now()
  for (const [index, wait] of pauses.entries()) {
    next = Math.max(next + wait, performance.now())
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())))
    const letter = words[index % words.length]!
    await page.keyboard.press(letter === ' ' ? 'Space' : letter)
  }
}

/** All is saved, as far as it is shared, and nothing waits to be drawn. */
async function settled(page: Page): Promise<void> {
  await page.locator('.status[data-status=saved]').waitFor({ timeout: 30_000 })
  await page.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 2_000 })))
}

function lags(pressed: readonly Sight[], sights: readonly Sight[]): number[] {
  return pressed.map(({ length, at }) => {
    const sight = sights.find((one) => one.length >= length)
    if (!sight) throw new Error('a letter did not come to the other page')
    return sight.at - at
  })
}

/** Milliseconds of all page processes so far; those that nobody types in stand still. */
async function pageCpu(page: Page): Promise<number> {
  const browser = page.context().browser()
  if (!browser) throw new Error('the page has no browser')
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0) * 1_000
}
