/** An answer, unless a newer question has been asked since. */
export type Answer<R> = { fresh: true; value: R } | { fresh: false };

/** Wraps a question so that only the answer to the newest asking counts; older ones come back stale. */
export function latest<A extends unknown[], R>(ask: (...args: A) => Promise<R>) {
  let newest = 0;
  return {
    async ask(...args: A): Promise<Answer<R>> {
      const mine = ++newest;
      try {
        const value = await ask(...args);
        return mine === newest ? { fresh: true, value } : { fresh: false };
      } catch (cause) {
        if (mine !== newest) return { fresh: false };
        throw cause;
      }
    },
    /** Makes every answer still under way stale. */
    drop() {
      newest += 1;
    },
  };
}
