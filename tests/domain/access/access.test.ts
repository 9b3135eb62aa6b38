// The one door against its written-out table, and the proof that each cell of the matrix matters.

import { describe, expect, it } from 'vitest'
import { type Action, classChange, type Item, whyNot, whyNotChangeClass } from '#server/domain/access/access.ts'
import { accessMatrix, columns } from '#server/domain/access/access-matrix.ts'
import { dossierStates } from '#server/domain/dossiers/dossier.ts'
import type { Appointment, Member, Role } from '#server/domain/people/appointment.ts'
import type { RefusalCode } from '#server/domain/refusal.ts'
import {
  answersAboutItems,
  answersWithoutItem,
  type Principal,
  principals,
  principalsWithoutItem,
} from './access-table.ts'

const actions = Object.keys(accessMatrix) as Action[]
const classes = ['internal', 'restricted', 'observers', 'public'] as const
const letters: Record<RefusalCode, string> = {
  'not-allowed': '-',
  'not-now': '~',
  'not-found': '?',
  'not-again': '!',
  'not-valid': '!',
}

function member(id: string, ...appointments: Appointment[]): Member {
  return { id, name: id, language: 'en', appointments }
}

function office(role: Role, at: { partyId?: string; bodyId?: string } = {}): Appointment {
  return { role, partyId: at.partyId ?? null, bodyId: at.bodyId ?? null }
}

const people: Record<Principal, Member | null> = {
  operator: member('operator', office('operator')),
  secretariat: member('secretariat', office('secretariat')),
  chair: member('chair', office('chair')),
  bureau: member('bureau', office('bureau')),
  rapporteur: member('rapporteur'),
  head: member('head', office('head', { partyId: 'NO' })),
  delegate: member('delegate', office('delegate', { partyId: 'NO' })),
  participant: member('participant', office('participant', { bodyId: 'invited' })),
  observer: member('observer', office('observer', { bodyId: 'invited' })),
  translator: member('translator'),
  'nobody signed in': null,
  'head of another Party': member('other-head', office('head', { partyId: 'PT' })),
  'delegate of another Party': member('delegate-of-another', office('delegate', { partyId: 'PT' })),
  'delegate who is not the author': member('other-delegate', office('delegate', { partyId: 'NO' })),
  'participant without invitation': member('other-participant', office('participant', { bodyId: 'elsewhere' })),
  'observer without invitation': member('other-observer', office('observer', { bodyId: 'elsewhere' })),
  'signed in without office': member('no-office'),
}

const items: Item[] = classes.flatMap((inClass) =>
  dossierStates.map((state) => ({
    class: inClass,
    state,
    rapporteurs: ['rapporteur'],
    translators: [{ memberId: 'translator', language: 'fr' as const }],
    invited: ['invited'],
    partyId: 'NO',
    authorId: null,
    language: 'fr' as const,
  })),
)

/** The question of the table: the comment or ballot asked about is the principal's own, for the first eleven. */
function ask(action: Action, principal: Principal, item: Item): string {
  const who = people[principal]
  const isAuthor = principals.indexOf(principal) < columns.length
  const refused = whyNot(action, who, { ...item, authorId: isAuthor && who ? who.id : 'someone' })
  return refused ? letters[refused.code] : '+'
}

function readTable(table: string): string[][] {
  return table
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/))
}

/** `act class state` → one letter a principal. */
const expected = new Map<string, string>(
  readTable(answersAboutItems).flatMap(([action = '', states = '', ...blocks]) =>
    [...states].flatMap((letter) => {
      const state = dossierStates.find((one) => one.startsWith(letter))
      return classes.map((inClass, index) => [`${action} ${inClass} ${state}`, blocks[index] ?? ''] as const)
    }),
  ),
)

const keyOf = (action: Action, item: Item) => `${action} ${item.class} ${item.state}`

describe('access', () => {
  it('has its acts in the order of their rows, each with a cell for each of the eleven columns', () => {
    expect(Object.values(accessMatrix).map((one) => one.row)).toEqual(actions.map((_, at) => at + 1))
    for (const { cells } of Object.values(accessMatrix)) expect(cells).toHaveLength(11)
  })

  it('is written out for every act, class and state, and for nothing else', () => {
    const asked = actions.flatMap((action) => items.map((item) => keyOf(action, item)))
    expect([...expected.keys()].sort()).toEqual(asked.sort())
    for (const letters of expected.values()) expect(letters).toMatch(/^[-+~?]{17}$/)
  })

  it.each(actions)('answers %s as written, for every principal, class and state', (action) => {
    const found = items.map(
      (item) => `${keyOf(action, item)} ${principals.map((one) => ask(action, one, item)).join('')}`,
    )
    expect(found).toEqual(items.map((item) => `${keyOf(action, item)} ${expected.get(keyOf(action, item))}`))
  })

  it('answers as written when no dossier is asked about', () => {
    const found = actions.map((action) =>
      [action, principalsWithoutItem.map((one) => (whyNot(action, people[one], null) ? '-' : '+')).join('')].join(' '),
    )
    expect(found).toEqual(readTable(answersWithoutItem).map(([action, letters]) => `${action} ${letters}`))
  })

  it('never lets a single cell of the matrix change unnoticed', () => {
    const unnoticed: string[] = []
    for (const action of actions) {
      const cells = accessMatrix[action].cells as string[]
      for (const [index, column] of columns.entries()) {
        const cell = cells[index] ?? ''
        cells[index] = cell === '-' ? 'Y' : '-'
        const noticed = items.some((item) =>
          principals.some((one, at) => ask(action, one, item) !== expected.get(keyOf(action, item))?.[at]),
        )
        cells[index] = cell
        if (!noticed) unnoticed.push(`${action} ${column}`)
      }
    }
    expect(unnoticed).toEqual([])
  })

  it('never lets a state, a Party or an invitation be dropped from a cell unnoticed', () => {
    const unnoticed: string[] = []
    for (const action of actions) {
      const cells = accessMatrix[action].cells as string[]
      for (const [index, column] of columns.entries()) {
        const cell = cells[index] ?? ''
        for (const code of cell.split(',')) {
          if (!(code === 'o' || code.startsWith('m:') || (/^(text|draft)\.read$/.test(action) && code === 'i')))
            continue
          const rest = cell.split(',').filter((one) => one !== code)
          cells[index] = rest.join(',') || 'Y'
          const noticed = items.some((item) =>
            principals.some((one, at) => ask(action, one, item) !== expected.get(keyOf(action, item))?.[at]),
          )
          cells[index] = cell
          if (!noticed) unnoticed.push(`${action} ${column} ${code}`)
        }
      }
    }
    expect(unnoticed).toEqual([])
  })
})

