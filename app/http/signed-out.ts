// A form that was posted when its person's session had ended, or when somebody else had signed in meanwhile. Nothing is
// done. A browser is asked to sign in and carries what was typed, sealed (server/workflows/people/unsent-form.ts); once
// the same person has signed in, the form is shown again.

import type { AppLoadContext } from '@remix-run/server-runtime'
import type { Language, Words } from '#server/domain/language.ts'
import { refusal } from '#server/domain/refusal.ts'
import { readUnsent, sealUnsent } from '#server/workflows/people/unsent-form.ts'
import { readTyped, type Typed } from './form.ts'
import { unsentField, writerField } from './own-fields.ts'
import { safePath } from './path.ts'
import { refusedPage, wantsJson } from './refusal.ts'

/** What the page that asks to sign in is told. */
export interface SignedOutPage {
  readonly refused: { readonly code: 'signed-out'; readonly say: Words }
  readonly language: Language
  readonly unsent: string | null
  /** Where the person goes on when there is nothing to show again. */
  readonly next: string
}

const ended: Words = {
  en: 'Your session had ended, so nothing was sent. Sign in again: you will be back at your form, with what you typed.',
  fr: 'Votre session avait pris fin\u00a0: rien n’a été envoyé. Reconnectez-vous\u00a0: vous retrouverez votre formulaire et ce que vous y avez saisi.',
}
const endedWithout: Words = {
  en: 'Your session had ended, so nothing was sent. Go back to the page before this one to find what you typed, and sign in again in another window before you send it.',
  fr: 'Votre session avait pris fin\u00a0: rien n’a été envoyé. Revenez à la page précédente pour retrouver ce que vous avez saisi, et reconnectez-vous dans une autre fenêtre avant de l’envoyer.',
}
const endedAtDesk: Words = {
  en: 'Your session has ended; nothing was sent. Sign in again in another window, then send it once more: your words are still here.',
  fr: 'Votre session a pris fin\u00a0; rien n’a été envoyé. Reconnectez-vous dans une autre fenêtre, puis renvoyez-le\u00a0: vos mots sont toujours ici.',
}
const another: Words = {
  en: 'This page was opened by somebody else, who has been signed out since in this browser. Nothing was sent. If it was you, sign in again.',
  fr: 'Cette page avait été ouverte par une autre personne, déconnectée depuis dans ce navigateur. Rien n’a été envoyé. Si c’était vous, reconnectez-vous.',
}
const backAtForm = refusal('not-now', {
  en: 'You are signed in again. Nothing was sent when your session had ended. This is what you had typed: please check it and send it.',
  fr: 'Vous êtes de nouveau connecté(e). Rien n’avait été envoyé, votre session ayant pris fin. Voici ce que vous aviez saisi\u00a0: veuillez vérifier et envoyer.',
})
const notYours = refusal('not-now', {
  en: 'Nothing was sent. What had been typed can no longer be shown here.',
  fr: 'Rien n’a été envoyé. Ce qui avait été saisi ne peut plus être affiché ici.',
})

interface Posted {
  readonly request: Request
  readonly context: AppLoadContext
  readonly posted: FormData
}

/**
 * Takes out of a posted form what says whose it is. Throws the page that asks to sign in when nobody is signed in, or
 * somebody else; gives back what was typed when the form comes from that page.
 */
export async function ownForm({ request, context, posted }: Posted): Promise<Typed | null> {
  const writer = takeOut(posted, writerField)
  const unsent = takeOut(posted, unsentField)
  const { viewer, world } = context
  if (unsent !== null && viewer) return shownAgain({ request, context, unsent })
  if (viewer && (writer === null || writer === viewer.member.id)) return null
  const say = viewer ? another : ended
  if (wantsJson(request)) throw signedOutPage({ say: viewer ? another : endedAtDesk, context, unsent: null, next: '/' })
  const form = writer === null ? null : { memberId: writer, address: pathOf(request), typed: readTyped(posted) }
  const sealed = unsent ?? (form && (await sealUnsent(world, form)))
  throw signedOutPage({
    say: sealed || viewer ? say : endedWithout,
    context,
    unsent: sealed,
    next: pageBefore(request),
  })
}

async function shownAgain({ request, context, unsent }: Omit<Posted, 'posted'> & { readonly unsent: string }) {
  const form = await readUnsent(context.world, unsent)
  if (form === null || form.memberId !== context.viewer?.member.id || !isTo(form.address, request)) {
    throw refusedPage(notYours, context.language)
  }
  return form.typed
}

/** Why a form is shown again. */
export const shownAgainWhy = backAtForm

/**
 * Where whoever has just signed in finds their form: the address that it was posted to, which shows it when the sealed
 * form is posted there. Null when it is somebody else's.
 */
export async function addressOfUnsent(
  context: AppLoadContext,
  { unsent, memberId }: { readonly unsent: string | null; readonly memberId: string },
): Promise<string | null> {
  const form = unsent === null ? null : await readUnsent(context.world, unsent)
  return form?.memberId === memberId ? safePath(form.address, '/') : null
}

interface Told extends Pick<SignedOutPage, 'unsent' | 'next'> {
  readonly say: Words
  readonly context: AppLoadContext
}

function signedOutPage({ say, context, unsent, next }: Told): Response {
  const body: SignedOutPage = { refused: { code: 'signed-out', say }, language: context.language, unsent, next }
  return Response.json(body, { status: 401 })
}

function takeOut(posted: FormData, name: string): string | null {
  const value = posted.get(name)
  posted.delete(name)
  return typeof value === 'string' && value !== '' ? value : null
}

function pathOf(request: Request): string {
  const { pathname, search } = new URL(request.url)
  return `${pathname}${search}`
}

/** The language that an address asks for makes no other form of it. */
function isTo(address: string, request: Request): boolean {
  return address.split('?', 1)[0] === new URL(request.url).pathname
}

/** The page that the form stood on, as far as the browser says it. */
function pageBefore(request: Request): string {
  const before = request.headers.get('referer')
  if (!before || !URL.canParse(before)) return '/'
  const { pathname, search } = new URL(before)
  return safePath(`${pathname}${search}`, '/')
}
