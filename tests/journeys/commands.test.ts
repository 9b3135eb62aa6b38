// Every command of the desk done once by keyboard alone, with its effect. A command that is added to the list and not
// walked here fails the test.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from '#app/desk/commands/command-list.ts'
import { chromiumPath } from '#tests/support/people/browser.ts'
import { delegation, desk } from './commands/desk.ts'
import { type Walker, walkerOf } from './commands/walker.ts'
import { writing } from './commands/writing.ts'
import { startAt } from './desk/desk.ts'
import { openStudy, type Study, writeText } from './study.ts'

test('no command is left out', () => {
  const walked = [...Object.keys(writing), ...Object.keys(desk), ...Object.keys(delegation)]
  expect(walked.sort()).toEqual(commands.map(({ id }) => id).sort())
})

describe.skipIf(chromiumPath === null)('by keyboard alone:', () => {
  let study: Study
  let walker: Walker
  beforeAll(async () => {
    study = await openStudy()
  })
  afterAll(() => study?.close())

  test('somebody of the Secretariat opens the desk', async () => {
    const text = await writeText(study, [
      ['heading1', 'Reporting', 'Signalement'],
      ['recital', 'Recalling that every child may call;', 'Rappelant que tout enfant peut appeler ;'],
      ...[
        'Alpha is bold and italic.',
        'Charlie.',
        'Delta cites .',
        'Echo.',
        'Foxtrot.',
        'Golf.',
        'Hotel applies Article 20 and Article 13.',
        'India is open.',
        'Juliet says child pornography.',
        'Kilo.',
        'Lima.',
        'Mike.',
      ].map((words) => ['operative', words, `En français : ${words.slice(0, 1)}.`] as const),
    ])
    walker = walkerOf(await study.member('legal'), text)
    walker.person.page.setDefaultTimeout(10_000)
    await startAt(walker.person, text.path)
    await walker.person.page.locator('.tools').waitFor()
  })

  test.each(Object.entries(writing))('%s', (_id, walk) => walk(walker))
  test.each(Object.entries(desk))('%s', (_id, walk) => walk(walker))

  test.each(Object.entries(delegation))('%s, by the head of a delegation', async (_id, walk) => {
    const head = walkerOf(await study.member('head.fr'), walker.text)
    await startAt(head.person, head.text.path)
    await head.person.page.locator('.tools').waitFor()
    await walk(head)
    await head.person.leave()
  })

  test('nothing failed on the way', async () => {
    await walker.person.check()
  })
})
