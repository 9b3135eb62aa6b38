// Who may do what, as data: the acts against the eleven columns. It decides nothing; access.ts reads it.
//
// A cell is a list of codes joined by commas, all of which must hold:
//   -  no                         Y  yes
//   c  the class of the item admits the role (access.ts)
//   a  named for this text        a:language  named for this text, and for the language asked about
//   i  the person's body is invited to the item
//   o  one's own Party's thing (head, delegate), else one's own; o:author  written by the person
//   m  only while the item is in a named state: m:published, m:draft, m:drafting, m:vote
//   d  as row 67 (draft.read)
//   s  after stepping up          2  confirmed by a second, different person
// `s` and `2` take effect with the second-factor issue; until then access.ts reads them as Y.

import type { DossierState } from '../dossiers/dossier.ts'
import type { OwedAction } from './access-owed.ts'

/** The columns, in the order of the cells. `rapporteur` and `translator` come from the item, `public` is anyone. */
export const columns = [
  'operator',
  'secretariat',
  'chair',
  'bureau',
  'rapporteur',
  'head',
  'delegate',
  'participant',
  'observer',
  'translator',
  'public',
] as const
export type Column = (typeof columns)[number]

/**
 * The states that an `m` names. The public column of `agenda.read` stays closed until a meeting can publish its agenda.
 */
export const namedStates: Readonly<Record<string, readonly DossierState[]>> = {
  'm:published': ['published'],
  'm:draft': ['drafting', 'circulated', 'meeting'],
  'm:drafting': ['drafting'],
  'm:vote': ['vote'],
  '-': [],
}

/**
 * `about` is 'item' when the act shows or changes something of one dossier: who may not read it may not do it either.
 */
export interface AccessRow {
  readonly row: number
  readonly about: 'item' | 'house'
  readonly cells: readonly string[]
}

function item(row: number, cells: string): AccessRow {
  return { row, about: 'item', cells: cells.split(' ').filter(Boolean) }
}

function house(row: number, cells: string): AccessRow {
  return { row, about: 'house', cells: cells.split(' ').filter(Boolean) }
}

