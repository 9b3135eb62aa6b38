// The one door. (Replaced by the full matrix.)

export const accessClasses = ['internal', 'restricted', 'observers', 'public'] as const
export type AccessClass = (typeof accessClasses)[number]
