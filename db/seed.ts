// The data the committee begins with, read from db/seed/*.json and checked. It gives shapes; founding them is a
// workflow's.

import { readFileSync } from 'node:fs'
import * as v from 'valibot'

const text = v.pipe(v.string(), v.minLength(1))
const words = v.object({ en: text, fr: text })

const partyForm = v.object({
  iso2: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
  nameEn: text,
  nameFr: text,
  ratified: v.nullable(v.pipe(v.string(), v.isoDate())),
  inForce: v.nullable(v.pipe(v.string(), v.isoDate())),
  ratifiedVerified: v.boolean(),
  source: text,
  participation: v.object({ status: v.picklist(['full', 'limited', 'suspended', 'to be confirmed']), source: text }),
})

const bodyForm = v.object({
  id: text,
  name: text,
  nameFr: text,
  acronym: v.nullable(text),
  acronymFr: v.nullable(text),
  kind: text,
  status: text,
  verified: v.boolean(),
})

const articleForm = v.object({
  number: v.pipe(v.number(), v.integer()),
  chapter: text,
  chapterTitleEn: text,
  chapterTitleFr: text,
  headingEn: text,
  headingFr: text,
  headingEnVerified: v.boolean(),
  headingFrVerified: v.boolean(),
  summaryEn: text,
  summaryFr: text,
})

const findingForm = v.object({
  id: text,
  kind: text,
  round: v.pipe(v.number(), v.integer()),
  theme: text,
  statement: text,
  statedPartyCount: v.nullable(v.number()),
  qualifier: v.nullable(text),
  asOf: v.nullable(text),
  denominator: v.nullable(v.number()),
  denominatorNote: v.nullable(text),
  level: v.nullable(text),
  officialCode: v.nullable(text),
  articlesConcerned: v.array(v.number()),
  /** Parties that it names. */
  addressee: v.optional(v.array(v.string())),
  source: text,
  verified: v.boolean(),
})

/** Our own French of what pages print of a finding; the literal keeps the file from passing for the Committee's. */
const findingRenderingForm = v.object({
  id: text,
  rendering: v.literal('ours, not verified'),
  statement: text,
  qualifier: v.nullable(text),
  denominatorNote: v.nullable(text),
})

const opinionForm = v.object({
  id: text,
  kind: text,
  title: text,
  titleFr: v.nullable(text),
  reference: v.nullable(text),
  adoptedOn: v.nullable(v.pipe(v.string(), v.isoDate())),
  url: v.nullable(text),
  summary: text,
  keyPoints: v.array(text),
})

/** The French of our own summary of an opinion, point by point, and the targets that each point names. */
const renderingForm = v.object({
  id: text,
  note: words,
  summary: v.object({ fr: text, cites: v.array(text) }),
  keyPoints: v.array(v.object({ fr: text, cites: v.array(text) })),
})

export type SeedParty = v.InferOutput<typeof partyForm>
export type SeedArticle = v.InferOutput<typeof articleForm>
export type SeedFinding = v.InferOutput<typeof findingForm> & {
  readonly french: v.InferOutput<typeof findingRenderingForm>
}
export type SeedOpinion = v.InferOutput<typeof opinionForm>
export type SeedRendering = v.InferOutput<typeof renderingForm>

export interface Seed {
  readonly parties: readonly SeedParty[]
  readonly bodies: readonly v.InferOutput<typeof bodyForm>[]
  readonly articles: readonly SeedArticle[]
  readonly findings: readonly SeedFinding[]
}

/** The committee, the Convention and the findings. Throws when a file is not of its form. */
export function readSeed(): Seed {
  return {
    parties: read('parties', partyForm),
    bodies: read('participants', bodyForm),
    articles: read('articles', articleForm),
    findings: readFindings(),
  }
}

/** Each finding with its French. Throws when one says something in one language only. */
export function readFindings(): readonly SeedFinding[] {
  const renderings = new Map(read('findings-fr', findingRenderingForm).map((rendering) => [rendering.id, rendering]))
  return read('findings', findingForm).map((finding) => {
    const french = renderings.get(finding.id)
    const isWhole =
      french !== undefined &&
      (french.qualifier === null) === (finding.qualifier === null) &&
      (french.denominatorNote === null) === (finding.denominatorNote === null)
    if (!isWhole) throw new Error(`db/seed/findings-fr.json: ${finding.id} does not match its finding`)
    return { ...finding, french }
  })
}

/** The opinions of which there is a summary in both languages, in the order of the renderings. */
export function readSummaries(): readonly { readonly opinion: SeedOpinion; readonly rendering: SeedRendering }[] {
  const opinions = new Map(read('opinions', opinionForm).map((opinion) => [opinion.id, opinion]))
  return read('summaries-fr', renderingForm).map((rendering) => {
    const opinion = opinions.get(rendering.id)
    if (opinion?.keyPoints.length !== rendering.keyPoints.length) {
      throw new Error(`db/seed/summaries-fr.json: ${rendering.id} does not match its opinion point by point`)
    }
    return { opinion, rendering }
  })
}

function read<Form extends v.GenericSchema>(name: string, form: Form): v.InferOutput<Form>[] {
  const file = new URL(`./seed/${name}.json`, import.meta.url)
  const result = v.safeParse(v.array(form), JSON.parse(readFileSync(file, 'utf8')))
  if (result.success) return result.output
  const [issue] = result.issues
  throw new Error(`db/seed/${name}.json: ${issue.message} at ${v.getDotPath(issue)}`)
}
