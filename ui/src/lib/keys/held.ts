import { GAP } from "./scanner";

/** More keys than this in one breath come from a scanner. */
const MOST = 6;

/**
 * Holds bare keys for one scanner gap, so that a card scanned while no field has the focus does not
 * answer questions with its digits. What a hand pressed is done a moment later, in order.
 */
export class Held {
  #waiting: (() => void)[] = [];
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Takes one printable key and what it would do, if anything. */
  press(act: (() => void) | null) {
    this.#count += 1;
    if (act) this.#waiting.push(act);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), GAP);
  }

  /** Does what waits, unless it came too thick to be a hand. */
  flush() {
    clearTimeout(this.#timer);
    const acts = this.#count > MOST ? [] : this.#waiting;
    this.#waiting = [];
    this.#count = 0;
    for (const act of acts) act();
  }

  /** Forgets what waits: it was a scanner. */
  drop() {
    clearTimeout(this.#timer);
    this.#waiting = [];
    this.#count = 0;
  }
}
