import { asFault } from "../../lib/backend";
import type { AnswerView, Fault, Look, LookRow } from "../../lib/bindings";
import { latest } from "../../lib/latest";

/** How long typing may pause before the question is sent, in milliseconds. */
export const PAUSE = 40;

type Search = (query: string) => Promise<Look>;

/** So many lists are kept, to come back to. */
const KEPT = 24;

const NOTHING: Look = { rows: [], answer: null };

/** What tells a row from every other. */
export function idOf(row: LookRow): string {
  return row.what === "procedure" ? row.code : `${row.what}-${row.id}`;
}

/**
 * The find field: rows follow the typing, only the newest answer counts, and the cursor moves only in
 * a settled list. A list that has settled stays as it is until something else is typed. Keys pressed
 * while an answer is on its way wait for it.
 */
export class Find {
  query = $state("");
  rows = $state.raw<LookRow[]>([]);
  answer = $state.raw<AnswerView | null>(null);
  /** The query the rows answer; null before the first. */
  answered = $state<string | null>(null);
  fault = $state<Fault | null>(null);
  at = $state(0);
  slow = $state(false);

  #search: ReturnType<typeof latest<[string], Look>>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #afterwards: (() => void)[] = [];
  #pause: number;
  /** Lists that have settled, with the cursor as it was left; the newest last. */
  #kept = new Map<string, { found: Look; at: number }>();

  constructor(search: Search, pause = PAUSE) {
    this.#search = latest(search);
    this.#pause = pause;
  }

  get settled(): boolean {
    return this.answered === this.query.trim();
  }

  get row(): LookRow | undefined {
    return this.rows[this.at];
  }

  type(text: string) {
    if (text === this.query) return;
    this.#keep();
    this.query = text;
    this.#afterwards = [];
    clearTimeout(this.#timer);
    if (this.settled) {
      // A space more, or back to what the list answers: it stays, and so does the cursor.
      this.#search.drop();
      this.#calm();
      return;
    }
    const before = text.trim() === "" ? { found: NOTHING, at: 0 } : this.#kept.get(text.trim());
    if (before) {
      // What a scanner wrote is taken out again, a letter is taken back: the list is the one that was.
      this.#search.drop();
      this.#settle(text.trim(), before.found);
      this.at = before.at;
      return;
    }
    this.#timer = setTimeout(() => void this.#ask(), this.#pause);
  }

  again() {
    void this.#ask();
  }

  move(by: number) {
    this.#whenSettled(() => {
      this.at = Math.min(Math.max(this.at + by, 0), Math.max(this.rows.length - 1, 0));
    });
  }

  /** Gives the chosen row, once the list is the one that answers what is typed. */
  choose(take: (row: LookRow) => void) {
    this.#whenSettled(() => {
      if (this.row) take(this.row);
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
      this.#settle(query, NOTHING);
      this.fault = asFault(cause);
    }
  }

  #keep() {
    if (!this.settled || this.fault || this.query.trim() === "") return;
    const query = this.query.trim();
    this.#kept.delete(query);
    this.#kept.set(query, { found: { rows: this.rows, answer: this.answer }, at: this.at });
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }

  #calm() {
    clearTimeout(this.#slowTimer);
    this.slow = false;
  }

  #settle(query: string, found: Look) {
    this.#calm();
    this.fault = null;
    this.rows = found.rows;
    this.answer = found.answer;
    this.at = 0;
    this.answered = query;
    const acts = this.#afterwards;
    this.#afterwards = [];
    for (const act of acts) act();
  }
}
