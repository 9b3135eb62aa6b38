// The drafting desk beside a plain Lexical editor with the same paragraphs, in turns: how long a letter takes to be
// painted while comments and suggestions are open. Then how soon the desk can be written in, beside a page of the same
// house with the same text and no editor, and how much JavaScript it takes.
//
// How a key is timed stands at the head of ../keydown/eye.ts; when each page is ready, and what it had asked for by
// then, in opening.ts.

import { randomInt } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { wordsOf } from '#server/document/tree/tree.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import type { Bench, Measured } from '../bench.ts'
import { openTimed } from '../keydown/browser.ts'
import { openEye } from '../keydown/eye.ts'
import { buildHouse } from '../keydown/houses.ts'
import { openStage } from '../keydown/stage.ts'
import { longText } from '../keydown/text.ts'
import { begin, quantile, typeAlone } from '../keydown/typing.ts'
import { median } from '../typing.ts'
import { freeze, furnish } from './furnish.ts'
import { readyToRead, readyToWrite, type ScriptsLoaded, scriptsLoaded } from './opening.ts'
import { type PlainPage, servePlainPage } from './plain-page.ts'
import { scriptsOf } from './scripts.ts'

interface Size {
  readonly lengths: readonly number[]
  readonly rounds: number
  readonly keys: number
  readonly openings: number
}

const sizes: Readonly<Record<'short' | 'full', Size>> = {
  short: { lengths: [200, 1_000, 2_000], rounds: 2, keys: 80, openings: 7 },
  full: { lengths: [200, 1_000, 2_000], rounds: 5, keys: 200, openings: 9 },
}

/** Open comments, and open suggestions. */
const open = 50

export const editor: Bench = {
  name: 'editor',
  targets: {
    'keydown to paint p95, 200 paragraphs / plain Lexical': { most: 1.5 },
    'keydown to paint p95, 1000 paragraphs / plain Lexical': { most: 1.5 },
    'keydown to paint p95, 2000 paragraphs / plain Lexical': { most: 1.5 },
    'ready to be written in, 200 paragraphs / plain page': { most: 2 },
    'editor JavaScript beyond the framework, KB gzip': { most: 190 },
    'pages without an editor that load a part of it': { most: 0 },
  },
  async run(name, say): Promise<Measured> {
    const seed = randomInt(2 ** 31)
    say(`seed ${seed}`)
    const folder = buildHouse('bench-editor/desk')
    const plain = await servePlainPage()
    const browser = await openTimed()
    const run = { size: sizes[name], folder, plain, browser, chance: chanceFrom(seed), say }
    try {
      const figures: Record<string, number> = {}
      const table: Record<string, Record<string, number>> = {}
      const loaded: ScriptsLoaded[] = []
      for (const paragraphs of run.size.lengths) {
        Object.assign(table, await compare({ ...run, paragraphs, loaded }, figures))
      }
      const { editorKB, laterKB, frameworkKB, strangers } = scriptsOf(folder, loaded.at(-1)!)
      figures['editor JavaScript beyond the framework, KB gzip'] = editorKB
      figures['JavaScript that follows by itself, KB gzip'] = laterKB
      figures['pages without an editor that load a part of it'] = strangers.length
      const sizes = { 'until it can be written in, KB': editorKB, 'by itself later, KB': laterKB }
      return { figures, table: { ...table, JavaScript: { ...sizes, 'framework, KB': frameworkKB } } }
    } finally {
      await browser.close()
      plain.close()
    }
  },
}

interface Run {
  readonly size: Size
  readonly folder: string
  readonly plain: PlainPage
  readonly browser: Browser
  readonly chance: Chance
  readonly say: (line: string) => void
  readonly paragraphs: number
  /** Filled with the scripts that a desk asked for by itself, once a length. */
  readonly loaded: ScriptsLoaded[]
}

