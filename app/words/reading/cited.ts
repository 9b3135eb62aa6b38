// What points at a Party, a finding or a text, on their own pages.

import { bilingual } from '../bilingual.ts'

export const citedWords = bilingual({
  en: {
    parties: 'Parties to the Convention',
    partiesLead: 'What the Committee’s texts and findings say of each Party by name.',
    partyLead:
      'What the Committee’s texts and findings say of this Party by name. Counts of Parties in findings name nobody.',
    inForce: (day: string) => `The Convention has been in force for it since ${day}.`,
    naming: 'Published paragraphs that name it',
    noNaming: 'No published paragraph names it.',
    findingsNaming: 'Findings that name it',
    noFindingsNaming: 'No finding recorded here names it.',
    resting: 'Published paragraphs that rest on these findings',
    noResting: 'No published paragraph rests on them yet.',
    partiesNamed: 'Parties it names',
    citedBy: 'Published paragraphs that cite this text',
    notCited: 'No published paragraph cites this text yet.',
  },
  fr: {
    parties: 'Parties à la Convention',
    partiesLead: 'Ce que les textes et les constats du Comité disent nommément de chaque Partie.',
    partyLead:
      'Ce que les textes et les constats du Comité disent nommément de cette Partie. Les nombres de Parties dans les constats ne nomment personne.',
    inForce: (day: string) => `La Convention est en vigueur à son égard depuis le ${day}.`,
    naming: 'Paragraphes publiés qui la nomment',
    noNaming: 'Aucun paragraphe publié ne la nomme.',
    findingsNaming: 'Constats qui la nomment',
    noFindingsNaming: 'Aucun constat enregistré ici ne la nomme.',
    resting: 'Paragraphes publiés qui s’appuient sur ces constats',
    noResting: 'Aucun paragraphe publié ne s’y appuie encore.',
    partiesNamed: 'Parties qu’il nomme',
    citedBy: 'Paragraphes publiés qui citent ce texte',
    notCited: 'Aucun paragraphe publié ne cite encore ce texte.',
  },
})
