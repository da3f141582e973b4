import { asFault } from "../../lib/backend";
import type { Fault, Hit } from "../../lib/bindings";
import { latest } from "../../lib/latest";

/** How long typing may pause before the question is sent, in milliseconds. */
export const PAUSE = 40;

type Search = (query: string) => Promise<Hit[]>;

/**
 * The find field: hits follow the typing, only the newest answer counts, and the cursor moves only in
 * a settled list. Keys pressed while an answer is on its way wait for it.
 */
export class Find {
  query = $state("");
  hits = $state<Hit[]>([]);
  /** The query the hits answer; null before the first. */
  answered = $state<string | null>(null);
  fault = $state<Fault | null>(null);
  at = $state(0);
  slow = $state(false);

  #search: ReturnType<typeof latest<[string], Hit[]>>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #afterwards: (() => void)[] = [];
  #pause: number;

  constructor(search: Search, pause = PAUSE) {
    this.#search = latest(search);
    this.#pause = pause;
  }

  get settled(): boolean {
    return this.answered === this.query.trim();
  }

  type(text: string) {
    if (text === this.query) return;
    this.query = text;
    this.#afterwards = [];
    clearTimeout(this.#timer);
    if (text.trim() === "") {
      this.#search.drop();
      this.#settle("", []);
      return;
    }
    this.#timer = setTimeout(() => void this.#ask(), this.#pause);
  }

  again() {
    void this.#ask();
  }

  move(by: number) {
    this.#whenSettled(() => {
      this.at = Math.min(Math.max(this.at + by, 0), Math.max(this.hits.length - 1, 0));
    });
  }

  /** Gives the chosen hit, once the list is the one that answers what is typed. */
  choose(take: (hit: Hit) => void) {
    this.#whenSettled(() => {
      const hit = this.hits[this.at];
      if (hit) take(hit);
    });
  }

  #whenSettled(act: () => void) {
    if (this.settled) act();
    else this.#afterwards.push(act);
  }

  async #ask() {
    const query = this.query.trim();
    clearTimeout(this.#slowTimer);
    this.#slowTimer = setTimeout(() => (this.slow = true), 150);
    try {
      const answer = await this.#search.ask(query);
      if (answer.fresh) this.#settle(query, answer.value);
    } catch (cause) {
      this.#settle(query, []);
      this.fault = asFault(cause);
    }
  }

  #settle(query: string, hits: Hit[]) {
    clearTimeout(this.#slowTimer);
    this.slow = false;
    this.fault = null;
    this.hits = hits;
    this.at = 0;
    this.answered = query;
    const acts = this.#afterwards;
    this.#afterwards = [];
    for (const act of acts) act();
  }
}
