// Versions as the desk speaks of them: which one is current, and a link to a paragraph that is gone.

import { bilingual } from '../bilingual.ts'

export const deskVersionWords = bilingual({
  en: {
    title: 'Versions',
    goneHere:
      'The paragraph that the link points at is no longer in the text. It can be read in the version it comes from.',
    numbered: (number: number) => `Version ${number}`,
    noVersion: 'No version yet',
    plusChanges: (label: string) => `${label} + changes`,
    versionHint: 'Versions of this text',
  },
  fr: {
    title: 'Versions',
    goneHere:
      'Le paragraphe visé par le lien ne figure plus dans le texte. Il peut être lu dans la version dont il provient.',
    numbered: (number: number) => `Version\u00a0${number}`,
    noVersion: 'Aucune version',
    plusChanges: (label: string) => `${label} + modifications`,
    versionHint: 'Versions de ce texte',
  },
})
