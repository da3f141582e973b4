/** Whose results were looked at last: they stay while something else is looked at. */
export const kept = $state<{ person: string }>({ person: "" });
