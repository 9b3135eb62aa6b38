// A process of its own for one comparison that nothing has warmed: it prints the milliseconds of both languages
// together.

import { redline } from '#server/document/compare/redline.ts'
import { languages } from '#server/domain/language.ts'
import { chanceFrom } from '#tests/support/seeded.ts'
import { long } from './bench.ts'
import { statesOf } from './texts.ts'

const chance = chanceFrom(Number(process.argv[2]))
const texts = languages.map((language) => statesOf(long, language, chance))
const began = performance.now()
for (const { before, after } of texts) redline(before, after)
process.stdout.write(String(performance.now() - began))
