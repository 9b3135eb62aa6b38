// The door behind a proxy of this machine, which is how the server stands: knocking is counted by who knocks.

import { request } from 'node:http'
import { expect, test } from 'vitest'
import { limits } from '#server/live/limits.ts'
import { serve } from '#tests/app/pages/house.ts'
import { freshWorld } from '#tests/support/world.ts'

test('whoever knocks without end is told to wait, and nobody else is', async () => {
  const own = await freshWorld('sqlite')
  const { url, close } = await serve(own.world)
  const knock = (forwarded: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const socket = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
      const headers = { ...socket, 'sec-websocket-key': 'MDEyMzQ1Njc4OWFiY2RlZg==', 'x-forwarded-for': forwarded }
      request(`${url}/collab/none`, { headers: { ...headers, origin: url } })
        .on('response', (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end()
    })
  try {
    let told: number | undefined
    for (let knocks = 0; told !== 429 && knocks < 3 * limits.upgrades.burst; knocks += 1)
      told = await knock('192.0.2.1')
    expect(told).toBe(429)
    expect(await knock('192.0.2.2')).toBe(401)
  } finally {
    await close()
    await own.close()
  }
})