async function compare(run: Run, figures: Record<string, number>): Promise<Record<string, Record<string, number>>> {
  const { browser, folder, paragraphs, plain, size, say } = run
  let version = ''
  const house = { folder, paragraphs, isShared: true, names: ['legal'] }
  const stage = await openStage(browser, {
    ...house,
    async furnish(seats, dossier) {
      await furnish(open)(seats, dossier)
      version = await freeze(seats, dossier.id)
    },
  })
  const bare = await openPlain(browser, plain, paragraphs)
  try {
    const pages = { desk: stage.people[0]!, plain: bare }
    run.loaded.push(await scriptsLoaded(pages.desk))
    const keys: Record<Contestant, number[][]> = { desk: [], plain: [] }
    for (let round = -1; round < size.rounds; round++) {
      const at = Math.floor(paragraphs / 2) + 2 + 3 * (round + 1)
      const seen = await inTurns(pages, { at, keys: round < 0 ? 20 : size.keys, chance: run.chance })
      for (const name of contestants) {
        if (round >= 0) keys[name].push(seen[name])
        say(`${paragraphs} paragraphs, round ${round + 1}, ${name}: p95 ${quantile(seen[name], 0.95).toFixed(1)} ms`)
      }
    }
    await stage.compare()
    const over = (name: Contestant, part: number) => median(keys[name].map((round) => quantile(round, part)))
    const name = `${paragraphs} paragraphs`
    figures[`keydown to paint p95, ${name} / plain Lexical`] = over('desk', 0.95) / over('plain', 0.95)
    figures[`keydown to paint p50, ${name} / plain Lexical`] = over('desk', 0.5) / over('plain', 0.5)
    const ready = await openings(run, { ...pages, version: new URL(version, stage.address).href })
    figures[`ready to be written in, ${name} / plain page`] = ready.desk / ready.page
    figures[`ready to be written in, ${name} / plain Lexical`] = ready.desk / ready.plain
    const row = (who: Contestant) => ({
      ...{ 'keydown to paint p50, ms': over(who, 0.5), 'keydown to paint p95, ms': over(who, 0.95) },
      'ready, ms': ready[who],
    })
    return {
      [`desk ${paragraphs}`]: row('desk'),
      [`plain ${paragraphs}`]: row('plain'),
      [`page ${paragraphs}`]: { 'ready, ms': ready.page },
    }
  } finally {
    await stage.close()
    await bare.context().close()
  }
}

const contestants = ['desk', 'plain'] as const
type Contestant = (typeof contestants)[number]

/** Keys of one before the other has its turn: a machine that is slow for some seconds is slow for both. */
const inTurn = 50

/**
 * Milliseconds that a page is left alone after its turn: what it does then, beside the text, would cost in the turn of
 * the other.
 */
const after = 1_500

/** As many keys on each page, each in one paragraph, in turns; milliseconds of each. */
async function inTurns(
  pages: Readonly<Record<Contestant, Page>>,
  { at, keys, chance }: { readonly at: number; readonly keys: number; readonly chance: Chance },
): Promise<Record<Contestant, number[]>> {
  const seen: Record<Contestant, number[]> = { desk: [], plain: [] }
  for (const name of contestants) await begin(pages[name], at)
  for (let turn = 0; turn * inTurn < keys; turn++) {
    for (const name of turn % 2 === 0 ? contestants : contestants.toReversed()) {
      await setTimeout(after)
      seen[name].push(...(await typeAlone(pages[name], { keys: Math.min(inTurn, keys - turn * inTurn), chance })))
    }
  }
  return seen
}

interface Pages {
  readonly desk: Page
  readonly plain: Page
  /** Address of the version that has the text of the desk. */
  readonly version: string
}

/** Opens all three again and again, in turns; medians, milliseconds since each was asked for. */
async function openings(
  { browser, size }: Run,
  { desk, plain, version }: Pages,
): Promise<Readonly<Record<'desk' | 'plain' | 'page', number>>> {
  // The same person, in a window of its own: of two tabs of one window the browser draws only one.
  const context = await browser.newContext({
    storageState: await desk.context().storageState(),
    viewport: desk.viewportSize(),
  })
  const page = await context.newPage()
  await page.goto(version)
  const times: { desk: number; plain: number; page: number }[] = []
  for (let at = 0; at < size.openings; at++) {
    times.push({ desk: await readyToWrite(desk), page: await readyToRead(page), plain: await readyToWrite(plain) })
  }
  await context.close()
  const over = (who: 'desk' | 'plain' | 'page') => median(times.map((one) => one[who]))
  return { desk: over('desk'), plain: over('plain'), page: over('page') }
}

async function openPlain(browser: Browser, plain: PlainPage, count: number): Promise<Page> {
  let minted = 0
  const words = longText(count, () => `p${++minted}`).map(({ pid, kind, en }) => wordsOf({ pid, kind, runs: en }))
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } })
  const page = await context.newPage()
  await page.addInitScript(openEye)
  await page.goto(plain.addressOf(words))
  await page.locator('[role=textbox] > *').first().waitFor()
  return page
}
