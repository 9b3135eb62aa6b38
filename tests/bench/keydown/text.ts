// A long opinion, the same every time: what the room is filled with before anybody types.

import type { Pair } from '#server/document/writing/edit.ts'
import { articleNumbers } from '#server/domain/convention/article.ts'

const english =
  'Recalling that each Party shall take the necessary legislative or other measures to protect children against sexual exploitation and sexual abuse, including where information and communication technologies are used, the Committee notes the answers received in the monitoring round, welcomes the steps that were taken since, and observes that the practice of investigation units differs from one State to another; it considers that specialised training, sufficient means and a clear legal basis for the preservation of data are needed before a request can be answered in time, and that children who come forward should be heard by the same person throughout, without undue delay, in a place made for them. It therefore invites Parties to review their arrangements, to report on what was found, and to share with the Secretariat any case law that would help others to apply '
const french =
  'Rappelant que chaque Partie prend les mesures législatives ou autres nécessaires pour protéger les enfants contre l’exploitation et les abus sexuels, y compris lorsque les technologies de l’information et de la communication sont utilisées, le Comité prend note des réponses reçues au cours du cycle de suivi, salue les mesures prises depuis lors et constate que la pratique des unités d’enquête diffère d’un État à l’autre ; il considère qu’une formation spécialisée, des moyens suffisants et une base légale claire pour la conservation des données sont nécessaires pour répondre à temps à une demande, et que les enfants qui se manifestent devraient être entendus par la même personne, sans retard indu, dans un lieu prévu à cet effet. Il invite donc les Parties à revoir leurs dispositions, à rendre compte de ce qui a été constaté et à communiquer au Secrétariat toute jurisprudence qui aiderait à appliquer '

/**
 * So many paragraphs of about 150 words in both languages; every fifth cites an article, every twenty-fifth is a
 * heading.
 */
export function longText(paragraphs: number, mint: () => string): Pair[] {
  return Array.from({ length: paragraphs }, (_, at) => {
    if (at % 25 === 0) {
      const part = at / 25 + 1
      return { pid: mint(), kind: 'heading2', en: [{ text: `Part ${part}` }], fr: [{ text: `Partie ${part}` }] }
    }
    const number = articleNumbers[at % articleNumbers.length]!
    const cites = at % 5 === 1 ? `article:${number}` : undefined
    return {
      pid: mint(),
      kind: 'recital',
      en: [{ text: english }, { text: `Article ${number}`, ...(cites && { cites }) }, { text: '.' }],
      fr: [{ text: french }, { text: `article ${number}`, ...(cites && { cites }) }, { text: '.' }],
    }
  })
}
