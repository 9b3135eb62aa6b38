// What is said when nothing is wrong with the request and the house cannot do it just now. It needs neither the store
// nor the pages.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Language, Words } from '../domain/language.ts'

/** The store is out of reach, or the server is about to stop and another takes its place. */
export type Why = 'records' | 'leaving'

interface Asked {
  readonly why: Why
  readonly language: Language
  readonly nonce: string
  readonly address: URL
}

/** Seconds, for Retry-After and for streams. */
const comeBackAfter: Readonly<Record<Why, number>> = { records: 5, leaving: 2 }

const titles: Readonly<Record<Why, Words>> = {
  records: { en: 'The records cannot be reached just now', fr: 'Les archives sont momentanément inaccessibles' },
  leaving: { en: 'The house is restarting', fr: 'Le service redémarre' },
}

const nothingLost: Words = {
  en: 'Nothing that was shown as saved is lost. Words on an open page stay there until they are saved.',
  fr: 'Rien de ce qui a été affiché comme enregistré n’est perdu. Les mots d’une page ouverte y restent jusqu’à leur enregistrement.',
}

const tryAgain: Words = { en: 'Try again in a moment', fr: 'Réessayer dans un instant' }

const lookFirst: Words = {
  en: 'What you have just sent may not have been taken. Go back in a moment, look whether it is there, and otherwise send it again.',
  fr: 'Votre dernier envoi n’a peut-être pas été pris en compte. Revenez en arrière dans un instant, vérifiez s’il figure sur la page et, sinon, envoyez-le de nouveau.',
}

/**
 * 503 with Retry-After: a page for a reader, the same as JSON for a program. A stream is told to come back, which a 503
 * would forbid it.
 */
export function answerUnavailable({ incoming, outgoing }: Exchange, asked: Asked): void {
  const { why, address } = asked
  if (why === 'leaving') outgoing.setHeader('Connection', 'close')
  outgoing.setHeader('Cache-Control', 'no-store')
  if (address.pathname === '/bulletin') {
    outgoing.writeHead(200, { 'Content-Type': 'text/event-stream' })
    outgoing.end(`retry: ${comeBackAfter[why] * 1000}\n\n`)
    return
  }
  outgoing.setHeader('Retry-After', String(comeBackAfter[why]))
  const isSent = incoming.method === 'POST'
  if (wantsJson(incoming, address)) {
    outgoing.writeHead(503, { 'Content-Type': 'application/json' })
    outgoing.end(JSON.stringify({ refused: { code: 'not-now', say: inOneLine(why, isSent) } }))
    return
  }
  outgoing.setHeader('Content-Language', asked.language)
  outgoing.writeHead(503, { 'Content-Type': 'text/html; charset=utf-8' })
  outgoing.end(pageOf(asked, isSent))
}

/**
 * For a request that was begun and cannot be waited for any longer: it may still be done. Nothing when its answer has
 * begun.
 */
export function answerLate(outgoing: ServerResponse): void {
  if (outgoing.headersSent || outgoing.destroyed) return
  const { en, fr } = inOneLine('leaving', true)
  outgoing.writeHead(503, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'Retry-After': String(comeBackAfter.leaving),
    Connection: 'close',
  })
  outgoing.end(`${en}\n${fr}\n`)
}

interface Exchange {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
}

function wantsJson({ headers }: IncomingMessage, { pathname }: URL): boolean {
  const { accept = '' } = headers
  return pathname.startsWith('/api/') || (accept.includes('application/json') && !accept.includes('text/html'))
}

function inOneLine(why: Why, isSent: boolean): Words {
  const rest = isSent ? lookFirst : nothingLost
  return { en: `${titles[why].en}. ${rest.en}`, fr: `${titles[why].fr}. ${rest.fr}` }
}

function pageOf({ why, language, nonce, address }: Asked, isSent: boolean): string {
  const title = titles[why][language]
  const here = `${address.pathname}${address.search}`
  const next = isSent ? `<p>${lookFirst[language]}</p>` : `<p><a href="${escaped(here)}">${tryAgain[language]}</a></p>`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style nonce="${nonce}">
body { margin: 0; background: #fbfaf6; color: #1b222a; font: 400 1.0625rem/1.55 "Segoe UI", Arial, sans-serif }
main { max-width: 44rem; margin: 12vh auto; padding: 0 1.5rem }
h1 { font: 600 1.9rem/1.2 Georgia, "Times New Roman", serif }
a { color: #0f4a5a }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${nothingLost[language]}</p>
${next}
</main>
</body>
</html>
`
}

/** A parsed address holds no quotation marks or angle brackets; its query may hold an ampersand or an apostrophe. */
function escaped(address: string): string {
  return address.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
