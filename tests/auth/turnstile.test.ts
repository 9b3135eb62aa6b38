// The rule of signing in: it slows guessing, and shuts nobody out but who guesses.

import { beforeEach, expect, test } from 'vitest'
import { openTurnstile, type Turnstile, turnstileRule } from '#server/auth/turnstile.ts'

let now = 0
let turnstile: Turnstile
beforeEach(() => {
  now = 1_000_000
  turnstile = openTurnstile(() => now)
})

const stranger = { from: '192.0.2.1', email: 'head.fr@demo.example', isKnown: false }
const wrong = () => Promise.resolve(false)
const right = () => Promise.resolve(true)

async function failOften(knock = stranger): Promise<void> {
  for (let tries = 0; tries < turnstileRule.tries; tries += 1) expect(await turnstile.pass(knock, wrong)).toBe(false)
}

test('after the tries of the rule the password is not even looked at, and a while later one more try is given', async () => {
  await failOften()
  const asked: string[] = []
  const look = () => Promise.resolve(asked.push('looked') > 9)
  expect(await turnstile.pass(stranger, look)).toMatchObject({ code: 'not-now' })
  expect(asked).toEqual([])
  now += turnstileRule.another
  expect(await turnstile.pass(stranger, look)).toBe(false)
  expect(await turnstile.pass(stranger, look)).toMatchObject({ code: 'not-now' })
  expect(asked).toEqual(['looked'])
})

test('signing in forgets what was mistyped', async () => {
  for (let tries = 1; tries < turnstileRule.tries; tries += 1) await turnstile.pass(stranger, wrong)
  expect(await turnstile.pass(stranger, right)).toBe(true)
  await failOften()
})

test.each([
  ['from elsewhere', { ...stranger, from: '192.0.2.2' }],
  ['with another account', { ...stranger, email: 'head.de@demo.example' }],
  ['in the same room with a browser that signed in before', { ...stranger, isKnown: true }],
])('whoever guesses at an account does not shut out who comes %s', async (_who, knock) => {
  await failOften()
  expect(await turnstile.pass(knock, right)).toBe(true)
})

test('few are checked at once, and addresses take turns', async () => {
  const seen: string[] = []
  let inside = 0
  let most = 0
  const check = (from: string) => async () => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((resolve) => setImmediate(resolve))
    inside -= 1
    seen.push(from)
    return false
  }
  const burst = Array.from({ length: 50 }, (_, at) =>
    turnstile.pass({ from: 'burst', email: `${at}@demo.example`, isKnown: false }, check('burst')),
  )
  const one = turnstile.pass(stranger, check('one'))
  await Promise.all([...burst, one])
  expect(most).toBe(turnstileRule.atOnce)
  expect(seen.indexOf('one')).toBeLessThan(2 * turnstileRule.atOnce)
})

test('a line of one address has an end, and others still come in', async () => {
  let open = () => {}
  const held = new Promise<void>((resolve) => {
    open = resolve
  })
  const wait = () => held.then(() => true)
  const many = turnstileRule.atOnce + turnstileRule.waiting
  const burst = Array.from({ length: many }, (_, at) =>
    turnstile.pass({ from: 'burst', email: `${at}@demo.example`, isKnown: false }, wait),
  )
  const late = { from: 'burst', email: 'late@demo.example', isKnown: false }
  expect(await turnstile.pass(late, right)).toMatchObject({ code: 'not-now' })
  const other = turnstile.pass(stranger, right)
  open()
  expect(await other).toBe(true)
  expect(await Promise.all(burst)).toEqual(burst.map(() => true))
})

test('a check that fails lets the next one in', async () => {
  const fault = () => Promise.reject(new Error('out of memory'))
  const faults = Array.from({ length: 5 }, () => turnstile.pass(stranger, fault).catch((error: Error) => error.message))
  expect(await Promise.all(faults)).toEqual(faults.map(() => 'out of memory'))
  expect(await turnstile.pass(stranger, right)).toBe(true)
})
