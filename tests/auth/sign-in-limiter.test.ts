// The rule of signing in: it slows guessing, and shuts nobody out but who guesses.

import { beforeEach, expect, test } from 'vitest'
import { openSignInLimiter, type SignInLimiter, signInRule } from '#server/auth/sign-in-limiter.ts'
import { networkOf } from '#server/network.ts'

let now = 0
let limiter: SignInLimiter
/** What waits for a pause to be over. */
let paused: (() => void)[] = []
beforeEach(() => {
  now = 1_000_000
  paused = []
  limiter = openSignInLimiter(
    () => now,
    (milliseconds, call) => {
      expect(milliseconds).toBe(signInRule.application.pause)
      paused.push(call)
    },
  )
})

const stranger = { from: '192.0.2.1', email: 'head.fr@demo.example', isKnown: false }
const wrong = () => Promise.resolve(false)
const right = () => Promise.resolve(true)

async function failOften(knock = stranger): Promise<void> {
  for (let tries = 0; tries < signInRule.account.tries; tries += 1) expect(await limiter.pass(knock, wrong)).toBe(false)
}

test('after the tries of the rule the password is not even looked at, and a while later one more try is given', async () => {
  await failOften()
  const asked: string[] = []
  const look = () => Promise.resolve(asked.push('looked') > 9)
  expect(await limiter.pass(stranger, look)).toMatchObject({ code: 'not-now' })
  expect(asked).toEqual([])
  now += signInRule.account.another
  expect(await limiter.pass(stranger, look)).toBe(false)
  expect(await limiter.pass(stranger, look)).toMatchObject({ code: 'not-now' })
  expect(asked).toEqual(['looked'])
})

test('signing in forgets what was mistyped', async () => {
  for (let tries = 1; tries < signInRule.account.tries; tries += 1) await limiter.pass(stranger, wrong)
  expect(await limiter.pass(stranger, right)).toBe(true)
  await failOften()
})

test.each([
  ['from elsewhere', { ...stranger, from: '192.0.2.2' }],
  ['with another account', { ...stranger, email: 'head.de@demo.example' }],
  ['in the same room with a browser that signed in before', { ...stranger, isKnown: true }],
])('whoever guesses at an account does not shut out who comes %s', async (_who, knock) => {
  await failOften()
  expect(await limiter.pass(knock, right)).toBe(true)
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
    limiter.pass({ from: 'burst', email: `${at}@demo.example`, isKnown: false }, check('burst')),
  )
  const one = limiter.pass(stranger, check('one'))
  await Promise.all([...burst, one])
  expect(most).toBe(signInRule.atOnce)
  expect(seen.indexOf('one')).toBeLessThan(2 * signInRule.atOnce)
})

test('a line of one address has an end, and others still come in', async () => {
  let open = () => {}
  const held = new Promise<void>((resolve) => {
    open = resolve
  })
  const wait = () => held.then(() => true)
  const many = signInRule.atOnce + signInRule.waiting
  const burst = Array.from({ length: many }, (_, at) =>
    limiter.pass({ from: 'burst', email: `${at}@demo.example`, isKnown: false }, wait),
  )
  const late = { from: 'burst', email: 'late@demo.example', isKnown: false }
  expect(await limiter.pass(late, right)).toMatchObject({ code: 'not-now' })
  const other = limiter.pass(stranger, right)
  open()
  expect(await other).toBe(true)
  expect(await Promise.all(burst)).toEqual(burst.map(() => true))
})

test('a check that fails lets the next one in', async () => {
  const fault = () => Promise.reject(new Error('out of memory'))
  const faults = Array.from({ length: 5 }, () => limiter.pass(stranger, fault).catch((error: Error) => error.message))
  expect(await Promise.all(faults)).toEqual(faults.map(() => 'out of memory'))
  expect(await limiter.pass(stranger, right)).toBe(true)
})

/** A password tried at one account after the other, from one network or from many. */
async function spray(times: number, from: (at: number) => string): Promise<void> {
  for (let at = 0; at < times; at += 1) {
    expect(await limiter.pass({ from: from(at), email: `${at}@demo.example`, isKnown: false }, wrong)).toBe(false)
  }
}

