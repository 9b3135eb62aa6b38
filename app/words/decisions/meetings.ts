// Meetings: list, convening, presence by Party.

import { plural } from '#server/domain/plural.ts'
import { bilingual } from '../bilingual.ts'

export const meetingWords = bilingual({
  en: {
    title: 'Meetings',
    convene: 'Convene a meeting',
    none: 'No meeting has been convened yet.',
    numbered: (number: number) => `${number}${suffix(number)} meeting`,
    meeting: 'Meeting',
    number: 'Number of the meeting',
    placeEn: 'Place, in English',
    placeFr: 'Place, in French',
    opensOn: 'First day',
    closesOn: 'Last day',
    submit: 'Convene',
    presence: 'Presence by Party',
    quorate: 'Quorum reached',
    notQuorate: 'No quorum yet',
    needed: (present: number, quorum: number, all: number) =>
      `${present} ${plural('en', present, 'Party', 'Parties')} present; quorum ${quorum} of ${all}`,
    record: 'Tick Parties and record that they arrived or left. The time is taken down.',
    arrived: 'Record as arrived',
    left: 'Record as left',
    party: 'Party',
    state: 'Presence',
    present: 'present',
    absent: 'not present',
    notCounted: 'not counted towards the quorum',
    dossiers: 'Texts before this meeting',
    noDossiers: 'No text has been put before this meeting.',
    choose: (party: string) => `Choose ${party}`,
  },
  fr: {
    title: 'Réunions',
    convene: 'Convoquer une réunion',
    none: 'Aucune réunion n’a encore été convoquée.',
    numbered: (number: number) => `${number}${number === 1 ? 're' : 'e'} réunion`,
    meeting: 'Réunion',
    number: 'Numéro de la réunion',
    placeEn: 'Lieu, en anglais',
    placeFr: 'Lieu, en français',
    opensOn: 'Premier jour',
    closesOn: 'Dernier jour',
    submit: 'Convoquer',
    presence: 'Présence par Partie',
    quorate: 'Quorum atteint',
    notQuorate: 'Quorum non atteint',
    needed: (present: number, quorum: number, all: number) =>
      `${present} ${plural('fr', present, 'Partie présente', 'Parties présentes')}\u00a0; quorum de ${quorum} sur ${all}`,
    record: 'Cochez des Parties et notez leur arrivée ou leur départ. L’heure est consignée.',
    arrived: 'Noter l’arrivée',
    left: 'Noter le départ',
    party: 'Partie',
    state: 'Présence',
    present: 'présente',
    absent: 'non présente',
    notCounted: 'non comptée pour le quorum',
    dossiers: 'Textes soumis à cette réunion',
    noDossiers: 'Aucun texte n’a été soumis à cette réunion.',
    choose: (party: string) => `Choisir ${party}`,
  },
})

/** 1st, 2nd, 3rd, 4th, 11th, 12th, 13th, 21st. */
function suffix(number: number): string {
  const tens = number % 100
  if (tens >= 11 && tens <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][number % 10] ?? 'th'
}
