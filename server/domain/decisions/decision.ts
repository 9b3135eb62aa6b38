// A decision of the Committee on one text. A vote is one kind of it; a publication rests on a decision, whatever its
// kind.

export type DecisionKind = 'vote'

export type DecisionOutcome = 'adopted' | 'not-adopted'
