// Comments on the words of a paragraph. Who may comment, and when, is access.ts; where they are said is
// comment-space.ts; here is what a comment must be, and what may become of it.

import { type Refusal, refusal } from '../refusal.ts'

/** The attribute of the words in Yjs that a thread is about. The server alone puts it there and takes it away. */
export function keyOfThread(id: string): string {
  return `s_c_${id}`
}

/** The thread that an attribute of words is about; null when it is about none. */
export function threadOfKey(key: string): string | null {
  return /^s_c_([A-Za-z0-9_-]{1,64})$/.exec(key)?.[1] ?? null
}

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

/**
 * What a comment is known by when it is composed, so that sending it again adds nothing: 8 to 64 letters, digits, - or
 * _.
 */
export function whyNotRequest(requestId: string | null): Refusal | null {
  if (requestId === null || /^[\w-]{8,64}$/.test(requestId)) return null
  return refusal(
    'not-valid',
    { en: 'The form is damaged; load the page again.', fr: 'Le formulaire est altéré\u00a0; rechargez la page.' },
    'requestId',
  )
}

/** A comment that somebody would change or withdraw. Instants are UTC milliseconds. */
export interface Changing {
  readonly withdrawnAt: number | null
  /** It is a delegation's official reply. */
  readonly isOfficial: boolean
  /** The deadline for comments in force; null when there is none. */
  readonly dueAt: number | null
}

/**
 * Null when its words may be replaced by others now, or withdrawn; who may is `comment.change`, for an official reply
 * `reply.release`.
 */
export function whyNotChange({ withdrawnAt, isOfficial, dueAt }: Changing, now: number): Refusal | null {
  if (withdrawnAt !== null) {
    return refusal('not-again', { en: 'This comment is withdrawn.', fr: 'Ce commentaire a été retiré.' })
  }
  // S11: corrected until the deadline, afterwards only added to.
  if (isOfficial && isPast(dueAt, now)) {
    return refusal('not-now', {
      en: 'The deadline has passed: an official reply is no longer corrected, only added to.',
      fr: 'Le délai est écoulé\u00a0: une réponse officielle ne se corrige plus, elle se complète.',
    })
  }
  return null
}

/** Whether a deadline lies behind. */
export function isPast(dueAt: number | null, now: number): boolean {
  return dueAt !== null && now > dueAt
}
