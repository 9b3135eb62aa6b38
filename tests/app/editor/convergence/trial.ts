// One trial: three people and the server do sixty things to one text, by chance; what they send arrives late and in any
// order between them.

import { seed as fill, type Pair } from '#server/document/writing/edit.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { type Act, acts, pause } from './acts.ts'
import { faultsAtRest } from './checks.ts'
import { serverActs } from './decisions.ts'
import { breathe, type Doing, Person } from './person.ts'
import { type House, members, TextServer } from './text-server.ts'

const actsATrial = 60

/** What came of one trial. `--seed SEED --trials 1` repeats it alone. */
export interface Outcome {
  readonly seed: number
  /** What is wrong, in words; [] in a good trial. */
  readonly faults: readonly string[]
  /** What the last acts were, for whoever looks into a fault. */
  readonly trail: readonly string[]
  /** Errors that an editor met and healed by showing the shared text anew. */
  readonly healed: readonly string[]
  /** By act, `edit: type`, how often it changed the text. */
  readonly took: Readonly<Record<string, number>>
}

/** Paragraphs of most kinds, footnotes, a table, citations, brackets, some without words. */
const pairs: readonly Pair[] = [
  { pid: 'p01', kind: 'title', en: [{ text: 'Opinion' }], fr: [{ text: 'Avis' }] },
  {
    pid: 'p02',
    kind: 'recital',
    en: [{ text: 'Recalling ' }, { text: 'Article 23', cites: 'article:23' }, { text: ' and the child;' }],
    fr: [{ text: 'Rappelant l’article 23 ;' }],
  },
  { pid: 'p03', kind: 'heading1', en: [{ text: 'Scope' }], fr: [{ text: 'Portée', bold: true }] },
  {
    pid: 'p04',
    kind: 'operative',
    en: [{ text: 'States [shall][may] ' }, { text: 'act', bold: true }, { text: ' within [six] months.' }],
    fr: [{ text: 'Les États agissent.' }],
  },
  {
    pid: 'p05',
    kind: 'operative',
    en: [{ text: 'See above' }, { text: '1', cites: 'footnote:p06' }, { text: '.' }],
    fr: [{ text: 'Voir' }, { text: '1', cites: 'footnote:p06' }],
  },
  { pid: 'p06', kind: 'footnote', en: [{ text: 'The report.' }], fr: [{ text: 'Le rapport.' }] },
  { pid: 'p07', kind: 'item', en: [{ text: 'first 🧒 point' }], fr: [] },
  { pid: 'p08', kind: 'row', en: [{ text: 'Measure' }], fr: [{ text: 'Mesure' }] },
  { pid: 'p09', kind: 'cell', en: [{ text: 'Party' }], fr: [{ text: 'Partie' }] },
  { pid: 'p10', kind: 'row', en: [{ text: 'Helpline' }], fr: [] },
  { pid: 'p11', kind: 'cell', en: [], fr: [] },
  { pid: 'p12', kind: 'operative', en: [], fr: [] },
  {
    pid: 'p13',
    kind: 'operative',
    en: [{ text: 'See ' }, { text: '§ 1', cites: 'paragraph:p02' }, { text: ', aaa bbb aaa.' }],
    fr: [{ text: 'Il reste saisi.' }],
  },
]

function pickWeighted<T>(chance: Chance, from: readonly T[], weightOf: (one: T) => number): T {
  let rest = chance.whole(from.reduce((sum, one) => sum + weightOf(one), 0))
  for (const one of from) {
    rest -= weightOf(one)
    if (rest < 0) return one
  }
  throw new Error('nothing to draw from')
}

class Trial {
  readonly faults: string[] = []
  readonly people: readonly Person[]
  readonly #server: TextServer
  readonly #chance: Chance
  readonly #threads: string[] = []
  /** What was done, and notes between. */
  readonly #done: (Doing | string)[] = []
  #count = 0

  constructor(server: TextServer, chance: Chance) {
    this.#server = server
    this.#chance = chance
    const isSecondEditor = chance.sometimes(0.5)
    this.people = members.map((name, at) => {
      const right = at === 0 || (at === 2 && isSecondEditor) ? 'edit' : 'suggest'
      const languages = chance.sometimes(0.3) ? (['en', 'fr'] as const) : (['en'] as const)
      const paintsFirst = chance.sometimes(0.6)
      return new Person({ name, right, languages, client: 1_000 * (at + 1), paintsFirst }, server)
    })
  }

  get trail(): string[] {
    return this.#done.map((one) => (typeof one === 'string' ? one : `${one.name}${one.hasTaken ? '' : ' (nothing)'}`))
  }

