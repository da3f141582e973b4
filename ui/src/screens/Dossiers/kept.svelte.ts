import type { State } from "../../lib/bindings";

/** The filter stays while one dossier is looked at. */
export const kept = $state<{ text: string; state: State | null }>({ text: "", state: null });
