// Pages as bytes: every letter arrives whole, wherever the renderer's buffers happen to end.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())

test('no letter is lost or broken at the end of a buffer', async () => {
  const broken: string[] = []
  // A longer query makes the link to the other language longer, and everything after it moves.
  for (let shift = 0; shift < 40; shift += 1) {
    const path = `/articles?lang=fr&shift=${'x'.repeat(shift)}`
    const bytes = new Uint8Array(await (await house.anyone.get(path)).arrayBuffer())
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (bytes.includes(0)) broken.push(path)
  }
  expect(broken).toEqual([])
})
