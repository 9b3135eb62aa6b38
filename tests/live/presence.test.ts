import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { encode, type Guest, showPresence } from './guest.ts'
import { collab, openPlace, type Place } from './place.ts'

let place: Place

beforeAll(async () => {
  place = await openPlace('sqlite')
})

afterAll(() => place.close())

function say(guest: Guest, client: number, clock: number, state: unknown): void {
  guest.send(1, encode(1, client, clock, JSON.stringify(state)))
}

const seen = (guest: Guest, client: number) => guest.present.get(client)

describe('presence', () => {
  test('carries the name of the seat, whatever the client says', async () => {
    const [ada, ben] = [place.guest('ada'), place.guest('ben')]
    await Promise.all([ada.synced(), ben.synced()])
    const position = { type: null, tname: 'en', item: null, assoc: 0 }
    say(ada, ada.doc.clientID, 1, {
      name: 'The Chair',
      user: { name: 'The Chair' },
      color: 'url(https://evil.example)',
      html: '<b>',
      focusing: true,
      language: 'fr',
      anchorPos: position,
      focusPos: { ...position, evil: 1 },
    })
    await ben.until(() => seen(ben, ada.doc.clientID) !== undefined, 'ada')
    const state = seen(ben, ada.doc.clientID)
    expect(state).toEqual({
      name: 'ADA',
      color: expect.stringMatching(/^hsl\(/),
      user: { memberId: 'ada', name: 'ADA', delegation: { en: 'Party', fr: 'Partie' }, colour: expect.any(Number) },
      focusing: true,
      language: 'fr',
      anchorPos: position,
      focusPos: position,
      awarenessData: {},
    })
    await ada.leave()
    await ben.until(() => seen(ben, ada.doc.clientID) === null, 'ada has left')
    await ben.leave()
  })

  test('nobody can speak for another', async () => {
    const [ada, ben, rex] = [place.guest('ada'), place.guest('ben'), place.guest('rex')]
    await Promise.all([ada.synced(), ben.synced(), rex.synced()])
    say(ada, ada.doc.clientID, 1, { focusing: true })
    await rex.until(() => seen(rex, ada.doc.clientID) != null, 'ada')
    say(ben, ada.doc.clientID, 2 ** 40, { focusing: false })
    say(ben, ada.doc.clientID, 2 ** 41, null)
    say(ben, ben.doc.clientID, 1, { focusing: true })
    await rex.until(() => seen(rex, ben.doc.clientID) != null, 'ben')
    expect(seen(rex, ada.doc.clientID)).toMatchObject({ name: 'ADA', focusing: true })
    say(ada, ada.doc.clientID, 2, { focusing: false })
    await rex.until(() => seen(rex, ada.doc.clientID)?.focusing === false, 'ada still heard')
    await Promise.all([ada, ben, rex].map((guest) => guest.leave()))
  })

  test('nobody writes first under the client id of somebody who is shown', async () => {
    const [ada, rex] = [place.guest('ada'), place.guest('rex')]
    await Promise.all([ada.synced(), rex.synced()])
    showPresence(ada)
    await rex.until(() => seen(rex, ada.doc.clientID) != null, 'ada')
    const copy = new Y.Doc()
    copy.clientID = ada.doc.clientID
    const ben = place.guest('ben', copy)
    await ben.synced()
    ben.root().insert(0, [new Y.XmlElement('block')])
    await ben.until(() => ben.closed !== null, 'closed')
    expect(ben.refused?.code).toBe('foreign-client')
    ada.root().insert(1, [new Y.XmlElement('block')])
    await ada.allSaved()
    await Promise.all([ada, rex].map((guest) => guest.leave()))
  })

  test('a state of more than four kilobytes is refused', async () => {
    const ada = place.guest('ada')
    await ada.synced()
    say(ada, ada.doc.clientID, 1, { focusing: true, anchorPos: 'x'.repeat(5000) })
    await ada.until(() => ada.closed !== null, 'closed')
    expect(ada.refused?.code).toBe('bad-message')
  })
})

describe('the stock y-websocket client', () => {
  test('writes, reads, is present, and is told saved by its own message handler', async () => {
    const docs = [new Y.Doc(), new Y.Doc()]
    const providers = docs.map((doc, at) => {
      const cookie = at === 0 ? 'ada' : 'ben'
      class Signed extends WebSocket {
        constructor(address: string | URL) {
          super(address, { headers: { origin: place.url, cookie } })
        }
      }
      const server = `${place.url.replace('http', 'ws')}/collab`
      return new WebsocketProvider(server, collab, doc, {
        WebSocketPolyfill: Signed as unknown as typeof globalThis.WebSocket,
        disableBc: true,
      })
    })
    const [mine, theirs] = providers as [WebsocketProvider, WebsocketProvider]
    let saved = -1
    mine.messageHandlers[100] = (_encoder, decoder) => {
      saved = decoder.arr[decoder.pos++] ?? -1
    }
    mine.awareness.setLocalState({ focusing: true })
    await expect.poll(() => providers.every((provider) => provider.synced)).toBe(true)
    const block = (docs[0]!.get('en', Y.XmlElement) as Y.XmlElement).get(0) as Y.XmlElement
    block.insert(0, [new Y.XmlText('from the stock client')])
    mine.ws?.send(encode(101, 7))
    await expect.poll(() => saved).toBe(7)
    await expect.poll(() => JSON.stringify(docs[1]!.get('en', Y.XmlElement))).toContain('from the stock client')
    await expect.poll(() => theirs.awareness.getStates().get(docs[0]!.clientID)?.name).toBe('ADA')
    for (const provider of providers) provider.destroy()
    await expect
      .poll(async () => (await place.rooms.read(collab)).trees.en.paragraphs[0]?.runs[0]?.text)
      .toBe('from the stock client')
  })
})
