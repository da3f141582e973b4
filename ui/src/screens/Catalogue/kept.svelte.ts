/** What was looked for, kept while one procedure is read. */
export const kept = $state({ query: "" });
