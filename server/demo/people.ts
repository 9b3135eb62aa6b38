// Invented people for real States. Nobody here exists; likenesses are chance.

import type { Language } from '../domain/language.ts'

/** A head of delegation and a delegate. */
export interface DemoDelegation {
  readonly partyId: string
  readonly language: Language
  readonly head: string
  readonly delegate: string
}

const english: Readonly<Record<string, readonly [head: string, delegate: string]>> = {
  AL: ['Drita Kelmendasi', 'Arben Shkrelaj'],
  AM: ['Anahit Sarkavagyan', 'Tigran Melikbekyan'],
  AT: ['Johanna Wiesbrunner', 'Lukas Hainfelder'],
  AZ: ['Leyla Qaradagli', 'Elvin Sabirzade'],
  BA: ['Amra Hodovic', 'Nikola Trebinjac'],
  BG: ['Radka Slaveykova', 'Plamen Dobrudzhanov'],
  HR: ['Iva Kastelanic', 'Marin Brodaric'],
  CY: ['Eleni Karpasiti', 'Andreas Lefkariti'],
  CZ: ['Hana Vrchlabska', 'Ondrej Litomysl'],
  DK: ['Freja Lindehoj', 'Mads Skovbjerre'],
  EE: ['Liis Rannamae', 'Taavi Kuusikraav'],
  FI: ['Maarit Koivuranta', 'Eero Talvensaari'],
  GE: ['Nino Abashvili', 'Davit Kakhniauri'],
  DE: ['Katrin Osterfeldt', 'Jonas Birkenhain'],
  GR: ['Despina Aetorachi', 'Nikos Valtinoudis'],
  HU: ['Zsofia Tihanyvari', 'Gergo Badacsonyi'],
  IS: ['Sigrun Hvalsdottir', 'Bjarki Steinmarsson'],
  IE: ['Aoife Kilcreggan', 'Cormac Ballintra'],
  IT: ['Livia Montarsolo', 'Dario Acquafredda'],
  LV: ['Ilze Vidzemniece', 'Raitis Gaujmalis'],
  LI: ['Regula Triesenwald', 'Fabian Malbunner'],
  LT: ['Rasa Nemunaityte', 'Darius Dzukauskas'],
  MT: ['Marija Xlendini', 'Karm Mdinaro'],
  MD: ['Doina Orheianu', 'Vlad Nistreanu'],
  ME: ['Jelena Durmitorac', 'Vuk Morakovic'],
  NL: ['Marieke Oosterwolde', 'Bram van der Heerdt'],
  MK: ['Biljana Ohridska', 'Goran Vardarovski'],
  NO: ['Ingrid Fjellsund', 'Sondre Vikanes'],
  PL: ['Agata Wislocka-Brzeg', 'Tomasz Zarzeczny'],
  PT: ['Inês Valdeiro', 'Rui Castanhal'],
  RO: ['Ioana Bucegeanu', 'Radu Someseanu'],
  SM: ['Chiara Titanelli', 'Matteo Borgomaggi'],
  RS: ['Milica Fruskanin', 'Stefan Zlatiborac'],
  SK: ['Zuzana Tatranova', 'Peter Vahovec'],
  SI: ['Maja Triglavsek', 'Luka Sockan'],
  ES: ['Lucía Aranzadal', 'Álvaro Monteserín'],
  SE: ['Elsa Granholmen', 'Viktor Sjölycke'],
  TR: ['Elif Karasuoglu', 'Mert Yaylagul'],
  UA: ['Oksana Dniprovenko', 'Taras Podilchuk'],
  GB: ['Harriet Wolverdale', 'Callum Strathgarve'],
  RU: ['Vera Ladozhina', 'Anton Volkhovsky'],
}

const french: Readonly<Record<string, readonly [head: string, delegate: string]>> = {
  AD: ['Mireia Ordinenc', 'Pol Canillet'],
  BE: ['Élise Vandermeuse', 'Thibaut Ardennais'],
  FR: ['Claire Montvallon', 'Julien Estérac'],
  LU: ['Nathalie Moselbrück', 'Tom Oeslinger'],
  MC: ['Solène Larvottoni', 'Hugo Fontvieillard'],
  CH: ['Corinne Jurassier', 'Reto Alpenmatt'],
  TN: ['Amel Zaghouanni', 'Sami Kerkennaoui'],
}

function delegationsIn(language: Language, names: typeof english): DemoDelegation[] {
  return Object.entries(names).map(([partyId, [head, delegate]]) => ({ partyId, language, head, delegate }))
}

/** One for each Party. */
export const delegations: readonly DemoDelegation[] = [
  ...delegationsIn('en', english),
  ...delegationsIn('fr', french),
].sort((one, other) => (one.partyId < other.partyId ? -1 : 1))
