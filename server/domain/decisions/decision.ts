// A decision of the Committee on one text. A vote is one kind of it; a publication rests on a decision, whatever its kind.

export const decisionKinds = ['vote'] as const
export type DecisionKind = (typeof decisionKinds)[number]

export const decisionOutcomes = ['adopted', 'not-adopted'] as const
export type DecisionOutcome = (typeof decisionOutcomes)[number]
