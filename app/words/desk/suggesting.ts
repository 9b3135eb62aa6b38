// Suggesting: what is said when something cannot be suggested.

import { bilingual } from '../bilingual.ts'

export const suggestingWords = bilingual({
  en: {
    drop: 'Words cannot be dragged while suggesting. Cut them and paste them where they should stand.',
    table:
      'The rows and columns of a table cannot be changed as a suggestion. Suggest the words in its cells, or write a comment.',
    footnotes: 'Footnotes cannot be suggested. What you pasted is suggested without them; write them in a comment.',
    change: 'This change cannot be made as a suggestion. The text is as it was before.',
    undo: 'This step cannot be undone as a suggestion: what it did has been decided or changed since.',
  },
  fr: {
    drop: 'En mode proposition, les mots ne peuvent pas être déplacés à la souris. Coupez-les, puis collez-les à l’endroit voulu.',
    table:
      'Les lignes et les colonnes d’un tableau ne peuvent pas être modifiées sous forme de proposition. Proposez les mots de ses cellules, ou écrivez un commentaire.',
    footnotes:
      'Les notes de bas de page ne peuvent pas être proposées. Le texte collé est proposé sans elles\u00a0; indiquez-les dans un commentaire.',
    change: 'Cette modification ne peut pas être faite sous forme de proposition. Le texte est inchangé.',
    undo: 'Cette action ne peut pas être annulée sous forme de proposition\u00a0: elle a été tranchée ou modifiée entre-temps.',
  },
})
