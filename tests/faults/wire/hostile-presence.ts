// False presence: a member says where another one's caret is, and under which name. A third page must go on seeing the
// truth.

import { type Address, encode, Guest } from '#tests/live/guest.ts'

/** The caret of the page that is lied about, by the Yjs client id it uses for that. */
const client = 777_001

const stateOf = (id: number, clock: number, state: object | null) => [id, clock, JSON.stringify(state)] as const
const say = (...states: readonly ReturnType<typeof stateOf>[]) => encode(1, encode(states.length, ...states.flat()))

const lie = {
  focusing: true,
  name: 'Mallory',
  user: { memberId: 'm', name: 'Mallory', delegation: { en: '', fr: '' } },
}

/** What the attacker says, each on a socket of its own. */
const lies: readonly Uint8Array[] = [
  say(stateOf(client, 2 ** 40, lie)),
  say(stateOf(client, Number.MAX_SAFE_INTEGER, null)),
  say(stateOf(client + 1, 1, lie), stateOf(client, 2 ** 40, lie)),
  say(...Array.from({ length: 1_001 }, (_, at) => stateOf(client + 10 + at, 1, lie))),
  say(...Array.from({ length: 900 }, (_, at) => stateOf(client + 10 + at, 1, {}))),
]

export async function falsePresences(scene: { readonly victim: Address; readonly attacker: Address }) {
  const victim = new Guest(scene.victim)
  const watcher = new Guest(scene.attacker)
  await Promise.all([victim.synced(), watcher.synced()])
  const put = (clock: number, language: string) =>
    victim.socket.send(say(stateOf(client, clock, { focusing: true, language })))
  const there = () => watcher.present.get(client) as { language?: string; name?: string } | null | undefined
  let shown = 0
  for (const [at, bytes] of lies.entries()) {
    const truth = at % 2 === 0 ? 'en' : 'fr'
    put(at + 1, truth)
    await watcher.until(() => there()?.language === truth, 'the true caret')
    const { name } = there() ?? {}
    const present = watcher.present.size
    const liar = new Guest(scene.attacker)
    await liar.synced()
    liar.socket.send(bytes)
    // Its next question is answered, or it is closed: either way what it said was heard.
    const question = liar.ask()
    await liar.until(() => liar.saved >= question || liar.closed !== null, 'heard')
    const [other, clock] = [truth === 'en' ? 'fr' : 'en', at + 100]
    // The victim can still move: what comes after the lie is what is seen.
    put(clock, other)
    await watcher
      .until(() => there()?.language === other, 'the moved caret')
      .catch(() => {
        shown += 1
      })
    if (there()?.name !== name) shown += 1
    // One caret of the liar's own is its right.
    if (watcher.present.size > present + 1) shown += 1
    await liar.leave()
  }
  const names = [...watcher.present.values()].map((state) => JSON.stringify(state))
  if (names.some((state) => state.includes('Mallory'))) shown += 1
  await Promise.all([victim.leave(), watcher.leave()])
  return { sent: lies.length, shown }
}
