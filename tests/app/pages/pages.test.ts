// The pages over real HTTP, without a browser: both languages, no script, what was typed, what a program is told.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listPublished } from '#server/workflows/publications/publications.ts'
import { visit } from '#tests/support/people/visitor.ts'
import { draftTitle, type House, openHouse, serve } from './house.ts'

let house: House

beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())

const publicPaths = () => [
  '/',
  '/texts',
  '/texts/T-ES(2015)04',
  `/texts/${house.published.symbol}`,
  '/articles',
  '/articles/23',
  '/findings',
  '/findings/C-01a',
  '/sign-in',
  '/nowhere',
]

describe('for anyone', () => {
  test('every public page is sent in both languages and without any script', async () => {
    for (const path of publicPaths()) {
      for (const language of ['en', 'fr']) {
        const response = await house.anyone.get(`${path}?lang=${language}`)
        const page = await response.text()
        expect(response.status, path).toBe(path === '/nowhere' ? 404 : 200)
        expect(page, path).toContain(`<html lang="${language}"`)
        expect(page, path).toMatch(/<h1/)
        expect(page, path).toContain('<a href="/parties"')
        expect(page, path).toMatch(path === '/' ? /<title>Recital</ : /<title>[^<]+ · Recital</)
        expect(page, path).not.toMatch(/<script|javascript:|\son[a-z]+="/)
      }
    }
  })

  test('a finding is read in the language of the reader, with its qualifier and the note on its denominator', async () => {
    const page = async (path: string, language: string) =>
      (await house.anyone.get(`/findings${path}?lang=${language}`)).text()
    for (const path of ['', '/C-04']) {
      expect(await page(path, 'fr')).toContain('Les services d’aide conçus pour les enfants')
      expect(await page(path, 'fr')).toContain('«\u00a0quelques-unes seulement\u00a0»')
      expect(await page(path, 'fr')).not.toMatch(/Support services|only a few/)
      expect(await page(path, 'en')).toMatch(/Support services.*“only a few”/s)
    }
    expect(await page('/C-03c', 'fr')).toContain('43 Parties ont été examinées')
  })

  test('nothing of a draft is shown, nor that it exists', async () => {
    for (const path of publicPaths()) {
      const page = await (await house.anyone.get(`${path}?lang=en`)).text()
      for (const secret of [draftTitle.en, draftTitle.fr, house.draftId]) expect(page, path).not.toContain(secret)
    }
    expect((await house.anyone.get(`/api/dossiers/${house.draftId}`)).status).toBe(404)
    const known = await house.anyone.get(`/dossiers/${house.draftId}`)
    const unknown = await house.anyone.get('/dossiers/01unknown')
    expect([known.status, unknown.status]).toEqual([302, 302])
    expect(known.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(`/dossiers/${house.draftId}`)}`)
  })

  test('each paragraph of the published text has its address in both languages', async () => {
    for (const language of ['en', 'fr']) {
      const page = await (await house.anyone.get(`/texts/${house.published.symbol}?lang=${language}`)).text()
      for (const pid of house.published.pids) {
        expect(page).toContain(`id="p-${pid}"`)
        expect(page).toContain(`href="#p-${pid}"`)
      }
    }
  })

  test('a summary says that it is not the adopted text, on the shelf and on its page', async () => {
    const summaries = (await listPublished(house.committee.world)).filter(({ nature }) => nature === 'summary')
    expect(summaries.length).toBeGreaterThan(2)
    const shelf = await (await house.anyone.get('/texts?lang=en')).text()
    expect(shelf.match(/Summary in our own words, not the adopted text/g)).toHaveLength(summaries.length)
    for (const { symbol } of summaries) {
      expect(await (await house.anyone.get(`/texts/${symbol}?lang=fr`)).text()).toContain(
        'Résumé établi par nos soins, sans valeur officielle',
      )
    }
  })

  test('a count of Parties is never shown without its date', async () => {
    const page = await (await house.anyone.get('/findings?lang=en')).text()
    const counts = page.match(/\d+ Part(y|ies)</g) ?? []
    expect(counts.length).toBeGreaterThan(3)
    for (const row of page.split('<li>').filter((part) => /\d+ Part(y|ies)</.test(part))) {
      expect(row).toMatch(/as of [A-Z][a-z]+ \d{4}|date not given by the source/)
    }
  })

  test('the published text is data too', async () => {
    const response = await house.anyone.get(`/api/texts/${house.published.symbol}`)
    const text = (await response.json()) as { symbol: string; paragraphs: { pid: string; cites: string[] }[] }
    expect(text.symbol).toBe(house.published.symbol)
    expect(text.paragraphs.map(({ pid }) => pid)).toEqual(house.published.pids)
    expect(text.paragraphs[1]?.cites).toEqual(['article:23'])
  })
})

test('a fault is one plain page that tells nothing of its cause', async () => {
  const { world } = house.committee
  const broken = await serve({ ...world, store: { ...world.store, db: undefined as never } })
  try {
    for (const path of ['/texts?lang=fr', '/articles/23?lang=fr']) {
      const response = await visit(broken.url).get(path)
      const page = await response.text()
      expect(response.status).toBe(500)
      expect(page).toContain('Un incident s’est produit de notre côté')
      expect(page).not.toMatch(/TypeError|undefined|selectFrom|node_modules|<script/)
    }
  } finally {
    await broken.close()
  }
})

describe('signing in', () => {
  test('a refusal keeps the address and not the password', async () => {
    const response = await visit(house.url).post('/sign-in', { email: 'chair@demo.example', password: 'a wrong one' })
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toContain('value="chair@demo.example"')
    expect(page).not.toContain('a wrong one')
  })

  test('leads to where one wanted to go, and never to another site', async () => {
    const go = async (next: string) => {
      const form = { email: 'chair@demo.example', password: 'recital-demo-2026' }
      const response = await visit(house.url).post(`/sign-in?next=${encodeURIComponent(next)}`, form)
      return response.headers.get('location')
    }
    expect(await go('/meetings')).toBe('/meetings')
    expect(await go('//elsewhere.example')).toBe('/')
    expect(await go('https://elsewhere.example')).toBe('/')
  })

  test('signing out ends the session', async () => {
    const chair = await house.as('chair')
    expect((await chair.get('/dossiers')).status).toBe(200)
    expect((await chair.post('/sign-out')).status).toBe(302)
    expect((await chair.get('/dossiers')).status).toBe(302)
  })
})

describe('for members', () => {
  test('the page of an article lists the drafts that cite it, which nobody else sees', async () => {
    const path = '/articles/23?lang=en'
    const address = `/dossiers/${house.votedOnId}/text#p-`
    expect(await (await (await house.as('head.fr')).get(path)).text()).toContain(address)
    const page = await (await house.anyone.get(path)).text()
    expect(page).not.toContain('/dossiers/')
    expect(page).not.toContain('Drafts that cite')
  })

  test('a refused opening keeps what was typed and says why in the field', async () => {
    const secretariat = await house.as('legal')
    const form = { kind: 'opinion', titleEn: 'Kept <words>', titleFr: '', articles: ['12', '23'] }
    const response = await secretariat.post('/dossiers', form)
    const page = await response.text()
    expect(response.status).toBe(422)
    expect(page).toContain('value="Kept &lt;words&gt;"')
    expect(page).toMatch(/id="titleFr-fault"[^>]*>Please fill in this field/)
    expect(
      page.match(/name="articles" checked="" value="(12|23)"|name="articles" value="(12|23)" checked=""/g),
    ).toHaveLength(2)
  })

  test('an opened dossier leads to its page and, for a program, to its room', async () => {
    const secretariat = await house.as('legal')
    const form = { kind: 'guidance-note', titleEn: 'Note on a test', titleFr: 'Note sur un essai' }
    const response = await secretariat.post('/dossiers', form)
    expect(response.status).toBe(302)
    const path = response.headers.get('location') ?? ''
    expect(path).toMatch(/^\/dossiers\/[0-9a-z]{26}$/)
    const room = (await (await secretariat.get(`/api${path}`)).json()) as Record<string, string>
    expect(Object.keys(room)).toEqual(['id', 'reference', 'state', 'collab'])
    expect(room.reference).toMatch(/^T-ES\(2026\)\d\d$/)
  })

  test('a delegate who opens a dossier is told why not, in French for a French reader', async () => {
    const france = await house.as('head.fr')
    const form = { kind: 'opinion', titleEn: 'A', titleFr: 'B' }
    const response = await france.post('/dossiers', form, { 'accept-language': 'fr' })
    const page = await response.text()
    expect(response.status).toBe(403)
    expect(page).toContain('<html lang="fr"')
    expect(page).toContain('Cet acte est réservé au Secrétariat.')
  })

  test('a refused step is said on the overview', async () => {
    const secretariat = await house.as('legal')
    const response = await secretariat.post(`/dossiers/${house.draftId}/steps?lang=en`, { to: 'meeting' })
    const page = await response.text()
    expect(response.status).toBe(409)
    expect(page).toContain('role="alert"')
    expect(page).toContain(draftTitle.en)
  })

  test('a body is invited and let go on the overview of a dossier; who may not invite sees only who is', async () => {
    const path = `/dossiers/${house.draftId}`
    const secretariat = await house.as('legal')
    const itu = await house.as('itu')
    expect((await itu.get(path)).status).toBe(404)
    expect((await secretariat.post(`${path}/invitations`, { bodyId: 'itu' })).status).toBe(302)
    const again = await secretariat.post(`${path}/invitations?lang=en`, { bodyId: 'itu' })
    expect(again.status).toBe(409)
    expect(await again.text()).toMatch(/role="alert".*already invited/s)

    const seen = await (await itu.get(`${path}?lang=fr`)).text()
    expect(seen).toContain('Union internationale des télécommunications (UIT)')
    expect(seen).not.toContain(`${path}/invitations`)
    expect(seen).not.toContain(`${path}/rapporteurs`)
    const offered = await (await secretariat.get(`${path}?lang=en`)).text()
    expect(offered).toContain(`action="${path}/invitations/itu/end"`)
    expect(offered).not.toMatch(/<option value="itu"/)

    expect((await itu.post(`${path}/invitations/itu/end`)).status).toBe(403)
    expect((await secretariat.post(`${path}/invitations/itu/end`)).status).toBe(302)
    expect((await itu.get(path)).status).toBe(404)
    expect((await itu.post(`${path}/invitations/itu/end`)).status).toBe(404)
  })

  test('a comment on nothing keeps its words', async () => {
    const france = await house.as('head.fr')
    const form = { language: 'en', pid: 'none', body: 'Words worth keeping' }
    const response = await france.post(`/dossiers/${house.draftId}/comments`, form)
    expect(response.status).toBeGreaterThanOrEqual(409)
    expect(await response.text()).toContain('Words worth keeping')
  })

  test('presence is recorded by the form, and the quorum is said', async () => {
    const secretariat = await house.as('legal')
    const path = `/meetings/${house.nextMeetingId}`
    const response = await secretariat.post(`${path}/presence`, { party: ['FR', 'IE', 'AL'], movement: 'arrived' })
    expect(response.status).toBe(302)
    expect(await (await secretariat.get(`${path}?lang=en`)).text()).toContain('3 Parties present; quorum 25 of 48')
  })

  test('a field that does not belong is refused', async () => {
    const secretariat = await house.as('legal')
    const form = { to: 'circulated', state: 'published' }
    expect((await secretariat.post(`/dossiers/${house.draftId}/steps`, form)).status).toBe(422)
  })
})

describe('a vote', () => {
  test('gives a program its receipt, the same for the same request, and refuses it in words', async () => {
    const ballotId = house.openBallotId
    const albania = await house.as('head.al')
    const form = { choice: 'for', requestId: 'request-of-albania-1' }
    const json = { accept: 'application/json' }
    const first = await albania.post(`/ballots/${ballotId}/votes`, form, json)
    expect(first.status).toBe(200)
    const receipt = (await first.json()) as Record<string, unknown>
    expect(Object.keys(receipt).sort()).toEqual(['at', 'choice', 'hash', 'seq'])
    expect(await (await albania.post(`/ballots/${ballotId}/votes`, form, json)).json()).toEqual(receipt)
    const secretariat = await house.as('legal')
    const refused = await secretariat.post(`/ballots/${ballotId}/votes`, form, json)
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ refused: { code: 'not-allowed' } })
    const page = await (await albania.get(`/ballots/${ballotId}?lang=en`)).text()
    expect(page).toContain(String(receipt.hash))
    expect(page).toMatch(/type="radio"[^>]*value="for"/)
  })

  test('is the page that is awake: its scripts carry the nonce of the answer', async () => {
    const albania = await house.as('head.al')
    const response = await albania.get(`/ballots/${house.published.ballotId}`)
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1]
    const scripts = (await response.text()).match(/<script[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(0)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
  })

  test('shows after closing the sentence of its outcome and who voted how', async () => {
    const albania = await house.as('head.al')
    const page = await (await albania.get(`/ballots/${house.published.ballotId}?lang=en`)).text()
    expect(page).toMatch(/Adopted: 2 for, 1 against, 1 abstention/)
    expect(page).toMatch(/Andorra<\/th><td>present<\/td><td><strong>Against/)
  })
})
