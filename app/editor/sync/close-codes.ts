// What a closing means, in words: that coming back cannot help, or why the page is away for a while. It knows no
// socket. The numbers are those of server/live/README.md.

import type { Words } from '#server/domain/language.ts'

export interface Final {
  readonly code: string
  readonly say: Words
  /** The right to read has ended: nothing of the text may stay in this browser. */
  readonly isBarred: boolean
}

const ended: Words = {
  en: 'The server ended this connection. Reload the page; sign in again if you are asked to.',
  fr: 'Le serveur a mis fin à cette connexion. Rechargez la page\u00a0; reconnectez-vous si cela vous est demandé.',
}

const barred: Words = {
  en: 'You may no longer read this text.',
  fr: 'Vous ne pouvez plus lire ce texte.',
}

const gone: Words = {
  en: 'This text is no longer there.',
  fr: 'Ce texte n’existe plus.',
}

const tooLarge: Words = {
  en: 'What this page has to send is too large to be saved at once. After loading the shared text, paste your words in smaller parts.',
  fr: 'Ce que cette page doit envoyer est trop volumineux pour être enregistré en une fois. Après avoir chargé le texte commun, collez vos mots en plusieurs parties.',
}

/** A closing that is not told apart from an ended session, and a door that does not open, are this once it is known. */
export const noEntry: Final = { code: 'barred', say: barred, isBarred: true }

const notUnderstood: Words = {
  en: 'The server did not understand what this page sent. Load the shared text again.',
  fr: 'Le serveur n’a pas compris ce que cette page a envoyé. Chargez à nouveau le texte commun.',
}

const notTaken: Words = {
  en: 'The server did not take the last change. Copy what you wrote, then load the shared text again.',
  fr: 'Le serveur n’a pas accepté la dernière modification. Copiez ce que vous avez écrit, puis chargez à nouveau le texte commun.',
}

const tooFast: Words = {
  en: 'This page sent more than the server accepts in a short time. Load the shared text again.',
  fr: 'Cette page a envoyé plus que le serveur n’accepte en peu de temps. Chargez à nouveau le texte commun.',
}

const closings: Readonly<Record<number, Final>> = {
  1009: { code: 'too-large', say: tooLarge, isBarred: false },
  4400: { code: 'bad-message', say: notUnderstood, isBarred: false },
  4403: noEntry,
  4404: { code: 'gone', say: gone, isBarred: true },
  4409: { code: 'not-taken', say: notTaken, isBarred: false },
  4413: { code: 'too-large', say: tooLarge, isBarred: false },
  4429: { code: 'too-fast', say: tooFast, isBarred: false },
}

/** Why the page is away, where it comes back by itself. */
const passing: Readonly<Record<number, Words>> = {
  1011: {
    en: 'The server could not go on with this text just now. This page tries again by itself.',
    fr: 'Le serveur ne peut pas continuer avec ce texte pour le moment. Cette page réessaie d’elle-même.',
  },
  1012: {
    en: 'The server is being restarted. This page comes back by itself.',
    fr: 'Le serveur redémarre. Cette page se reconnecte d’elle-même.',
  },
  1013: {
    en: 'The server cannot serve this page just now: too many have this text open, or your connection is too slow for it. This page tries again by itself.',
    fr: 'Le serveur ne peut pas servir cette page pour le moment : ce texte est ouvert par trop de personnes, ou votre connexion est trop lente. Cette page réessaie d’elle-même.',
  },
}

/** The site answers this page, and still the socket does not open. */
export const notThrough: Words = {
  en: 'The site answers, but the connection to this text does not open: you may have too many of its pages open, or your network does not let it through. This page tries again by itself.',
  fr: 'Le site répond, mais la connexion à ce texte ne s’ouvre pas : vous avez peut-être ouvert trop de ses pages, ou votre réseau ne la laisse pas passer. Cette page réessaie d’elle-même.',
}

/** Why the page is away after a closing with this number; null when it says nothing. */
export function passingClosing(code: number | undefined): Words | null {
  return (code !== undefined && passing[code]) || null
}

/** Why a closing with this number is final; null when the connection comes back by itself. */
export function finalClosing(code: number): Final | null {
  const isFinal = code in closings || (code >= 4400 && code < 4500)
  return isFinal ? (closings[code] ?? { code: 'closed', say: ended, isBarred: false }) : null
}
