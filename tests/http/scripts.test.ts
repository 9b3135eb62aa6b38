// Words that are markup, in every field that takes words, on every page that shows them, in a browser: they stay words.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashPassword } from '#server/auth/password.ts'
import { demoPassword } from '#server/demo/committee.ts'
import { seed } from '#server/document/writing/edit.ts'
import { comment, reply } from '#server/workflows/comments/comments.ts'
import { openBallot } from '#server/workflows/decisions/ballot-opening.ts'
import { closeBallot } from '#server/workflows/decisions/ballots.ts'
import { moveDossier, nameRapporteur, openDossier, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { convene, recordPresence } from '#server/workflows/meetings/meetings.ts'
import { admitMembers } from '#server/workflows/people/members.ts'
import { publish } from '#server/workflows/publications/publications.ts'
import { serve } from '#tests/app/pages/house.ts'
import { type Committee, freshCommittee, headOf, vote } from '#tests/support/committee.ts'
import { chromiumPath, openBrowser } from '#tests/support/people/browser.ts'
import { signedIn, visit } from '#tests/support/people/visitor.ts'

const markup = `"'><img src=x onerror=alert(1)></textarea></title></script><script>alert(2)</script><svg onload=alert(3)>`

let committee: Committee
let site: Awaited<ReturnType<typeof serve>>
let browser: Browser

beforeAll(async () => {
  if (chromiumPath === null) return
  committee = await freshCommittee('sqlite')
  site = await serve(committee.world)
  browser = await openBrowser()
})
afterAll(async () => {
  if (chromiumPath === null) return
  await browser.close()
  await site.close()
  await committee.close()
})

/** A dossier under vote, with a meeting, a rapporteur, a comment and an answer, all of them markup. */
async function writeMarkup() {
  const { world, secretariat, chair, heads } = committee
  const passwordHash = await hashPassword(demoPassword)
  const appointments = [{ role: 'delegate' as const, partyId: 'MT', bodyId: null }]
  const person = { email: 'markup@demo.example', name: markup, language: 'en' as const, passwordHash, appointments }
  const [rapporteur] = await admitMembers(world, secretariat, [person])
  const plan = { number: 9, placeEn: markup, placeFr: markup, opensOn: '2026-12-01', closesOn: '2026-12-02' }
  const { id: meetingId } = await convene(world, secretariat, plan)
  await recordPresence(world, secretariat, { meetingId, partyIds: [...heads.keys()], movement: 'arrived' })
  const mandate = { kind: 'opinion' as const, articles: [23], class: 'restricted' as const, rapporteurId: null }
  const { id } = await openDossier(world, secretariat, { ...mandate, titleEn: markup, titleFr: markup })
  await nameRapporteur(world, secretariat, { dossierId: id, memberId: rapporteur?.id ?? '' })
  const { collab } = await readDossier(world, secretariat, id)
  const pid = world.mint()
  const words = [{ text: `${markup} ` }, { text: markup, cites: 'article:23' as const }]
  await world.rooms.write(collab, (doc) => {
    for (const language of ['en', 'fr'] as const)
      doc.getXmlElement(language).delete(0, doc.getXmlElement(language).length)
    seed(doc, [{ pid, kind: 'operative', en: words, fr: words }])
  })
  const remark = { dossierId: id, language: 'en' as const, pid, start: 0, end: 30, body: markup }
  const { threadId } = await comment(world, headOf(committee, 'FR'), remark)
  await reply(world, headOf(committee, 'SE'), { threadId, body: markup })
  await moveDossier(world, secretariat, { dossierId: id, to: 'circulated' })
  await moveDossier(world, secretariat, { dossierId: id, to: 'meeting', meetingId })
  const { id: ballotId } = await openBallot(world, chair, { dossierId: id, questionEn: markup, questionFr: markup })
  return { id, meetingId, ballotId }
}

/** The pages that must show the words, so that their running nothing means something. */
function shows(path: string): boolean {
  return /^\/(?:dossiers(?!\/new)|ballots|meetings|texts|articles)\b/.test(path)
}

/** Opens every path with the cookie, and returns what was run or refused to run. */
async function faultsOf(cookie: string, paths: readonly string[]): Promise<string[]> {
  const context = await browser.newContext()
  await context.addCookies(
    cookie.split('; ').flatMap((pair) => {
      const [name = '', value = ''] = pair.split('=')
      return name === '' ? [] : [{ name, value, domain: 'localhost', path: '/' }]
    }),
  )
  const page = await context.newPage()
  const faults: string[] = []
  page.on(
    'dialog',
    (dialog) => void dialog.dismiss().then(() => faults.push(`${page.url()}: a dialog ${dialog.message()}`)),
  )
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) faults.push(`${page.url()}: ${message.text()}`)
  })
  for (const path of paths) {
    await page.goto(new URL(path, site.url).href)
    if (path.includes('/text')) await page.waitForLoadState('networkidle')
    // A script element of the page's own words would be one without the nonce.
    expect(await page.locator('main img, main svg[onload]').count(), path).toBe(0)
    if (shows(path)) expect(await page.locator('main').innerText(), path).toContain('onerror=alert(1)')
  }
  await context.close()
  return faults
}

test.skipIf(chromiumPath === null)('nothing that was written runs, for members and then for anyone', async () => {
  const { id, meetingId, ballotId } = await writeMarkup()
  const inside = ['', '?lang=fr'].flatMap((language) =>
    [
      '/',
      '/dossiers',
      `/dossiers/${id}`,
      `/dossiers/${id}/text`,
      `/ballots/${ballotId}`,
      '/meetings',
      `/meetings/${meetingId}`,
      '/articles/23',
    ].map((path) => `${path}${language}`),
  )
  for (const who of ['secretariat', 'head.se']) {
    const { cookie } = await signedIn(site.url, `${who}@demo.example`, demoPassword)
    expect(
      await faultsOf(cookie(), [...inside, `/dossiers/new`, `/nowhere?x=${encodeURIComponent(markup)}`]),
      who,
    ).toEqual([])
  }
  await vote(committee, ballotId, { AL: 'for' })
  await closeBallot(committee.world, committee.chair, { ballotId })
  const { symbol } = await publish(committee.world, committee.secretariat, { dossierId: id })
  const outside = [
    '/',
    '/texts',
    `/texts/${symbol}`,
    `/texts/${symbol}?lang=fr`,
    '/articles/23',
    `/api/texts/${symbol}`,
  ]
  const asked = [`/sign-in?next=${encodeURIComponent(`/${markup}`)}`, `/${encodeURIComponent(markup)}`]
  expect(await faultsOf('', [...outside, ...asked])).toEqual([])
})

test.skipIf(chromiumPath === null)('a refused form gives back what was typed as words', async () => {
  const answer = await visit(site.url).post('/sign-in', { email: markup, password: 'wrong' })
  const page = await answer.text()
  expect(answer.status).toBe(422)
  expect(page).not.toContain('<img src=x')
  expect(page).toContain('&lt;img src=x')
})
