// Who sits: participation by date, delegations, and who is in the room.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MeetingPlan, type Movement, presentAt, whyNotConvene } from '#server/domain/meeting.ts'
import { delegationOf, isHeadOf, type Member, type Role, speaksFor } from '#server/domain/people/appointment.ts'
import {
  entitlementReason,
  isEntitled,
  type Participation,
  participationAt,
} from '#server/domain/people/participation.ts'

describe('the participation of a Party', () => {
  const row = (partyId: string, status: Participation['status'], fromAt: number): Participation => ({
    partyId,
    status,
    fromAt,
    basis: { en: 'Article 39', fr: 'Article 39' },
  })
  const rows = [row('NO', 'full', 10), row('PT', 'full', 10), row('NO', 'suspended', 30), row('NO', 'limited', 20)]

  it.each([
    [9, undefined],
    [10, 'full'],
    [19, 'full'],
    [20, 'limited'],
    [30, 'suspended'],
    [99, 'suspended'],
  ])('at %i is the latest that has begun: %s', (now, status) => {
    expect(participationAt(rows, 'NO', now)?.status).toBe(status)
    expect(participationAt([...rows].reverse(), 'NO', now)?.status).toBe(status)
  })

  it('is the later in the list when two begin at once', () => {
    expect(participationAt([row('NO', 'full', 10), row('NO', 'limited', 10)], 'NO', 10)?.status).toBe('limited')
  })

  it('is nothing for a Party without a row', () => {
    expect(participationAt(rows, 'MA', 99)).toBeNull()
  })

  it('gives a vote only when it is full, and says why not', () => {
    const [full, , suspended, limited] = rows as [Participation, Participation, Participation, Participation]
    expect([full, limited, suspended, null].map(isEntitled)).toEqual([true, false, false, false])
    expect(entitlementReason(full)).toEqual({ en: '', fr: '' })
    expect(entitlementReason(limited)).toEqual({
      en: 'Participation limited: Article 39',
      fr: 'Participation limitée\u00a0: Article 39',
    })
    expect(entitlementReason(suspended).fr).toBe('Participation suspendue\u00a0: Article 39')
    expect(entitlementReason(null).en).toBe('No participation is recorded.')
  })
})

describe('a delegation', () => {
  const member = (...held: [Role, string | null][]): Member => ({
    id: 'm',
    name: 'm',
    language: 'fr',
    appointments: held.map(([role, partyId]) => ({ role, partyId, bodyId: null })),
  })

  it('is of the head and of the delegates', () => {
    expect(delegationOf(member(['chair', null], ['delegate', 'NO']))).toBe('NO')
    expect(delegationOf(member(['head', 'PT']))).toBe('PT')
    expect(delegationOf(member(['chair', 'NO'], ['delegate', null]))).toBeNull()
  })

  it('speaks for its own Party and is led by its head', () => {
    expect([speaksFor(member(['delegate', 'NO']), 'NO'), speaksFor(member(['delegate', 'NO']), 'PT')]).toEqual([
      true,
      false,
    ])
    expect([isHeadOf(member(['head', 'NO']), 'NO'), isHeadOf(member(['delegate', 'NO']), 'NO')]).toEqual([true, false])
  })
})

describe('the Parties in the room', () => {
  const move = (partyId: string, movement: Movement['movement'], at: number): Movement => ({ partyId, movement, at })

  it('are those whose last movement is an arrival', () => {
    const movements = [
      move('NO', 'arrived', 1),
      move('PT', 'arrived', 2),
      move('NO', 'left', 3),
      move('NO', 'arrived', 5),
    ]
    expect([0, 1, 2, 3, 5].map((now) => [...presentAt(movements, now)].sort())).toEqual([
      [],
      ['NO'],
      ['NO', 'PT'],
      ['PT'],
      ['NO', 'PT'],
    ])
  })

  it('are counted once, however many delegates came', () => {
    expect(presentAt([move('NO', 'arrived', 1), move('NO', 'arrived', 2)], 9).size).toBe(1)
  })

  it('follow the later in the list at the same instant', () => {
    expect(presentAt([move('NO', 'arrived', 1), move('NO', 'left', 1)], 1).size).toBe(0)
  })

  it('are never more than those who came', () => {
    const movements = fc.array(
      fc.record({
        partyId: fc.constantFrom('NO', 'PT', 'TN'),
        movement: fc.constantFrom('arrived' as const, 'left' as const),
        at: fc.nat(50),
      }),
    )
    fc.assert(
      fc.property(movements, fc.nat(60), (all, now) => {
        for (const partyId of presentAt(all, now)) {
          expect(all.some((one) => one.partyId === partyId && one.movement === 'arrived' && one.at <= now)).toBe(true)
        }
      }),
    )
  })
})

describe('convening a meeting', () => {
  const plan: MeetingPlan = {
    number: 45,
    place: { en: 'Strasbourg', fr: 'Strasbourg' },
    opensOn: '2026-11-24',
    closesOn: '2026-11-27',
  }

  it('takes a number, a place in both languages, and two days in order', () => {
    expect(whyNotConvene(plan)).toBeNull()
    expect(whyNotConvene({ ...plan, closesOn: plan.opensOn })).toBeNull()
    expect(whyNotConvene({ ...plan, number: 1, closesOn: '2026-12-01' })).toBeNull()
    expect(whyNotConvene({ ...plan, number: 9999 })).toBeNull()
    expect(whyNotConvene({ ...plan, opensOn: '2024-02-29', closesOn: '2024-02-29' })).toBeNull()
  })

  it.each<[Partial<MeetingPlan>, string]>([
    [{ number: 0 }, 'number'],
    [{ number: 1.5 }, 'number'],
    [{ number: 10_000 }, 'number'],
    [{ opensOn: '2026-11-00' }, 'opensOn'],
    [{ place: { en: '', fr: 'Nicosie' } }, 'placeEn'],
    [{ place: { en: 'Nicosia', fr: ' ' } }, 'placeFr'],
    [{ opensOn: '2026-02-29' }, 'opensOn'],
    [{ opensOn: '2100-02-29' }, 'opensOn'],
    [{ opensOn: '24/11/2026' }, 'opensOn'],
    [{ closesOn: '2026-13-01' }, 'closesOn'],
    [{ closesOn: '2026-11-31' }, 'closesOn'],
    [{ closesOn: '2026-11-23' }, 'closesOn'],
  ])('is refused with %o, at the field %s', (change, field) => {
    expect(whyNotConvene({ ...plan, ...change })).toMatchObject({ code: 'not-valid', field })
  })
})
