/**
 * The event by which whoever is about to go to a paragraph of a text that stands still has its editor brought back
 * first (still.ts).
 */
export const comes = 'comes'
