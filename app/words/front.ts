// The front page of a member: what needs them.

import { bilingual } from './bilingual.ts'

export const frontWords = bilingual({
  en: {
    welcome: (name: string) => `Good day, ${name}`,
    votes: 'Votes open now',
    noVotes: 'No vote is open.',
    dossiers: 'Dossiers under way',
    noDossiers: 'No dossier under way is open to you.',
    meetings: 'Meetings',
    noMeetings: 'No meeting is planned.',
    texts: 'Latest published texts',
  },
  fr: {
    welcome: (name: string) => `Bonjour, ${name}`,
    votes: 'Votes ouverts en ce moment',
    noVotes: 'Aucun vote n’est ouvert.',
    dossiers: 'Dossiers en cours',
    noDossiers: 'Aucun dossier en cours ne vous est ouvert.',
    meetings: 'Réunions',
    noMeetings: 'Aucune réunion n’est prévue.',
    texts: 'Derniers textes publiés',
  },
})
