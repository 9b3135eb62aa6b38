// POST /sign-out: the session ends everywhere at once.

import { type ActionFunctionArgs, redirect } from '@remix-run/server-runtime'
import { endedCookie, readSessionToken } from '#server/auth/cookie.ts'
import { signOut } from '#server/workflows/sessions.ts'

export function loader() {
  throw redirect('/')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const token = readSessionToken(context.world, request.headers.get('cookie'))
  if (token !== null) await signOut(context.world, token)
  return redirect('/', { headers: { 'Set-Cookie': endedCookie(context.world) } })
}
