// How a Party takes part, as dated data: the Committee's page counts 48 Parties, and none of them is hard-coded (domain.md A2).

export const participationStatuses = ['full', 'limited', 'suspended'] as const
export type ParticipationStatus = (typeof participationStatuses)[number]
