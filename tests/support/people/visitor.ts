// Someone with a cookie jar: signs in, posts forms as the pages' own forms do, reads what comes back.

export interface Visitor {
  readonly url: string
  /** The Cookie header as a browser would send it. */
  cookie(): string
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** Posts a form from this site; redirects are not followed. A list posts its field several times. */
  post(
    path: string,
    form?: Record<string, string | readonly string[]>,
    headers?: Record<string, string>,
  ): Promise<Response>
}

/** Arrives with the cookies of `cookie`, a Cookie header, if any. */
export function visit(url: string, cookie = ''): Visitor {
  const jar = new Map(cookie.split('; ').flatMap((pair) => (pair === '' ? [] : [pairOf(pair)])))
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = { cookie: cookieOf(jar), ...(init.headers as Record<string, string>) }
    const response = await fetch(new URL(path, url), { redirect: 'manual', ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      jar.set(...pairOf(line.split(';', 1)[0] ?? ''))
    }
    return response
  }
  return {
    url,
    cookie: () => cookieOf(jar),
    get: (path, headers = {}) => send(path, { headers }),
    post(path, form = {}, headers = {}) {
      const body = new URLSearchParams()
      for (const [name, value] of Object.entries(form)) {
        for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
      }
      return send(path, { method: 'POST', body, headers: { origin: new URL(url).origin, ...headers } })
    },
  }
}

/** Signs in over HTTP, or throws. */
export async function signedIn(url: string, email: string, password: string): Promise<Visitor> {
  const visitor = visit(url)
  const response = await visitor.post('/sign-in', { email, password })
  if (response.status !== 302) throw new Error(`sign-in of ${email} answered ${response.status}`)
  return visitor
}

function cookieOf(jar: ReadonlyMap<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
}

function pairOf(pair: string): [string, string] {
  const at = pair.indexOf('=')
  return [pair.slice(0, at), pair.slice(at + 1)]
}
