/** Where the window is. */
export type Place =
  | { at: "counter" }
  | { at: "guide" }
  | { at: "check" }
  | { at: "outcome" }
  | { at: "handed" }
  | { at: "dossiers" }
  | { at: "dossier"; dossier: string }
  | { at: "results" }
  | { at: "scan"; text: string | null }
  | { at: "catalogue" }
  | { at: "procedure"; code: string }
  | { at: "referral"; id: string }
  | { at: "event"; id: string }
  | { at: "learned" }
  | { at: "versions"; code: string }
  | { at: "edit" }
  | { at: "approve" }
  | { at: "newProcedure" }
  | { at: "changes" }
  | { at: "updates" }
  | { at: "imports" };

class Route {
  place = $state<Place>({ at: "counter" });
  #back: Place[] = [];

  go(place: Place) {
    this.#back.push(this.place);
    this.place = place;
  }

  /** To one of the places on the left: there is no way back from there. */
  start(place: Place) {
    this.#back = [];
    this.place = place;
  }

  back() {
    this.place = this.#back.pop() ?? { at: "counter" };
  }
}

export const route = new Route();
