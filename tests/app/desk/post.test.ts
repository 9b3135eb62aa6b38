// Posting from the desk: only an answer of ours is done. What an ended session is answered is never taken for it.

import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { post } from '#app/desk/requests/post.ts'
import { deskWords } from '#app/words/desk/desk.ts'

let server: Server | null = null

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function site(listener: RequestListener): Promise<string> {
  const own = createServer(listener)
  server = own
  await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve))
  const address = own.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

const notSent = { en: deskWords.en.notSent, fr: deskWords.fr.notSent }

test('a post that is led to the sign-in page was not sent', async () => {
  const url = await site(({ url: path }, outgoing) => {
    if (path === '/act') outgoing.writeHead(302, { Location: '/sign-in' }).end()
    else outgoing.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Sign in</h1>')
  })
  expect(await post(`${url}/act`, { body: 'words' })).toEqual(notSent)
})

test('a page where an answer should be is not done, whatever its status', async () => {
  const url = await site((_, outgoing) => {
    outgoing.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>A page</h1>')
  })
  expect(await post(`${url}/act`, { body: 'words' })).toEqual(notSent)
})

test('a refusal is given back in both languages, and done is null', async () => {
  const say = { en: 'Sign in again.', fr: 'Reconnectez-vous.' }
  const url = await site(({ url: path }, outgoing) => {
    outgoing.writeHead(path === '/act' ? 200 : 401, { 'Content-Type': 'application/json' })
    outgoing.end(JSON.stringify(path === '/act' ? { id: '1' } : { refused: { code: 'signed-out', say } }))
  })
  expect(await post(`${url}/ended`, {})).toEqual(say)
  expect(await post(`${url}/act`, {})).toBeNull()
})
