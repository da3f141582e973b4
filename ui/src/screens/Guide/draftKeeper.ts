import type { Draft, DraftBody } from "../../lib/bindings";

type Save<B, D> = (id: string | null, body: B) => Promise<D>;

/** How long the hand may pause before what it did is saved, in milliseconds. */
export const PAUSE = 400;

/**
 * Keeps a half-done guide (or procedure) on disk: one save at a time, the newest state last, so two saves never make
 * two drafts of one guide.
 */
export class DraftKeeper<B = DraftBody, D extends { id: string | null } = Draft> {
  id: string | null;
  #save: Save<B, D>;
  #pause: number;
  #waiting: B | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> = Promise.resolve();
  #failed: (cause: unknown | null) => void;

  constructor(
    id: string | null,
    save: Save<B, D>,
    failed: (cause: unknown | null) => void = () => {},
    pause = PAUSE,
  ) {
    this.id = id;
    this.#save = save;
    this.#failed = failed;
    this.#pause = pause;
  }

  /** What there is now; it is saved when the hand rests. */
  change(body: B) {
    this.#waiting = body;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), this.#pause);
  }

  /** Saves at once what still waits, and waits for it. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running = this.#running.then(async () => {
      const body = this.#waiting;
      if (body === null) return;
      this.#waiting = null;
      try {
        this.id = (await this.#save(this.id, body)).id;
        this.#failed(null);
      } catch (cause) {
        // Kept for the next change: losing it would be worse than saving twice.
        this.#waiting ??= body;
        this.#failed(cause);
      }
    });
    return this.#running;
  }

  /** The guide has become a dossier: nothing is left to save. */
  stop() {
    clearTimeout(this.#timer);
    this.#waiting = null;
  }
}
