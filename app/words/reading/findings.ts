// Findings of the monitoring rounds. A count is never shown without its date, nor a share without its denominator.

import { plural } from '#server/domain/plural.ts'
import { bilingual } from '../bilingual.ts'

export const findingWords = bilingual({
  en: {
    title: 'Findings',
    lead: 'What the monitoring rounds found and asked for, in our own words. Figures describe the day they were taken, not today.',
    finding: 'Finding',
    findingRound: (round: number) => `Round ${round}`,
    parties: (count: number) => `${count} ${plural('en', count, 'Party', 'Parties')}`,
    asOf: (when: string) => `as of ${when}`,
    undated: 'date not given by the source',
    denominator: (count: number) => `of ${count} monitored`,
    caveat: 'About the denominator',
    level: (verb: string) => `the Committee ${verb}`,
    articles: 'Articles',
    superseded: 'Replaced by',
    restsOn: 'Published paragraphs that rest on it',
    noRestsOn: 'No published paragraph rests on this finding yet.',
    quoted: (words: string) => `“${words}”`,
    ourFrench: '',
    none: 'No finding has been recorded yet.',
  },
  fr: {
    title: 'Constats',
    lead: 'Ce que les cycles de suivi ont constaté et demandé, dans un résumé établi par nos soins, sans valeur officielle. Les chiffres valent pour le jour où ils ont été relevés, non pour aujourd’hui.',
    finding: 'Constat',
    findingRound: (round: number) => `${round === 1 ? '1er' : `${round}e`} cycle`,
    parties: (count: number) => `${count} ${plural('fr', count, 'Partie', 'Parties')}`,
    asOf: (when: string) => `en ${when}`,
    undated: 'date non précisée par la source',
    denominator: (count: number) => `sur ${count} examinées`,
    caveat: 'À propos du dénominateur',
    level: (verb: string) => `le Comité ${verb}`,
    articles: 'Articles',
    superseded: 'Remplacé par',
    restsOn: 'Paragraphes publiés qui s’appuient sur ce constat',
    noRestsOn: 'Aucun paragraphe publié ne s’appuie encore sur ce constat.',
    quoted: (words: string) => `«\u00a0${words}\u00a0»`,
    ourFrench: 'Le français est notre traduction de nos propres mots\u00a0; il n’a pas été vérifié.',
    none: 'Aucun constat n’a encore été enregistré.',
  },
})

/** Themes come as English data; here are their French names. */
const themesInFrench: Readonly<Record<string, string>> = {
  'Assistance to victims': 'Assistance aux victimes',
  'Circle of trust': 'Cercle de confiance',
  'Co-operation with civil society': 'Coopération avec la société civile',
  'Criminal liability of children': 'Responsabilité pénale des enfants',
  'Dual criminality': 'Double incrimination',
  'Initiation of proceedings': 'Engagement des poursuites',
  Jurisdiction: 'Compétence',
  'Legal definitions': 'Définitions juridiques',
  'Legal framework': 'Cadre juridique',
  'Non-prosecution of children': 'Non-poursuite des enfants',
  'Professionals in contact with children': 'Professionnels en contact avec des enfants',
  'Sexual extortion': 'Extorsion sexuelle',
  'Specialisation of law enforcement': 'Spécialisation des services répressifs',
  Terminology: 'Terminologie',
  'Training of professionals': 'Formation des professionnels',
  'Victim identification': 'Identification des victimes',
}

export function themeIn(language: 'en' | 'fr', theme: string): string {
  return language === 'fr' ? (themesInFrench[theme] ?? theme) : theme
}
