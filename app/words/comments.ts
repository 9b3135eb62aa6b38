// The pages that appear when a comment was refused.

import { bilingual } from './bilingual.ts'

export const commentWords = bilingual({
  en: {
    comment: 'Comment',
    reply: 'Reply',
    body: 'Your words',
    submitComment: 'Comment',
    submitReply: 'Reply',
    resolve: 'Resolve',
    reopen: 'Reopen',
    toDossier: 'Back to the text',
    toDossiers: 'Back to the dossiers',
  },
  fr: {
    comment: 'Commentaire',
    reply: 'Réponse',
    body: 'Vos mots',
    submitComment: 'Commenter',
    submitReply: 'Répondre',
    resolve: 'Clore',
    reopen: 'Rouvrir',
    toDossier: 'Revenir au texte',
    toDossiers: 'Revenir aux dossiers',
  },
})
