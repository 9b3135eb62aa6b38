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
import { refusedForm, refusedPage, staysOnForm, wantsJson } from './refusal.ts'

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
}

/**
 * An action for a signed-in member. A browser is redirected (302), a program (Accept: application/json) gets the
 * answer. A refusal that concerns the form comes back with what was typed; not-found and not-allowed are error pages.
 */
export function acting<S extends GenericSchema>(fields: S, act: (asked: Act<InferOutput<S>>) => Promise<Done>) {
  return async ({ request, context, params }: ActionFunctionArgs) => {
    const by = requireMember({ request, context })
    const { value, typed, refused } = readForm(fields, await postedForm(request, context.language))
    if (refused) return refusedForm(refused, typed)
    try {
      const { to, answer } = await act({ world: context.world, by, params, given: value })
      return wantsJson(request) ? data(answer) : redirect(to)
    } catch (error) {
      if (!isRefused(error)) throw error
      if (!staysOnForm(error.refusal.code)) throw refusedPage(error.refusal, context.language)
      return refusedForm(error.refusal, typed)
    }
  }
}
