// The five codes of a refusal, mapped to HTTP once. Anything that is not a refusal is a fault and passes through.

import type { LoaderFunctionArgs } from '@remix-run/server-runtime'
import { data } from '@remix-run/server-runtime'
import type { Language } from '#server/domain/language.ts'
import { isRefused, type Refusal, type RefusalCode, refusal } from '#server/domain/refusal.ts'
import type { Typed } from './form.ts'

const statuses: Readonly<Record<RefusalCode, number>> = {
  'not-found': 404,
  'not-allowed': 403,
  'not-now': 409,
  'not-again': 409,
  'not-valid': 422,
}

/** What an error page is told. */
export interface RefusedPage {
  readonly refused: Refusal
  readonly language: Language
}

/** What a form is told: why, and what was typed. */
export interface RefusedForm {
  readonly refused: Refusal
  readonly typed: Typed
  /** Nothing was refused: the session had ended, and the form is shown again. */
  readonly isUnsent?: true
}

export function statusOf(code: RefusalCode): number {
  return statuses[code]
}

/** The error page of a refusal, to be thrown. */
export function refusedPage(refused: Refusal, language: Language): Response {
  const body: RefusedPage = { refused, language }
  return Response.json(body, { status: statuses[refused.code] })
}

/** The refused form, to be returned by an action: same page, same words, the status of the code. */
export function refusedForm(refused: Refusal, typed: Typed) {
  return answerForm({ refused, typed })
}

export function answerForm(body: RefusedForm) {
  return data(body, { status: statuses[body.refused.code] })
}

/** A loader whose refusals become error pages. */
export function answering<T>(load: (args: LoaderFunctionArgs) => Promise<T> | T) {
  return async (args: LoaderFunctionArgs): Promise<T> => {
    try {
      return await load(args)
    } catch (error) {
      if (isRefused(error)) throw refusedPage(error.refusal, args.context.language)
      throw error
    }
  }
}

/** Nothing is here, or nothing that this reader may know of: the same words for both. */
export const notFound = refusal('not-found', {
  en: 'There is nothing at this address, or nothing that you may read.',
  fr: 'Il n’y a rien à cette adresse, ou rien que vous puissiez lire.',
})

/** Whether a refusal is answered on the form itself (what was typed stays) rather than by an error page. */
export function staysOnForm(code: RefusalCode): boolean {
  return code !== 'not-found' && code !== 'not-allowed'
}

/** A program rather than a browser is asking: it wants the answer and no page. */
export function wantsJson(request: Request): boolean {
  const accept = request.headers.get('accept') ?? ''
  return accept.includes('application/json') && !accept.includes('text/html')
}
