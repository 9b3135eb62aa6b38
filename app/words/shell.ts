// The frame of every page, and the pages of refusals and faults.

import { bilingual } from './bilingual.ts'

export const shellWords = bilingual({
  en: {
    committee: 'Lanzarote Committee',
    skip: 'Skip to the text',
    sections: 'Sections',
    dossiers: 'Dossiers',
    meetings: 'Meetings',
    texts: 'Texts',
    convention: 'Convention',
    parties: 'Parties',
    findings: 'Findings',
    otherLanguage: 'Français',
    signIn: 'Sign in',
    signOut: 'Sign out',
    signedInAs: 'Signed in as',
    sessionsOf: ': your sessions',
    footer:
      'The drafting room and the reading room of the Committee of the Parties to the Convention on the Protection of Children against Sexual Exploitation and Sexual Abuse (CETS No. 201).',
    footerNote: 'Summaries are in our own words. Only the text on the Treaty Office’s site is the Convention.',
    back: 'Go to the front page',
    notFound: 'Not found',
    notAllowed: 'Not open to you',
    notNow: 'Not at this time',
    notValid: 'Not accepted',
    fault: 'Something went wrong on our side',
    faultSay: 'The fault has been noted. Nothing that was shown as saved is lost. Please try again in a moment.',
    methodSay: 'This address does not take what was sent to it.',
    refusedTitle: 'This was not done',
  },
  fr: {
    committee: 'Comité de Lanzarote',
    skip: 'Aller au texte',
    sections: 'Rubriques',
    dossiers: 'Dossiers',
    meetings: 'Réunions',
    texts: 'Textes',
    convention: 'Convention',
    parties: 'Parties',
    findings: 'Constats',
    otherLanguage: 'English',
    signIn: 'Se connecter',
    signOut: 'Se déconnecter',
    signedInAs: 'Connecté en tant que',
    sessionsOf: '\u00a0: vos sessions',
    footer:
      'La salle de rédaction et la salle de lecture du Comité des Parties à la Convention sur la protection des enfants contre l’exploitation et les abus sexuels (STCE n°\u00a0201).',
    footerNote:
      'Les résumés sont établis par nos soins, sans valeur officielle. Seul le texte publié par le Bureau des Traités est la Convention.',
    back: 'Aller à la page d’accueil',
    notFound: 'Introuvable',
    notAllowed: 'Accès non ouvert',
    notNow: 'Pas à ce stade',
    notValid: 'Non accepté',
    fault: 'Un incident s’est produit de notre côté',
    faultSay:
      'L’incident a été noté. Rien de ce qui était indiqué comme enregistré n’est perdu. Veuillez réessayer dans un instant.',
    methodSay: 'Cette adresse n’accepte pas ce qui lui a été envoyé.',
    refusedTitle: 'Cela n’a pas été fait',
  },
})
