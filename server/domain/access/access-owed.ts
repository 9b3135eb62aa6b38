// The rows of the matrix that nothing asks yet, each with the capability that will. An act that is asked leaves this
// list.

const amendments = 'amendments tabled by Parties (I)'
const decisions = 'decisions: consensus, roll call, secret vote, written procedure (K)'
const publication = 'publication in every form, with corrigenda and search (M)'
const exchange = 'Word files in and out, and the archive of a file (N)'
const theRecord = 'the record of every act, read, exported and verified (P)'
const accounts = 'sign-in, second factor, invitations of members, sessions (Q)'

export const owed = {
  'text.freeze': decisions,
  'text.correct': publication,
  'text.delete': 'files and their workflow (H)',
  'comment.hide': 'comments: threads, mentions, spaces (D)',
  'amendment.table': amendments,
  'amendment.withdraw': amendments,
  'amendment.merge': amendments,
  'amendment.read': amendments,
  'presence.record.own': 'meetings: agenda, attendance, speakers (J)',
  'vote.prepare': decisions,
  'vote.receipt.read': decisions,
  'vote.extend': decisions,
  'vote.certify': decisions,
  'vote.annul': decisions,
  'vote.record': decisions,
  'vote.verify': theRecord,
  'explanation.write': decisions,
  'silence.object': decisions,
  'file.upload': exchange,
  'file.download': exchange,
  'text.export': publication,
  'archive.export': exchange,
  search: publication,
  'member.invite': accounts,
  'voter.designate': decisions,
  'participation.change': decisions,
  'record.read.own': theRecord,
  'rule.change': decisions,
  'house.run': accounts,
  'public.read': publication,
} as const

export type OwedAction = keyof typeof owed
