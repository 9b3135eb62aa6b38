// What a page asks without its person having done anything: an announcement was heard, a socket came back. It knows no
// address.

/** The headers of such a request; it does not keep the session from ending (server/http/activity.ts). */
export const background = { 'X-Recital-Background': '1' } as const