test('a network that fails at many accounts waits, whatever account it tries next; others do not', async () => {
  await spray(signInRule.network.tries, () => stranger.from)
  expect(await limiter.pass(stranger, right)).toMatchObject({ code: 'not-now' })
  expect(await limiter.pass({ ...stranger, from: '192.0.2.2' }, right)).toBe(true)
  expect(await limiter.pass({ ...stranger, isKnown: true }, right)).toBe(true)
  now += signInRule.network.another
  expect(await limiter.pass(stranger, wrong)).toBe(false)
  expect(await limiter.pass(stranger, right)).toMatchObject({ code: 'not-now' })
})

test('signing in does not give back the tries of the network', async () => {
  const own = { ...stranger, email: 'own@demo.example' }
  for (let at = 0; at < signInRule.network.tries; at += 1) {
    expect(await limiter.pass(own, right)).toBe(true)
    expect(await limiter.pass({ ...stranger, email: `${at}@demo.example` }, wrong)).toBe(false)
  }
  expect(await limiter.pass(own, right)).toMatchObject({ code: 'not-now' })
})

test('who has the password signs in many times a day, not all day long', async () => {
  for (let at = 0; at < signInRule.success.tries; at += 1) expect(await limiter.pass(stranger, right)).toBe(true)
  expect(await limiter.pass(stranger, right)).toMatchObject({ code: 'not-now' })
  expect(await limiter.pass({ ...stranger, email: 'other@demo.example' }, right)).toBe(true)
  now += signInRule.success.another
  expect(await limiter.pass(stranger, right)).toBe(true)
})

test('the addresses of one IPv6 subscriber are one network', async () => {
  await spray(signInRule.network.tries, (at) => `2001:db8:0:7::${at.toString(16)}`)
  const from = (address: string) => limiter.pass({ ...stranger, from: address }, right)
  expect(await from('2001:0db8:0000:0007:ffff:ffff:ffff:ffff')).toMatchObject({ code: 'not-now' })
  expect(await from('2001:db8:0:8::1')).toBe(true)
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:DB8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['not an address', 'not an address'],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test('48 delegates behind one router, each of whom mistypes first, are in', async () => {
  for (let at = 0; at < 48; at += 1) {
    const delegate = { from: '192.0.2.48', email: `delegate.${at}@demo.example`, isKnown: false }
    expect(await limiter.pass(delegate, wrong)).toBe(false)
    expect(await limiter.pass(delegate, right)).toBe(true)
  }
})

test('failures from everywhere let unknown browsers in one by one, none refused, and known ones as before', async () => {
  await spray(signInRule.application.tries, (at) => `198.51.100.${at % 250}`)
  const seen: string[] = []
  const note = (name: string) => () => Promise.resolve(seen.push(name) > 0)
  const delegates = Array.from({ length: 48 }, (_, at) =>
    limiter.pass({ from: '192.0.2.48', email: `${at}@demo.example`, isKnown: false }, note('unknown')),
  )
  const known = { from: '192.0.2.48', email: 'head.fr@demo.example', isKnown: true }
  expect(await limiter.pass(known, note('known'))).toBe(true)
  expect(seen).toEqual(['unknown', 'known'])
  expect(paused).toHaveLength(1)
  let waited = 0
  for (let call = paused.shift(); call; call = paused.shift()) {
    waited += signInRule.application.pause
    call()
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(await Promise.all(delegates)).toEqual(delegates.map(() => true))
  expect(waited).toBeLessThan(60_000)
})

test('nobody is slowed any more soon after the failures from everywhere have stopped, however many they were', async () => {
  await spray(signInRule.application.tries, (at) => `198.51.100.${at % 250}`)
  const more = Array.from({ length: 50 }, (_, at) =>
    limiter.pass({ from: `203.0.113.${at}`, email: 'nobody@demo.example', isKnown: false }, wrong),
  )
  for (let call = paused.shift(); call; call = paused.shift()) {
    call()
    await new Promise((resolve) => setImmediate(resolve))
  }
  await Promise.all(more)
  now += signInRule.application.another
  await limiter.pass(stranger, right)
  expect(paused).toEqual([])
})
