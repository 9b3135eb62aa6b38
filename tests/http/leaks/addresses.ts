// Every address of the site with what it is about, and the form that its act takes. A route without an entry fails the
// tests.

import { readFileSync } from 'node:fs'
import type { RouteConfigEntry } from '@remix-run/route-config'
import routes from '#app/routes.ts'

/** What stands in an address in place of a parameter; `null` is an address of the house, the same for every dossier. */
export type About = 'dossier' | 'thread' | 'comment' | 'ballot' | 'version' | 'symbol' | null

export interface Address {
  readonly about: About
  /** A form that its act would take from who may; none where nothing is posted. */
  readonly form?: Readonly<Record<string, string>>
}

const house: Address = { about: null }

/** By pattern, as app/routes.ts writes it. */
export const addresses: Readonly<Record<string, Address>> = {
  '/': house,
  '/sign-in': house,
  '/sign-out': house,
  '/sessions': house,
  '/texts': house,
  '/texts/:symbol': { about: 'symbol' },
  '/articles': house,
  '/articles/:number': house,
  '/findings': house,
  '/findings/:id': house,
  '/parties': house,
  '/parties/:id': house,
  '/dossiers': { about: null, form: { kind: 'opinion', titleEn: 'A', titleFr: 'B' } },
  '/dossiers/new': house,
  '/dossiers/:id': { about: 'dossier' },
  '/dossiers/:id/steps': { about: 'dossier', form: { to: 'circulated' } },
  '/dossiers/:id/class': { about: 'dossier', form: { class: 'observers' } },
  '/dossiers/:id/rapporteurs': { about: 'dossier', form: { memberId: ':member' } },
  '/dossiers/:id/invitations': { about: 'dossier', form: { bodyId: 'itu' } },
  '/dossiers/:id/invitations/:body/end': { about: 'dossier', form: {} },
  '/dossiers/:id/ballots': { about: 'dossier', form: {} },
  '/dossiers/:id/publication': { about: 'dossier', form: {} },
  '/dossiers/:id/text': { about: 'dossier' },
  '/dossiers/:id/margin': { about: 'dossier' },
  '/dossiers/:id/coverage': { about: 'dossier' },
  '/dossiers/:id/comments': { about: 'dossier', form: { language: 'en', pid: ':pid', body: 'Words.' } },
  '/dossiers/:id/wording': { about: 'dossier' },
  '/dossiers/:id/waivers': {
    about: 'dossier',
    form: { language: 'en', pid: ':pid', term: 'en-01', context: 'other', reason: 'A reason.' },
  },
  '/dossiers/:id/waivers/:waiver/end': { about: 'dossier', form: {} },
  '/dossiers/:id/suggestions/acceptance': { about: 'dossier', form: { ids: '1-1' } },
  '/dossiers/:id/suggestions/rejection': { about: 'dossier', form: { ids: '1-1' } },
  '/dossiers/:id/suggestions/withdrawal': { about: 'dossier', form: { ids: '1-1' } },
  '/dossiers/:id/compare': { about: 'dossier' },
  '/dossiers/:id/changes': { about: 'dossier' },
  '/dossiers/:id/authors': { about: 'dossier' },
  '/dossiers/:id/versions': { about: 'dossier', form: { name: 'A', note: 'B' } },
  '/dossiers/:id/numbering': { about: 'dossier' },
  '/versions/:id': { about: 'version' },
  '/versions/:id/name': { about: 'version', form: { name: 'A' } },
  '/versions/:id/reference': { about: 'version', form: { as: 'new' } },
  '/versions/:id/numbers': { about: 'version', form: { keeps: 'yes' } },
  '/versions/:id/restoration': { about: 'version', form: {} },
  '/references/:reference': { about: 'symbol' },
  '/wording': house,
  '/comments/:id/replies': { about: 'thread', form: { body: 'Words.' } },
  '/comments/:id/resolution': { about: 'thread', form: {} },
  '/comments/:id/reopening': { about: 'thread', form: {} },
  '/comments/:id/assignment': { about: 'thread', form: { memberId: ':member' } },
  '/remarks/:id/correction': { about: 'comment', form: { body: 'Words.' } },
  '/remarks/:id/withdrawal': { about: 'comment', form: {} },
  '/dossiers/:id/comments-due': { about: 'dossier', form: { dueAt: '2027-01-01T18:00' } },
  '/dossiers/:id/official-reply': { about: 'dossier', form: { language: 'en', pid: ':pid', body: 'Words.' } },
  '/dossiers/:id/readers': { about: 'dossier' },
  '/mentions': house,
  '/votes': house,
  '/ballots/:id': { about: 'ballot' },
  '/ballots/:id/text': { about: 'ballot' },
  '/ballots/:id/votes': { about: 'ballot', form: { choice: 'for', requestId: 'request-000001' } },
  '/ballots/:id/closure': { about: 'ballot', form: {} },
  '/ballots/:id/quorum-loss': { about: 'ballot', form: {} },
  '/meetings': {
    about: null,
    form: { number: '9', placeEn: 'A', placeFr: 'B', opensOn: '2027-01-01', closesOn: '2027-01-02' },
  },
  '/meetings/new': house,
  '/meetings/:id': house,
  '/meetings/:id/presence': { about: null, form: { party: 'FR', movement: 'left' } },
  '/api/texts/:symbol': { about: 'symbol' },
  '/api/dossiers/:id': { about: 'dossier' },
  '/*': house,
}

/** Addresses beside the routes that the server or the framework answers. `:id` is what the entry is about. */
export const besides: Readonly<Record<string, Address>> = {
  '/bulletin?topic=dossier::id': { about: 'dossier' },
  '/bulletin?topic=ballot::id': { about: 'ballot' },
  '/bulletin?topic=votes': house,
  '/dossiers/:id.data?_routes=routes/dossiers.$id': { about: 'dossier' },
  '/__manifest?version=1&p=/dossiers/:id': { about: 'dossier' },
  '/_root.data': house,
  '/healthz': house,
  '/readyz': house,
}

/** The patterns of app/routes.ts, parents before children, each with the text of its module. */
export function routesOf(
  entries: readonly RouteConfigEntry[] = routes,
  above = '',
): { readonly pattern: string; readonly file: string; readonly source: string }[] {
  return entries.flatMap(({ path = '', file, children = [] }) => {
    const pattern = path === '' ? above : `${above}/${path}`
    const source = readFileSync(new URL(`../../../app/${file}`, import.meta.url), 'utf8')
    return [{ pattern: pattern === '' ? '/' : pattern, file, source }, ...routesOf(children, pattern)]
  })
}

export function patterns(): string[] {
  return routesOf().map(({ pattern }) => pattern)
}
