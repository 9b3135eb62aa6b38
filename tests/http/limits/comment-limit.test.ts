// A comment beyond those of an hour, over HTTP: the words that were typed come back with when they can be sent.

import { expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { commentLimit } from '#server/domain/comments/comment-limit.ts'
import { comment, reply } from '#server/workflows/comments/comments.ts'
import { serve } from '#tests/app/pages/house.ts'
import { draftedDossier, freshCommittee, headOf } from '#tests/support/committee.ts'
import { signedIn } from '#tests/support/people/visitor.ts'

test('a reply beyond the comments of an hour keeps its words and says when it can be sent', async () => {
  const own = await freshCommittee('sqlite')
  const site = await serve(own.world)
  try {
    const dossier = await draftedDossier(own)
    const head = headOf(own, 'SE')
    const onText = { dossierId: dossier.id, language: 'en' as const, pid: '', start: 0, end: 0 }
    const { threadId } = await comment(own.world, head, { ...onText, body: 'A comment.' })
    for (let sent = 1; sent < commentLimit.comments; sent += 1) {
      await reply(own.world, head, { threadId, body: 'Another one.' })
    }
    const sweden = await signedIn(site.url, 'head.se@demo.example', demoPassword)
    const answer = await sweden.post(`/comments/${threadId}/replies?lang=fr`, { body: 'Mots à garder' })
    expect(answer.status).toBe(409)
    const page = await answer.text()
    expect(page).toContain('Mots à garder')
    expect(page).toContain('Vous pourrez envoyer celui-ci dans 60 minutes.')
  } finally {
    await site.close()
    await own.close()
  }
})