// biome-ignore format: a table is read by its columns
export const accessMatrix = {
  //                                  ADM  SEC        CHR      BUR      RAP           HOD      DEL           PAR       OBS       TRA                 PUB
  'text.read':              item(1,  '-    Y          Y        Y        a,c           c        c             c,i       c,i       a                   m:published'),
  'text.history.read':      item(2,  '-    Y          Y        Y        a             c        c             -         -         a                   -'),
  'text.edit':              item(3,  '-    m:draft    -        -        a,m:drafting  -        -             -         -         a:language,m:draft  -'),
  'text.suggest':           item(4,  '-    m:draft    m:draft  m:draft  a,m:draft     c,m:draft c,m:draft    i,m:draft     -         a,m:draft           -'),
  'suggestion.decide':      item(5,  '-    Y          -        -        a             -        -             -         -         -                   -'),
  'text.create':            house(6, '-    Y          -        -        -             -        -             -         -         -                   -'),
  'text.assign':            item(7,  '-    Y          Y        -        -             -        -             -         -         -                   -'),
  'text.move':              item(8,  '-    Y          Y        -        -             -        -             -         -         -                   -'),
  'text.class.narrow':      item(9,  '-    Y          Y        -        -             -        -             -         -         -                   -'),
  'text.class.widen':       item(10, '-    s,2        s,2      -        -             -        -             -         -         -                   -'),
  'text.freeze':            item(11, '-    s          s        -        -             -        -             -         -         -                   -'),
  'text.publish':           item(12, '-    s,2        s,2      -        -             -        -             -         -         -                   -'),
  'text.correct':           item(13, '-    s,2        s,2      -        -             -        -             -         -         -                   -'),
  'text.delete':            item(14, '-    m:drafting -        -        -             -        -             -         -         -                   -'),
  'comment.read':           item(15, '-    Y          Y        Y        a             c        c             c,i       c,i       a                   -'),
  'comment.write':          item(16, '-    m:draft    m:draft  m:draft  a,m:draft     c,m:draft c,m:draft    c,i,m:draft i,m:draft a,m:draft         -'),
  'comment.change':         item(17, '-    o:author   o:author o:author o:author      o:author o:author      o:author  o:author  o:author            -'),
  'comment.resolve':        item(18, '-    m:draft    m:draft  -        a,m:draft     -        -             -         -         -                   -'),
  'comment.hide':           item(19, '-    Y          Y        -        -             -        -             -         -         -                   -'),
  'amendment.table':        item(20, '-    -          -        -        -             o        o             -         -         -                   -'),
  'amendment.withdraw':     item(21, '-    -          -        -        -             o        o:author      -         -         -                   -'),
  'amendment.merge':        item(22, '-    Y          -        -        a             -        -             -         -         -                   -'),
  'amendment.read':         item(23, '-    Y          Y        Y        a             c        c             c,i       c,i       a                   -'),
  'instruction.keep':       item(24, '-    -          -        -        -             o        o             -         -         -                   -'),
  'meeting.convene':        house(25, '-   Y          Y        -        -             -        -             -         -         -                   -'),
  'agenda.read':            house(26, '-   Y          Y        Y        Y             Y        Y             Y         Y         Y                   -'),
  'presence.record':        house(27, '-   Y          Y        -        -             -        -             -         -         -                   -'),
  'presence.record.own':    house(28, '-   -          -        -        -             o        o             o         o         -                   -'),
  'body.invite':            item(29, '-    Y          Y        -        -             -        -             -         -         -                   -'),
  'vote.prepare':           item(30, '-    Y          Y        -        -             -        -             -         -         -                   -'),
  'vote.open':              item(31, '-    s          s        -        -             -        -             -         -         -                   -'),
  'vote.cast':              item(32, '-    -          -        -        -             s,o      s,o           -         -         -                   -'),
  'vote.replace':           item(33, '-    -          -        -        -             s,o,m:vote s,o:author,m:vote -   -         -                   -'),
  'vote.receipt.read':      item(34, '-    -          -        -        -             o        o             -         -         -                   -'),
  'vote.running.read':      item(35, '-    Y          Y        Y        Y             Y        Y             c         -         -                   -'),
  'vote.result.read':       item(36, '-    Y          Y        Y        Y             Y        Y             c         c         -                   m:published'),
  'vote.extend':            item(37, '-    s,m:vote   s,m:vote -        -             -        -             -         -         -                   -'),
  'vote.close':             item(38, '-    -          s,m:vote -        -             -        -             -         -         -                   -'),
  'vote.certify':           item(39, '-    s          s,2      -        -             -        -             -         -         -                   -'),
  'vote.annul':             item(40, '-    s,2        s,2      -        -             -        -             -         -         -                   -'),
  'vote.record':            item(41, '-    s,2        -        -        -             -        -             -         -         -                   -'),
  'vote.verify':            item(42, 'Y    Y          Y        Y        Y             Y        Y             c         c         -                   m:published'),
  'explanation.write':      item(43, '-    -          -        -        -             o        o             -         -         -                   -'),
  'silence.object':         item(44, '-    -          -        -        -             s,o      s,o           -         -         -                   -'),
  'file.upload':            item(45, '-    Y          -        -        a             o        o             i         -         a                   -'),
  'file.download':          item(46, '-    Y          Y        Y        a,c           c        c             c,i       c,i       a                   m:published'),
  'text.export':            item(47, '-    Y          Y        Y        a,c           c        c             c,i       -         a                   m:published'),
  'archive.export':         house(48, '-   s,2        -        -        -             -        -             -         -         -                   -'),
  'search':                 item(49, '-    c          c        c        c             c        c             c         c         a                   m:published'),
  'text.presence':          item(50, '-    d          d        d        d             d        d             d         d         d                   -'),
  'member.invite':          house(51, 's   s          -        -        -             o,2      -             -         -         -                   -'),
  'role.grant':             house(52, 's,2 s,2        -        -        -             -        -             -         -         -                   -'),
  'voter.designate':        house(53, '-   s          -        -        -             s,o      -             -         -         -                   -'),
  'participation.change':   house(54, '-   s,2        s,2      -        -             -        -             -         -         -                   -'),
  'record.read':            house(55, 'Y   Y          -        -        -             -        -             -         -         -                   -'),
  'record.read.own':        house(56, 'Y   Y          Y        Y        Y             Y        Y             Y         Y         Y                   -'),
  'rule.change':            house(57, '-   s,2        -        -        -             -        -             -         -         -                   -'),
  'house.run':              house(58, 's   -          -        -        -             -        -             -         -         -                   -'),
  'account.keep':           house(59, 'Y   Y          Y        Y        Y             Y        Y             Y         Y         Y                   -'),
  'public.read':            house(60, 'Y   Y          Y        Y        Y             Y        Y             Y         Y         Y                   Y'),
  'comment.bureau':         item(61, '-    Y          Y        Y        -             -        -             -         -         -                   -'),
  'reply.release':          item(62, '-    -          -        -        -             o,m:draft -            -         -         -                   -'),
  'comments.due':           item(63, '-    m:draft    -        -        -             -        -             -         -         -                   -'),
  'version.freeze':         item(64, '-    m:draft    m:draft  -        a,m:draft     -        -             -         -         -                   -'),
  'version.name':           item(65, '-    Y          -        -        a             -        -             -         -         -                   -'),
  'version.number':         item(66, '-    Y          -        -        -             -        -             -         -         -                   -'),
  'draft.read':             item(67, '-    Y          Y        Y        a,c           c        c             c,i       c,i       a                   -'),
} satisfies Record<string, AccessRow>

/** An act that something asks. Those of access-owed.ts are judged alike, but nothing asks them yet. */
export type Action = Exclude<keyof typeof accessMatrix, OwedAction>
