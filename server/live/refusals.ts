// What the room says when it refuses or closes, in both languages, with the close code. It knows no socket.

import type { GateReason } from '../document/gate/gate.ts'
import type { Words } from '../domain/language.ts'

export type RefusalReason =
  | GateReason
  | 'bad-message'
  | 'read-only'
  | 'frozen'
  | 'too-many-mendings'
  | 'full'
  | QuotaReason

/** Why somebody who may only suggest puts no more into a text. */
export type QuotaReason = 'suggested-letters' | 'suggested-today'

/** 44xx: connecting again cannot help until the person does something; the page would send the same again. */
interface Said {
  readonly close: number
  readonly say: Words
}

const notUnderstood: Words = {
  en: 'The server did not understand what this page sent. Reload the page.',
  fr: 'Le serveur n’a pas compris ce que cette page a envoyé. Rechargez la page.',
}

const notFitting: Words = {
  en: 'The last change does not fit the text on the server and was not saved. Copy what you wrote, then reload the page.',
  fr: 'La dernière modification ne correspond pas au texte du serveur et n’a pas été enregistrée. Copiez ce que vous avez écrit, puis rechargez la page.',
}

const notInThisText: Words = {
  en: 'The last change contains something that may not stand in this text and was not saved. Copy what you wrote, then reload the page.',
  fr: 'La dernière modification contient un élément qui ne peut figurer dans ce texte et n’a pas été enregistrée. Copiez ce que vous avez écrit, puis rechargez la page.',
}

const tooMuch: Words = {
  en: 'The last change is too large to be saved at once. Paste it in smaller parts, after reloading the page.',
  fr: 'La dernière modification est trop volumineuse pour être enregistrée en une fois. Collez-la en plusieurs parties, après avoir rechargé la page.',
}

/** Reason code → what is said and how the socket is closed. */
export const refusals: Readonly<Record<RefusalReason, Said>> = {
  'bad-message': { close: 4400, say: notUnderstood },
  malformed: { close: 4400, say: notUnderstood },
  'too-large': { close: 4413, say: tooMuch },
  'too-many': { close: 4413, say: tooMuch },
  'foreign-client': { close: 4409, say: notFitting },
  gap: { close: 4409, say: notFitting },
  'missing-dependency': { close: 4409, say: notFitting },
  misplaced: { close: 4409, say: notFitting },
  'delete-beyond': { close: 4409, say: notFitting },
  vocabulary: { close: 4409, say: notInThisText },
  'unknown-thread': { close: 4409, say: notInThisText },
  'unknown-suggestion': { close: 4409, say: notInThisText },
  'not-a-suggestion': {
    close: 4409,
    say: {
      en: 'You may suggest changes to this text but not make them. Your last change was not saved.',
      fr: 'Vous pouvez proposer des modifications de ce texte, mais pas les faire. Votre dernière modification n’a pas été enregistrée.',
    },
  },
  'read-only': {
    close: 4409,
    say: {
      en: 'You may read this text but not change it. Your last change was not saved.',
      fr: 'Vous pouvez lire ce texte mais pas le modifier. Votre dernière modification n’a pas été enregistrée.',
    },
  },
  frozen: {
    close: 4409,
    say: {
      en: 'This text is frozen as it was put to the vote. Your last change was not saved.',
      fr: 'Ce texte est figé tel qu’il a été mis aux voix. Votre dernière modification n’a pas été enregistrée.',
    },
  },
  'too-fast': {
    close: 4429,
    say: {
      en: 'This page sent more than the server accepts in a short time. Reload the page.',
      fr: 'Cette page a envoyé plus que le serveur n’accepte en peu de temps. Rechargez la page.',
    },
  },
  'suggested-letters': {
    close: 4413,
    say: {
      en: 'Your suggestions in this text have reached the most that one person may have pending. Your last change was not saved. Withdraw some of them, or ask the Secretariat to decide on them.',
      fr: 'Vos suggestions dans ce texte ont atteint le maximum qu’une personne peut laisser en attente. Votre dernière modification n’a pas été enregistrée. Retirez-en une partie ou demandez au Secrétariat de se prononcer.',
    },
  },
  'suggested-today': {
    close: 4413,
    say: {
      en: 'You have suggested as much in this text as one person may within 24 hours. Your last change was not saved. Go on tomorrow, or ask the Secretariat.',
      fr: 'Vous avez proposé dans ce texte tout ce qu’une personne peut proposer en 24 heures. Votre dernière modification n’a pas été enregistrée. Reprenez demain ou adressez-vous au Secrétariat.',
    },
  },
  'too-many-mendings': {
    close: 4429,
    say: {
      en: 'Many of your last changes were more than suggestions and could not stand as they were. The last one was not saved. Wait a minute, then reload the page.',
      fr: 'Plusieurs de vos dernières modifications allaient au-delà de propositions et n’ont pas pu être retenues telles quelles. La dernière n’a pas été enregistrée. Attendez une minute, puis rechargez la page.',
    },
  },
  full: {
    close: 4413,
    say: {
      en: 'The text has grown to its largest size. Ask the Secretariat.',
      fr: 'Le texte a atteint sa taille maximale. Adressez-vous au Secrétariat.',
    },
  },
}

/** What a seat may do, as message 103 says it. */
export const seatWords = {
  edit: { en: 'You may change this text.', fr: 'Vous pouvez modifier ce texte.' },
  suggest: {
    en: 'You may suggest changes to this text.',
    fr: 'Vous pouvez proposer des modifications de ce texte.',
  },
  read: {
    en: 'You may read this text but not change it.',
    fr: 'Vous pouvez lire ce texte mais pas le modifier.',
  },
  frozen: {
    en: 'This text is frozen as it was put to the vote; it cannot be changed.',
    fr: 'Ce texte est figé tel qu’il a été mis aux voix\u00a0; il ne peut pas être modifié.',
  },
} as const satisfies Record<string, Words>
