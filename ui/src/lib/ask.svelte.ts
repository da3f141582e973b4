import { asFault } from "./backend";
import type { Fault } from "./bindings";
import { latest } from "./latest";

/** A question to the program and where it stands: nothing yet, slow, failed or answered. */
export class Ask<A extends unknown[], R> {
  value = $state<R | null>(null);
  fault = $state<Fault | null>(null);
  /** The answer is taking longer than an eye notices (150 ms). */
  slow = $state(false);
  #ask: ReturnType<typeof latest<A, R>>;

  constructor(ask: (...args: A) => Promise<R>) {
    this.#ask = latest(ask);
  }

  async run(...args: A) {
    const timer = setTimeout(() => (this.slow = true), 150);
    try {
      const answer = await this.#ask.ask(...args);
      if (!answer.fresh) return;
      this.value = answer.value;
      this.fault = null;
      this.slow = false;
    } catch (cause) {
      this.fault = asFault(cause);
      this.slow = false;
    } finally {
      clearTimeout(timer);
    }
  }
}
