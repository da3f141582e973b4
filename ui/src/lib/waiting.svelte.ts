import { Ask } from "./ask.svelte";
import { call } from "./backend";

/** What waits in this office; the counter and the rail show it. */
export const waiting = new Ask(() => call("dossier_waiting"));