  get took(): Record<string, number> {
    const took: Record<string, number> = {}
    for (const one of this.#done) {
      if (typeof one !== 'string') took[one.name] = (took[one.name] ?? 0) + (one.hasTaken ? 1 : 0)
    }
    return took
  }

  async run(): Promise<void> {
    const chance = this.#chance
    for (let at = 0; at < actsATrial && this.#isWell(); at++) {
      if (chance.sometimes(0.16)) this.#byServer()
      else await this.#byPerson(chance.pick(this.people))
      await breathe()
      await this.#deliver()
      if (at % 20 === 19 && (at === actsATrial - 1 || chance.sometimes(0.6))) await this.#rest()
    }
  }

  #isWell(): boolean {
    this.faults.push(...this.#server.faults.splice(0))
    return this.faults.length === 0
  }

  readonly #fresh = () => {
    this.#count += 1
    return `x${this.#count}`
  }

  #byServer(): void {
    const { changes } = this.#server.text
    const act = pickWeighted(this.#chance, serverActs, ({ weight }) => weight)
    act.do({ server: this.#server, chance: this.#chance, fresh: this.#fresh, threads: this.#threads })
    this.#done.push({ name: `server: ${act.name}`, hasTaken: this.#server.text.changes !== changes })
  }

  async #byPerson(person: Person): Promise<void> {
    const chance = this.#chance
    const desk = chance.pick(person.desks)
    if (person.right === 'edit' && chance.sometimes(0.08)) person.setMode(desk.mode === 'edit' ? 'suggest' : 'edit')
    const mode = desk.mode === 'edit' ? 'edit' : 'suggest'
    const act: Act = pickWeighted(chance, acts, (one) => one[mode])
    person.doing = { name: `${mode}: ${act.name}`, hasTaken: false }
    this.#done.push(person.doing, `  ${person.name} ${desk.language}`)
    act.do({ desk, chance, fresh: this.#fresh, pass: () => chance.sometimes(0.3) && person.draw() })
    await breathe()
    person.doing = null
    if (chance.sometimes(0.5)) pause(desk)
  }

  /** Some of what waits arrives; now and then a line is cut, or a page loaded anew. */
  async #deliver(): Promise<void> {
    const chance = this.#chance
    for (const person of this.people) {
      if (chance.sometimes(0.4)) person.draw()
      if (chance.sometimes(0.02)) person.comeBack()
      if (chance.sometimes(0.01)) person.reload()
      if (chance.sometimes(0.4)) person.send(1 + chance.whole(6), chance.sometimes(0.4))
    }
    if (chance.sometimes(0.5)) this.#server.text.tidy()
    for (const person of this.people) {
      if (!chance.sometimes(0.4)) continue
      person.hear(1 + chance.whole(8), chance.sometimes(0.4))
      await breathe()
    }
  }

  /** Everything arrives, and what follows from it, until nothing more does. Then all must be one. */
  async #rest(): Promise<void> {
    for (let round = 0; round < 20; round++) {
      for (const person of this.people) {
        person.settle()
        person.send(person.outbox.length, false)
      }
      this.#server.text.tidy()
      for (const person of this.people) person.hear(person.inbox.length, false)
      await breathe()
      if (this.people.every(({ inbox, outbox }) => inbox.length + outbox.length === 0)) break
    }
    if (!this.#isWell()) return
    if (this.people.some(({ inbox, outbox }) => inbox.length + outbox.length > 0))
      this.faults.push('it never comes to rest')
    else this.faults.push(...faultsAtRest(this.#server))
    for (const person of this.people) person.recognise()
    this.#done.push('--- at rest')
  }
}

export async function runTrial(house: House, seed: number): Promise<Outcome> {
  const chance = chanceFrom(Math.imul(seed + 1, 2_654_435_761) >>> 0)
  const server = await TextServer.open(house, `trial-${seed}`)
  server.text.edit((doc) => fill(doc, pairs))
  let trial: Trial | null = null
  const faults: string[] = []
  try {
    trial = new Trial(server, chance)
    await trial.run()
  } catch (error) {
    faults.push(`exception: ${error instanceof Error ? error.stack : error}`)
  }
  await server.end()
  const people = trial?.people ?? []
  for (const { desks } of people) for (const { draft } of desks) draft.dispose()
  return {
    seed,
    faults: [...(trial?.faults ?? []), ...server.faults, ...faults],
    trail: trial?.trail ?? [],
    healed: people.flatMap(({ healed }) => healed),
    took: trial?.took ?? {},
  }
}
