// People are listed as their reader's language sorts them, whichever engine keeps them.

import { describe, expect, test } from 'vitest'
import { demoPassword } from '#server/demo/committee.ts'
import { admitMembers } from '#server/workflows/people/members.ts'
import { freshCommittee } from '#tests/support/committee.ts'
import { signedIn } from '#tests/support/people/visitor.ts'
import { engines } from '#tests/support/store.ts'
import { serve } from './house.ts'

describe.each(engines)('the names of people on %s', (engine) => {
  test('stand in the order of French for a French reader, to choose a rapporteur from', async () => {
    const committee = await freshCommittee(engine)
    const site = await serve(committee.world)
    try {
      const names = ['Zoé', 'Émile', 'Eve', 'Åsa', 'adam']
      await admitMembers(
        committee.world,
        committee.secretariat,
        names.map((name, at) => ({
          ...{ email: `name${at}@example.org`, name: `${name} Of-This-Test`, language: 'fr', passwordHash: 'x' },
          appointments: [{ role: 'delegate', partyId: 'FR', bodyId: null }],
        })),
      )
      const secretariat = await signedIn(site.url, 'secretariat@demo.example', demoPassword)
      const page = await (await secretariat.get('/dossiers/new', { 'accept-language': 'fr' })).text()
      const listed = [...page.matchAll(/>(\S+) Of-This-Test, France</g)].map(([, name]) => name)
      expect(listed).toEqual(['adam', 'Åsa', 'Émile', 'Eve', 'Zoé'])
    } finally {
      await site.close()
      await committee.close()
    }
  }, 60_000)
})
