// Fields that a form carries besides its own, and that no action sees.

/** Whom the form was drawn for (components/page/fields.tsx). */
export const writerField = 'writer'

/** A form that could not be sent, sealed, behind a sign-in (signed-out.ts). */
export const unsentField = 'unsent'
