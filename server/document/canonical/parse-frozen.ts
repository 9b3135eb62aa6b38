// A frozen text read back: canonical bytes to tree and printed numbers, strictly in the closed vocabulary. It does not
// check hashes.

import * as v from 'valibot'
import { parseTarget } from '../../domain/convention/citation.ts'
import { type Language, languages } from '../../domain/language.ts'
import { isProposer, paragraphKinds } from '../../domain/text/paragraph.ts'
import { UnreadableText } from '../tree/blocks.ts'
import type { BothTrees, Paragraph } from '../tree/tree.ts'

const runForm = v.strictObject({
  bold: v.optional(v.literal(true)),
  by: v.optional(
    v.pipe(
      v.string(),
      v.minLength(1),
      v.check((by: string) => isProposer(by), 'not a proposer'),
    ),
  ),
  cites: v.optional(
    v.pipe(
      v.string(),
      v.check((target) => parseTarget(target) !== null, 'not a target'),
    ),
  ),
  italic: v.optional(v.literal(true)),
  text: v.pipe(v.string(), v.minLength(1)),
})

const textForm = v.strictObject({
  form: v.literal(1),
  language: v.picklist(languages),
  paragraphs: v.array(
    v.strictObject({
      kind: v.picklist(paragraphKinds),
      number: v.nullable(v.string()),
      pid: v.string(),
      runs: v.array(runForm),
    }),
  ),
})

/**
 * A frozen text in both languages. `numbers` are the printed numbers by pid as they were frozen, never counted again.
 */
export interface FrozenText {
  readonly trees: BothTrees
  readonly numbers: Readonly<Record<Language, ReadonlyMap<string, string>>>
}

/**
 * Reads the canonical bytes of both languages (document/canonical/canonical.ts). Throws UnreadableText for anything
 * else.
 */
export function acceptText(canonicalEn: Uint8Array, canonicalFr: Uint8Array): FrozenText {
  const en = acceptBytes(canonicalEn, 'en')
  const fr = acceptBytes(canonicalFr, 'fr')
  return {
    trees: {
      en: { language: 'en', paragraphs: en.paragraphs },
      fr: { language: 'fr', paragraphs: fr.paragraphs },
    },
    numbers: { en: en.numbers, fr: fr.numbers },
  }
}

function acceptBytes(bytes: Uint8Array, language: Language) {
  const text = v.safeParse(textForm, parse(bytes))
  if (!text.success)
    throw new UnreadableText(`${language}: ${text.issues[0].message} at ${v.getDotPath(text.issues[0])}`)
  if (text.output.language !== language)
    throw new UnreadableText(`${text.output.language} where ${language} was expected`)
  const numbers = new Map<string, string>()
  const paragraphs: Paragraph[] = text.output.paragraphs.map(({ number, ...paragraph }) => {
    if (number !== null) numbers.set(paragraph.pid, number)
    return paragraph
  })
  return { paragraphs, numbers }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new UnreadableText('not JSON in UTF-8')
  }
}
