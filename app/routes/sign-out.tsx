// POST /sign-out: the session ends everywhere at once.

import { type ActionFunctionArgs, redirect } from '@remix-run/server-runtime'
import { endedCookie, readSessionToken } from '#server/auth/cookie.ts'
import { signOut } from '#server/workflows/people/sessions.ts'

export function loader() {
  throw redirect('/')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const token = readSessionToken(context.world, request.headers.get('cookie'))
  if (token !== null) await signOut(context.world, token)
  // `storage` is where a desk keeps words that could not be sent (app/editor/offline/indexeddb-store.ts); the cookie of
  // the language is not in it.
  const headers = { 'Set-Cookie': endedCookie(context.world), 'Clear-Site-Data': '"storage"' }
  return redirect('/', { headers })
}
