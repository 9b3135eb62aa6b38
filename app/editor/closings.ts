// Closings after which coming back cannot help, in words. It knows no socket. The numbers are those of server/live/README.md.

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

const closings: Readonly<Record<number, Final>> = {
  1009: { code: 'too-large', say: tooLarge, isBarred: false },
  4403: noEntry,
  4404: { code: 'gone', say: gone, isBarred: true },
  4413: { code: 'too-large', say: tooLarge, isBarred: false },
}

/** Why a closing with this number is final; null when the connection comes back by itself. */
export function finalClosing(code: number): Final | null {
  const isFinal = code in closings || (code >= 4400 && code < 4500)
  return isFinal ? (closings[code] ?? { code: 'closed', say: ended, isBarred: false }) : null
}
