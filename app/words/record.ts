// The record of acts, as pages speak of it.

import { bilingual } from './bilingual.ts'

export const recordWords = bilingual({
  en: {
    head: 'Head of the record',
    headSay: (line: number, at: string) =>
      `Line ${line}, ${at}. Whoever keeps this value can check later that the record still goes through it.`,
  },
  fr: {
    head: 'Empreinte du registre',
    headSay: (line: number, at: string) =>
      `Ligne ${line}, ${at}. Quiconque conserve cette valeur peut vérifier plus tard que le registre n’a pas été réécrit.`,
  },
})
