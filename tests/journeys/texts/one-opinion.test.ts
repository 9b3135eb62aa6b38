// One opinion travels the whole way: opened, drafted by two, cited, commented on, voted on, published, read.

import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { arrive, type Person } from '#tests/support/people/person.ts'
import { signedIn, visit } from '#tests/support/people/visitor.ts'
import { environmentOf, startServer } from '#tests/support/servers/server.ts'
import { addWords, blocks, chooseWords, citing, saved, split, startAt, typed } from '../desk/desk.ts'
import { openScene, type Scene, stages } from '../scene.ts'

const title = { en: 'Opinion on online solicitation', fr: 'Avis sur la sollicitation en ligne' }

for (const { engine, isHere } of stages) {
  describe.skipIf(!isHere)(`one opinion, on ${engine}`, () => {
    let scene: Scene
    let secretariat: Person
    let rapporteur: Person
    let delegate: Person
    let chair: Person
    let dossier = ''
    let ballot = ''
    let reference = ''
    let votedHash = ''

    beforeAll(async () => {
      scene = await openScene(engine)
      secretariat = await scene.member('secretariat')
      rapporteur = await scene.member('delegate.ie')
      delegate = await scene.member('head.fr', 'fr')
      chair = await scene.member('chair')
    })

    afterAll(() => scene?.close())

    test('the Secretariat opens a dossier and it takes the next reference', async () => {
      const { page } = secretariat
      await secretariat.go('/dossiers/new')
      await secretariat.check()
      await page.locator('[name=titleEn]').fill(title.en)
      await page.locator('[name=titleFr]').fill(title.fr)
      await page.locator('[name=articles][value="23"]').check()
      await page.locator('select[name=rapporteurId]').selectOption({ label: 'Cormac Ballintra, Ireland' })
      await page.locator('main button[type=submit]').click()
      await page.waitForURL(/\/dossiers\/[0-9a-z]{26}$/)
      dossier = new URL(page.url()).pathname
      reference = /T-ES\(\d{4}\)\d{2}/.exec(await page.locator('main').innerText())?.[0] ?? ''
      expect(reference).toBe(`T-ES(${new Date().getFullYear()})01`)
      await secretariat.check()
    })

    test('two members write in two languages at once, see each other, and are told when it is saved', async () => {
      await Promise.all([startAt(secretariat, dossier), startAt(rapporteur, dossier)])
      await expect.poll(() => rapporteur.page.locator('.present').innerText()).toContain('Héloïse Marchetal')
      await secretariat.page.keyboard.press('Control+Alt+1')
      await Promise.all([
        typed(secretariat, 'en', 0, 'Recalling the duty to protect every child online;'),
        typed(rapporteur, 'fr', 0, 'Rappelant le devoir de protéger chaque enfant en ligne ;'),
      ])
      await secretariat.page.keyboard.press('Enter')
      await secretariat.page.keyboard.press('Control+Alt+2')
      await typed(secretariat, 'en', 1, 'Invites the Parties to act together.')
      await expect.poll(() => blocks(rapporteur, 'fr')).toHaveLength(2)
      await typed(rapporteur, 'fr', 1, 'Invite les Parties à agir ensemble.')
      await Promise.all([saved(secretariat), saved(rapporteur)])
      for (const person of [secretariat, rapporteur]) {
        await expect
          .poll(() => blocks(person, 'en'))
          .toEqual(['Recalling the duty to protect every child online;', 'Invites the Parties to act together.'])
        await expect
          .poll(() => blocks(person, 'fr'))
          .toEqual(['Rappelant le devoir de protéger chaque enfant en ligne ;', 'Invite les Parties à agir ensemble.'])
      }
      await Promise.all([secretariat.check(), rapporteur.check()])
    })

    test('undo takes back one’s own words and leaves the other’s', async () => {
      await addWords(secretariat, 'en', 1, ' Mine.')
      await saved(secretariat)
      await addWords(rapporteur, 'en', 1, ' Theirs.')
      await saved(rapporteur)
      await expect.poll(() => blocks(secretariat, 'en').then((all) => all[1])).toContain('Theirs.')
      await secretariat.page.locator('[role=textbox][data-language=en]').focus()
      await secretariat.page.keyboard.press('Control+Z')
      await expect
        .poll(() => blocks(rapporteur, 'en').then((all) => all[1]))
        .toBe('Invites the Parties to act together. Theirs.')
      await rapporteur.page.keyboard.press('Control+Z')
      await expect
        .poll(() => blocks(secretariat, 'en').then((all) => all[1]))
        .toBe('Invites the Parties to act together.')
    })

    test('the status says offline while the server is away, and nothing typed meanwhile is lost', async () => {
      await saved(secretariat)
      await scene.server.kill()
      await expect.poll(() => secretariat.page.locator('.status').getAttribute('data-status')).toMatch(/^offline/)
      await addWords(secretariat, 'en', 1, ' Even offline.')
      await expect.poll(() => secretariat.page.locator('.status').getAttribute('data-status')).toBe('offline-unsaved')
      scene.server = await startServer(scene.place)
      await saved(secretariat)
      await expect
        .poll(() => blocks(rapporteur, 'en').then((all) => all[1]), { timeout: 30_000 })
        .toContain('Even offline.')
    })

    test('from the keyboard they cite an article with its paragraph, an earlier opinion and a finding', async () => {
      await citing(secretariat, { language: 'en', at: 1, trigger: '§23.1', expected: 'Article 23, paragraph 1' })
      await citing(secretariat, { language: 'en', at: 1, trigger: '@T-ES(2015)', expected: 'T-ES(2015)04' })
      await citing(secretariat, { language: 'en', at: 1, trigger: '@C-04', expected: 'finding C-04' })
      const said = { expected: 'article 23, paragraphe 1', written: 'Article 23, paragraphe 1' }
      await citing(rapporteur, { language: 'fr', at: 1, trigger: '§23.1', ...said })
      await Promise.all([saved(secretariat), saved(rapporteur)])
      const margin = secretariat.page.locator('.margin')
      await expect.poll(() => margin.innerText()).toContain('T-ES(2015)04')
      await expect.poll(() => margin.innerText()).toContain('finding C-04')
      await expect
        .poll(() => delegate.go('/articles/23').then(() => delegate.page.locator('main').innerText()))
        .toContain(reference)
      await delegate.check()
    })

    test('a comment stays on its words while the paragraph above is split and the words are edited around', async () => {
      await startAt(delegate, dossier)
      await chooseWords(delegate, 'en', 'act together')
      await delegate.page.keyboard.press('Control+Alt+M')
      await delegate.page.locator('.margin textarea').fill('Ensemble, mais avec qui ?')
      await delegate.page.locator('.margin button[type=submit]').click()
      const marked = (person: Person) =>
        person.page.locator('[role=textbox][data-language=en] .commented').allInnerTexts()
      await expect.poll(() => marked(rapporteur)).toEqual(['act together'])
      await delegate.check()

      await split(secretariat, 'en', 0, 'Recalling the duty'.length)
      await addWords(secretariat, 'en', 2, ' Before long.')
      await saved(secretariat)
      await expect.poll(() => blocks(rapporteur, 'en')).toHaveLength(3)
      await expect.poll(() => marked(delegate)).toEqual(['act together'])

      const card = rapporteur.page.locator('.thread').first()
      await card.getByRole('button', { name: 'Reply' }).click()
      await card.locator('textarea').fill('With each other and with industry.')
      await card.getByRole('button', { name: 'Send' }).click()
      // The buttons of the card stand lower once it shows the answer.
      await card.getByText('With each other and with industry.').waitFor()
      await expect.poll(() => delegate.page.locator('.margin').innerText()).toContain('with industry')
      await card.getByRole('button', { name: 'Resolve' }).click()
      await expect.poll(() => marked(delegate)).toEqual([])
    })

    test('each refused step says why', async () => {
      const { page } = secretariat
      await secretariat.go(dossier)
      await expect.poll(() => page.locator('main').innerText()).toMatch(/English and French are released together/)
      await startAt(rapporteur, dossier)
      const french = await blocks(rapporteur, 'fr')
      await typed(rapporteur, 'fr', french.indexOf(''), 'de protéger chaque enfant ;')
      await saved(rapporteur)
      await secretariat.go(dossier)
      await page.getByRole('button', { name: 'Circulate the text' }).click()
      await expect.poll(() => page.locator('[aria-current=step]').innerText()).toMatch(/circulated/i)
    })

    test('the text goes before a meeting whose presence is recorded', async () => {
      const { page } = secretariat
      await secretariat.go('/meetings/new')
      await secretariat.check()
      for (const [name, value] of Object.entries({
        number: '43',
        placeEn: 'Strasbourg',
        placeFr: 'Strasbourg',
        opensOn: '2026-12-01',
        closesOn: '2026-12-03',
      })) {
        await page.locator(`[name=${name}]`).fill(value)
      }
      await page.locator('main button[type=submit]').click()
      await page.waitForURL(/\/meetings\/[0-9a-z]{26}$/)
      const boxes = page.locator('input[name=party]')
      for (let index = 0; index < 24; index++) await boxes.nth(index).check()
      await page.locator('button[name=movement][value=arrived]').first().click()
      await expect.poll(() => page.locator('.quorum').innerText()).toMatch(/24/)

      await secretariat.go(dossier)
      await page.locator('select[name=meetingId]').selectOption({ index: 1 })
      await page.getByRole('button', { name: 'Put it before the meeting' }).click()
      await expect.poll(() => page.locator('main').innerText()).toMatch(/quorum/i)

      await secretariat.go('/meetings')
      await page.locator('main a[href^="/meetings/"]').filter({ hasText: '43' }).first().click()
      await page.waitForURL(/\/meetings\/[0-9a-z]{26}$/)
      for (let index = 24; index < 31; index++) await boxes.nth(index).check()
      await page.locator('button[name=movement][value=arrived]').first().click()
      await expect.poll(() => page.locator('.quorum').innerText()).toMatch(/31/)
      await secretariat.check()
    })

    test('opening the vote freezes the text for everyone and shows its SHA-256', async () => {
      await startAt(rapporteur, dossier, { mayWrite: false })
      await startAt(secretariat, dossier)
      await chair.go(dossier)
      await chair.page.getByRole('button', { name: 'Open the vote' }).click()
      await chair.page.waitForURL(/\/ballots\/[0-9a-z]{26}$/)
      ballot = new URL(chair.page.url()).pathname
      const shown = await chair.page.locator('main').innerText()
      votedHash = /[0-9a-f]{64}/.exec(shown)?.[0] ?? ''
      expect(votedHash).toHaveLength(64)
      await chair.check()
      const english = secretariat.page.locator('[role=textbox][data-language=en]')
      await expect.poll(() => english.getAttribute('aria-readonly')).toBe('true')
      await expect.poll(() => secretariat.page.locator('.status').getAttribute('data-status')).toBe('frozen')
      const frozen = await blocks(secretariat, 'en')
      await english.click()
      await secretariat.page.keyboard.type('Too late')
      await secretariat.page.keyboard.press('Enter')
      await startAt(rapporteur, dossier, { mayWrite: false })
      for (const person of [secretariat, rapporteur]) expect(await blocks(person, 'en')).toEqual(frozen)
    })

    test('Parties vote once each, may think again until closing, and the Chair closes', async () => {
      expect(await chair.page.locator('.roll tr').count()).toBeGreaterThan(48)
      const voters = ['al', 'ad', 'am', 'at', 'az', 'be', 'ba', 'bg', 'hr', 'cy', 'cz', 'dk']
      for (const [index, party] of voters.entries()) {
        const head = await signedIn(scene.place.url, `head.${party}@demo.example`, demoPassword)
        const vote = (choice: string, requestId: string) =>
          head.post(`${ballot}/votes`, { choice, requestId }, { accept: 'application/json' })
        const choice = index < 8 ? 'for' : index < 11 ? 'against' : 'abstain'
        expect((await vote('against', `request-${party}-first`)).status, party).toBe(200)
        expect((await vote(choice, `request-${party}-again`)).status, party).toBe(200)
      }
      await delegate.go(ballot)
      await delegate.check()
      await delegate.page.locator('input[name=choice][value=against]').check()
      await delegate.page.locator('form[action$="/votes"] button[type=submit]').click()
      await expect.poll(() => delegate.page.locator('main').innerText()).toMatch(/[0-9a-f]{64}/)

      await chair.go(ballot)
      await chair.page.getByRole('link', { name: 'Close the vote…' }).click()
      await chair.page.getByText(/^13 of \d+ present Parties have voted\.$/).waitFor()
      await chair.page.getByRole('button', { name: 'Close the vote' }).click()
      await expect.poll(() => chair.page.locator('main').innerText()).toContain('8 for, 4 against, 1 abstention')
      expect(await chair.page.locator('main').innerText()).toMatch(/12 votes cast, 8 needed/)
      const late = await signedIn(scene.place.url, 'head.ee@demo.example', demoPassword)
      const refused = await late.post(
        `${ballot}/votes`,
        { choice: 'for', requestId: 'request-late' },
        { accept: 'application/json' },
      )
      expect(refused.status).toBe(409)
    })

    test('what is published is what was voted on, and anyone can read it without a script', async () => {
      const { page } = secretariat
      const anyone = visit(scene.place.url)
      for (const path of [`/texts/${reference}`, `/api/texts/${reference}`, `/api${dossier}`]) {
        expect((await anyone.get(path)).status, path).toBe(404)
      }
      await secretariat.go(dossier)
      await page.getByRole('button', { name: 'Publish the adopted text' }).click()
      await page.waitForURL(/\/texts\//)

      const published = (await (await anyone.get(`/api/texts/${reference}`)).json()) as {
        hash: string
        paragraphs: { pid: string; cites: string[] }[]
      }
      expect(published.hash).toBe(votedHash)
      expect(published.paragraphs).toHaveLength(3)
      const interpreting = published.paragraphs.find(({ cites }) => cites.includes('article:23:1'))
      if (!interpreting) throw new Error('no paragraph cites Article 23')
      for (const language of ['en', 'fr'] as const) {
        const text = await (await anyone.get(`/texts/${reference}?lang=${language}`)).text()
        expect(text).not.toContain('<script')
        expect(text).toContain(`<html lang="${language}"`)
        expect(text).toContain(language === 'en' ? 'Even offline.' : 'Invite les Parties')
        expect(text).toContain(votedHash)
        for (const { pid } of published.paragraphs) expect(text).toContain(`id="p-${pid}"`)
        const article = await (await anyone.get(`/articles/23?lang=${language}`)).text()
        expect(article).toContain(reference)
        expect(article).toContain(`/texts/${encodeURI(reference)}#p-${interpreting.pid}`)
      }
      const reader = await arrive(scene.browser, scene.place.url, 'fr')
      const paths = ['/', '/texts', `/texts/${reference}`, '/articles', '/articles/23', '/findings', '/sign-in']
      for (const path of paths) {
        await reader.go(path)
        await reader.check()
      }
      await reader.leave()
    })

    test('the record and the recount agree', async () => {
      expect(await scene.server.stop()).toBe(0)
      const where = engine === 'sqlite' ? ['--data', scene.place.dataDir] : []
      const printed = execFileSync(process.execPath, ['server/verify.ts', ...where], {
        env: { ...process.env, ...environmentOf(scene.place) },
        encoding: 'utf8',
      })
      expect(printed).toMatch(/1 ballot/)
    })
  })
}
