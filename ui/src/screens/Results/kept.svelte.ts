/** The parts of the place of results. */
export type Tab = "store" | "scans" | "sheet" | "sources" | "people" | "measure";

/** Where the clerk was, and whose results were looked at last: they stay while something else is looked at. */
export const kept = $state<{ tab: Tab; person: string; other: string; sheet: string }>({
  tab: "store",
  person: "",
  other: "",
  sheet: "",
});
