// What every form says.

import { bilingual } from './bilingual.ts'

export const formWords = bilingual({
  en: { refused: 'This was not accepted', optional: 'optional' },
  fr: { refused: 'Cela n’a pas été accepté', optional: 'facultatif' },
})
