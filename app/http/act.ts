// One shape for every action: who asks, what was posted, what was done, where it leads. It knows no page.

import type { ActionFunctionArgs } from '@remix-run/server-runtime'
import { data, redirect } from '@remix-run/server-runtime'
import type { GenericSchema, InferOutput } from 'valibot'
import type { Member } from '#server/domain/people/appointment.ts'
import { isRefused } from '#server/domain/refusal.ts'
import type { World } from '#server/world.ts'
import { readForm } from './form.ts'
import { requireMember } from './member.ts'
import { postedForm } from './posted.ts'
import { answerForm, type RefusedForm, refusedPage, staysOnForm, wantsJson } from './refusal.ts'
import { ownForm, shownAgainWhy } from './signed-out.ts'

/** What an act is given. */
export interface Act<T> {
  readonly world: World
  readonly by: Member
  readonly params: ActionFunctionArgs['params']
  readonly given: T
}

/** Where a browser is led, and what a program is told. */
export interface Done {
  readonly to: string
  readonly answer: unknown
  /** Of the answer to a browser, besides where it is led. */
  readonly headers?: HeadersInit
}

/**
 * An action for a signed-in member. A browser is redirected (302), a program (Accept: application/json) gets the
 * answer. A refusal that concerns the form comes back with what was typed; not-found and not-allowed are error pages.
 * Whoever is not signed in any more is asked to, and then finds the form again (signed-out.ts).
 */
export function acting<S extends GenericSchema>(fields: S, act: (asked: Act<InferOutput<S>>) => Promise<Done>) {
  return async ({ request, context, params }: ActionFunctionArgs) => {
    const refuse = (answer: RefusedForm) => {
      // The loaders that run after this give it to the page, where the form may stand on a page above this address.
      context.refused = { ...answer, action: new URL(request.url).pathname }
      return answerForm(answer)
    }
    const posted = await postedForm(request, context.language)
    const again = await ownForm({ request, context, posted })
    const by = requireMember({ request, context })
    if (again) return refuse({ refused: shownAgainWhy, typed: again, isUnsent: true })
    const { value, typed, refused } = readForm(fields, posted)
    if (refused) return refuse({ refused, typed })
    try {
      const { to, answer, headers } = await act({ world: context.world, by, params, given: value })
      return wantsJson(request) ? data(answer) : redirect(to, { headers })
    } catch (error) {
      if (!isRefused(error)) throw error
      if (!staysOnForm(error.refusal.code)) throw refusedPage(error.refusal, context.language)
      return refuse({ refused: error.refusal, typed })
    }
  }
}
