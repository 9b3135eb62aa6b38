// The coverage of a draft: articles without a paragraph, paragraphs without evidence, findings not used.

import { plural } from '#server/domain/plural.ts'
import { bilingual } from '../bilingual.ts'

export const coverageWords = bilingual({
  en: {
    title: 'Coverage',
    lead: 'What the draft covers, as it stands now and without what is only suggested. It says where to look, not what is missing.',
    back: 'Open the draft',
    seeCoverage: 'Coverage of articles and findings',
    articles: 'Articles',
    articlesCovered: (covered: number, all: number) =>
      `${covered} of the ${all} ${plural('en', all, 'article', 'articles')} that this dossier is about ${plural('en', covered, 'is', 'are')} interpreted by a paragraph.`,
    noArticles: 'No article is named for this dossier.',
    notCovered: 'no paragraph interprets it',
    paragraph: (number: string) => (number ? `paragraph ${number}` : 'a paragraph without number'),
    evidence: 'Paragraphs without evidence',
    evidenceCount: (without: number, all: number) =>
      `${without} of ${all} recitals and operative paragraphs rest on no finding.`,
    allRest: 'Every recital and operative paragraph rests on a finding.',
    noParagraphs: 'There is no recital and no operative paragraph with words yet.',
    findings: 'Findings not used',
    findingsCount: (unused: number, all: number) =>
      `${unused} of the ${all} findings on these articles and their themes are not used by any paragraph.`,
    noFindings: 'No finding is recorded on these articles.',
    allUsed: 'Every finding on these articles and their themes is used.',
  },
  fr: {
    title: 'Couverture',
    lead: 'Ce que couvre le projet, tel qu’il est maintenant et sans ce qui n’est que proposé. Cette page dit où regarder, non ce qui manque.',
    back: 'Ouvrir le projet',
    seeCoverage: 'Couverture des articles et des constats',
    articles: 'Articles concernés',
    articlesCovered: (covered: number, all: number) =>
      `${covered} ${plural('fr', covered, 'article', 'articles')} sur les ${all} que vise ce dossier ${plural('fr', covered, 'est interprété', 'sont interprétés')} par un paragraphe.`,
    noArticles: 'Aucun article n’est indiqué pour ce dossier.',
    notCovered: 'aucun paragraphe ne l’interprète',
    paragraph: (number: string) => (number ? `paragraphe ${number}` : 'un paragraphe sans numéro'),
    evidence: 'Paragraphes sans constat',
    evidenceCount: (without: number, all: number) =>
      `${without} considérants et paragraphes du dispositif sur ${all} ne s’appuient sur aucun constat.`,
    allRest: 'Chaque considérant et chaque paragraphe du dispositif s’appuie sur un constat.',
    noParagraphs: 'Aucun considérant ni paragraphe du dispositif n’a encore de mots.',
    findings: 'Constats non utilisés',
    findingsCount: (unused: number, all: number) =>
      `${unused} constats sur les ${all} relatifs à ces articles et à leurs thèmes ne sont utilisés par aucun paragraphe.`,
    noFindings: 'Aucun constat n’est enregistré sur ces articles.',
    allUsed: 'Chaque constat relatif à ces articles et à leurs thèmes est utilisé.',
  },
})
