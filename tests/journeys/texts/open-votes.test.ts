// A vote is opened while members look at other pages: each page shows it within a second, with the way to it, and no
// longer once it is closed. Opening and closing are acts of this process; the pages are told of them as of any act.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeBallot } from '#server/workflows/decisions/ballots.ts'
import { dossierBefore, meetingWith, vote, voteOn } from '#tests/support/committee.ts'
import { chromiumPath } from '#tests/support/people/browser.ts'
import type { Person } from '#tests/support/people/person.ts'
import { startAt } from '../desk/desk.ts'
import { openStudy, type Study, writeText } from '../study.ts'

/** Milliseconds between the act and what the page shows. */
const aSecond = 1000

const shown = ({ page }: Person) => page.locator('.open-vote')

describe.skipIf(chromiumPath === null)('a vote is opened', () => {
  let study: Study
  let dossierId = ''
  let ballotId = ''
  const people: { readonly at: string; readonly path: string; readonly person: Person }[] = []
  beforeAll(async () => {
    study = await openStudy()
  })
  afterAll(() => study?.close())

  test('while members look at other pages, of which none shows it yet', async () => {
    const { committee } = study
    const { meetingId } = await meetingWith(committee, 30)
    dossierId = (await dossierBefore(committee, meetingId)).id
    const desk = await writeText(study, [['operative', 'Invites Parties.', 'Invite les Parties.']])
    for (const [at, path, name, language] of [
      ['the first page', '/', 'head.al', 'en'],
      ['the dossiers', '/dossiers', 'head.at', 'fr'],
      ['its dossier', `/dossiers/${dossierId}`, 'secretariat', 'en'],
      ['the meeting', `/meetings/${meetingId}`, 'chair', 'fr'],
      ['the desk of another text', desk.path, 'legal', 'en'],
    ] as const) {
      const person = await study.member(name, language)
      const heard = person.page.waitForResponse((answer) => answer.url().includes('/bulletin'))
      if (path === desk.path) await startAt(person, path)
      else await person.go(path)
      await heard
      people.push({ at, path, person })
    }
    expect(await Promise.all(people.map(({ person }) => shown(person).count()))).toEqual(people.map(() => 0))
  })

  test('each page shows it within a second, with the way to it', async () => {
    ballotId = (await voteOn(study.committee, dossierId)).ballotId
    await Promise.all(
      people.map(({ at, person }) =>
        shown(person)
          .waitFor({ timeout: aSecond })
          .catch(() => expect.fail(`${at} does not show it`)),
      ),
    )
    for (const { person } of people) {
      expect(await shown(person).getByRole('link').getAttribute('href')).toBe(`/ballots/${ballotId}`)
      await person.check()
    }
  })

  test('a Party that may vote is asked to, and once it has is told so', async () => {
    const head = people.find(({ path }) => path === '/')?.person
    if (!head) throw new Error('nobody is at the first page')
    expect(await shown(head).getByRole('link').innerText()).toBe('Vote now')
    await vote(study.committee, ballotId, { AL: 'for' })
    await head.page.reload()
    await expect.poll(() => shown(head).innerText()).toContain('Your Party has voted.')
  })

  test('it is shown no longer once it is closed', async () => {
    await closeBallot(study.committee.world, study.committee.chair, { ballotId })
    await Promise.all(people.map(({ person }) => shown(person).waitFor({ state: 'detached', timeout: aSecond })))
  })
})
