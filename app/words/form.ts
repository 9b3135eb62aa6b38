// What every form says.

import { bilingual } from './bilingual.ts'

export const formWords = bilingual({
  en: { refused: 'This was not accepted', unsent: 'Nothing was sent yet', optional: 'optional' },
  fr: { refused: 'Cela n’a pas été accepté', unsent: 'Rien n’a encore été envoyé', optional: 'facultatif' },
})