describe('several offices', () => {
  const item: Item = { ...(items.find((one) => one.class === 'internal') as Item) }

  it('add their rights together', () => {
    const both = member('both', office('head', { partyId: 'NO' }), office('chair'))
    expect(whyNot('text.read', both, item)).toBeNull()
    expect(whyNot('vote.close', both, { ...item, state: 'vote' })).toBeNull()
    expect(whyNot('vote.cast', both, item)).toBeNull()
  })

  it('never give a vote to someone who is of no delegation', () => {
    const offices: Role[] = ['operator', 'secretariat', 'chair', 'bureau', 'participant', 'observer']
    const everything = member(
      'rapporteur',
      ...offices.map((role) => office(role, { bodyId: 'invited', partyId: 'NO' })),
    )
    expect(whyNot('vote.cast', everything, { ...item, authorId: 'rapporteur' })?.code).toBe('not-allowed')
  })

  it('never give a vote for another Party, nor from a delegation without a Party', () => {
    const chair = member('chair', office('chair'), office('head', { partyId: 'PT' }), office('delegate'))
    expect(whyNot('vote.cast', chair, item)?.code).toBe('not-allowed')
    expect(whyNot('vote.cast', chair, { ...item, partyId: null })?.code).toBe('not-allowed')
  })
})

describe('what is one’s own', () => {
  const item: Item = { ...(items.find((one) => one.class === 'restricted') as Item) }

  it('is a comment only for the one who wrote it, whatever the office', () => {
    for (const principal of principals.slice(1, 10)) {
      const asked = { ...item, class: 'observers' as const, partyId: null, authorId: 'someone' }
      expect([principal, whyNot('comment.change', people[principal], asked)?.code]).toEqual([principal, 'not-allowed'])
      expect(
        whyNot('comment.change', people[principal], { ...asked, authorId: people[principal]?.id ?? '' }),
      ).toBeNull()
    }
  })

  it('is a text only in the language that the translator is named for', () => {
    const translator = people.translator
    expect(whyNot('text.edit', translator, item)).toBeNull()
    expect(whyNot('text.edit', translator, { ...item, language: 'en' })?.code).toBe('not-allowed')
    expect(whyNot('text.edit', translator, { ...item, language: undefined })?.code).toBe('not-allowed')
  })
})

describe('what a refusal says', () => {
  const item: Item = { ...(items.find((one) => one.class === 'restricted') as Item) }

  it('names who may, in both languages', () => {
    expect(whyNot('text.publish', people.head, item)?.say).toEqual({
      en: 'This is reserved to the Secretariat and the Chair.',
      fr: 'Cet acte est réservé au Secrétariat et à la présidence.',
    })
  })

  it('asks someone who is not signed in to sign in, when nothing is hidden by it', () => {
    expect(whyNot('meeting.convene', null, null)?.say.en).toBe('Sign in first.')
    expect(whyNot('text.edit', null, { ...item, state: 'published' })?.say.fr).toBe('Connectez-vous d’abord.')
  })

  it('is the same for a dossier one may not see as for one that is not there', () => {
    const hidden = actions
      .map((action) => whyNot(action, people['observer without invitation'], item))
      .filter((one) => one?.code === 'not-found')
    expect(hidden.length).toBeGreaterThan(30)
    expect(new Set(hidden.map((one) => JSON.stringify(one))).size).toBe(1)
  })

  it('names the stage when only the stage forbids it', () => {
    expect(whyNot('text.edit', people.rapporteur, { ...item, state: 'circulated' })?.say).toEqual({
      en: 'This is not possible while the dossier is at the stage “circulated”.',
      fr: 'Cet acte n’est pas possible tant que le dossier est au stade «\u00a0diffusé\u00a0».',
    })
  })
})

describe('changing the class', () => {
  it('is widening towards the public and narrowing the other way', () => {
    expect(classChange('internal', 'restricted')).toBe('text.class.widen')
    expect(classChange('observers', 'internal')).toBe('text.class.narrow')
  })

  it('makes nothing public before its publication and hides nothing after it', () => {
    expect(whyNotChangeClass('internal', 'observers', 'drafting')).toBeNull()
    expect(whyNotChangeClass('internal', 'internal', 'drafting')?.code).toBe('not-again')
    expect(whyNotChangeClass('observers', 'public', 'adopted')?.code).toBe('not-now')
    expect(whyNotChangeClass('public', 'internal', 'published')?.code).toBe('not-now')
    expect(whyNotChangeClass('restricted', 'internal', 'vote')?.code).toBe('not-now')
    expect(whyNotChangeClass('observers', 'restricted', 'vote')).toBeNull()
  })
})
