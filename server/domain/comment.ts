// Comments on the words of a paragraph. Who may comment, and when, is access.ts; here is what a comment must be.

import { type Refusal, refusal } from './refusal.ts'

/** In UTF-16 units. */
export const longestComment = 5000

/** Null when the comment says something and is not too long. */
export function whyNotBody(body: string): Refusal | null {
  if (body.trim() === '') {
    return refusal('not-valid', { en: 'Write the comment first.', fr: 'Le commentaire est vide.' }, 'body')
  }
  if (body.length > longestComment) {
    return refusal(
      'not-valid',
      {
        en: `A comment has at most ${longestComment} characters.`,
        fr: `Un commentaire compte au plus ${longestComment} caractères.`,
      },
      'body',
    )
  }
  return null
}

/** Offsets in the words of one paragraph, in UTF-16 units; start = end = 0 means the whole paragraph. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Null when the span lies within the paragraph's words. `length` is null when the paragraph is gone. */
export function whyNotSpan(span: Span, length: number | null): Refusal | null {
  if (length === null) {
    return refusal('not-now', {
      en: 'This paragraph is no longer in the text.',
      fr: 'Ce paragraphe ne figure plus dans le texte.',
    })
  }
  const whole = span.start === 0 && span.end === 0
  const within =
    Number.isInteger(span.start) &&
    Number.isInteger(span.end) &&
    span.start >= 0 &&
    span.start < span.end &&
    span.end <= length
  if (whole || within) return null
  return refusal('not-now', {
    en: 'These words have changed since; select them again.',
    fr: 'Ces mots ont changé entre-temps\u00a0; sélectionnez-les à nouveau.',
  })
}

/** Null when the thread takes replies. `resolvedAt` is null while it is open. */
export function whyNotReply(resolvedAt: number | null): Refusal | null {
  if (resolvedAt === null) return null
  return refusal('not-now', {
    en: 'This thread is resolved; reopen it to reply.',
    fr: 'Ce fil est clos\u00a0; rouvrez-le pour répondre.',
  })
}

export function whyNotResolve(resolvedAt: number | null): Refusal | null {
  if (resolvedAt === null) return null
  return refusal('not-again', { en: 'This thread is already resolved.', fr: 'Ce fil est déjà clos.' })
}

export function whyNotReopen(resolvedAt: number | null): Refusal | null {
  if (resolvedAt !== null) return null
  return refusal('not-again', { en: 'This thread is open.', fr: 'Ce fil est ouvert.' })
}
