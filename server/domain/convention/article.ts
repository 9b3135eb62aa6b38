// The articles of the Convention (CETS 201): numbers only; headings and own-words summaries are rows.

/** Articles 1 to 50. */
export const articleNumbers: readonly number[] = Array.from({ length: 50 }, (_, index) => index + 1)
