// The headers every answer carries.

/** `live` allows the socket; `development` allows what the development server injects. */
export interface Policy {
  readonly nonce: string
  readonly publicUrl: string
  readonly development: boolean
}

/**
 * Lexical and the others' carets place themselves by `style` attributes, hence style-src-attr; no style element or
 * stylesheet from elsewhere is allowed by it.
 */
function contentSecurityPolicy({ nonce, publicUrl, development }: Policy): string {
  const socket = new URL(publicUrl).origin.replace(/^http/, 'ws')
  const inline = development ? "'unsafe-inline'" : `'nonce-${nonce}'`
  return [
    "default-src 'none'",
    `script-src 'self' ${inline}`,
    `style-src 'self' ${inline}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${socket}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ')
}

/** Everything but the cache rule, which differs by reader. */
export function securityHeaders(policy: Policy): Record<string, string> {
  const headers: Record<string, string> = {
    'Content-Security-Policy': contentSecurityPolicy(policy),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  }
  if (policy.publicUrl.startsWith('https:')) headers['Strict-Transport-Security'] = 'max-age=63072000'
  return headers
}
