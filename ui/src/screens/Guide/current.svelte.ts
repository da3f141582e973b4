import type { Draft, Outcome, SealedView } from "../../lib/bindings";
import { call } from "../../lib/backend";
import { route } from "../../lib/route.svelte";
import { GuideCase } from "./case.svelte";

/** A result handed over on the spot, in place of a dossier. */
export interface Handed {
  sealed: SealedView;
  /** What it is. */
  name: string;
  /** Whose. */
  who: string;
  procedure: string;
}

/** The case on the counter now. It outlives the screens that show it. */
class Current {
  case = $state.raw<GuideCase | null>(null);
  outcome = $state.raw<Outcome | null>(null);
  handed = $state.raw<Handed | null>(null);
  #card = $state.raw<string | null>(null);

  get cardWaits(): boolean {
    return this.#card !== null;
  }

  /** Opens a procedure, or takes a half-done guide up again. */
  open(code: string, draft: Draft | null) {
    const goesOn = draft !== null && this.case?.draftId === draft.id;
    const here = goesOn && this.case ? this.case : new GuideCase(code, draft);
    this.case = here;
    this.outcome = null;
    void here.refresh();
    if (this.#card !== null) {
      void here.person.card(this.#card).then(() => here.changed());
      this.#card = null;
    }
    route.go({ at: "guide" });
  }

  finish(outcome: Outcome) {
    this.case?.finished();
    this.outcome = outcome;
    this.case = null;
  }

  /** The result was handed over: there is no dossier, and no half-done guide any more. */
  handOver(handed: Handed) {
    this.case?.finished();
    const draft = this.case?.draftId;
    // A half-done guide that stays is offered again: no harm.
    if (draft) void call("draft_drop", { id: draft }).catch(() => {});
    this.handed = handed;
    this.case = null;
  }

  /** A card scanned before any procedure was chosen. */
  keepCard(text: string) {
    this.#card = text;
  }

  dropCard() {
    this.#card = null;
  }
}

export const current = new Current();
