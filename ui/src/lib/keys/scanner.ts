// A barcode scanner that acts as a keyboard: very fast keys, then Enter.

/** Longest pause between two keys of a scanner, in milliseconds. A fast typist needs about 80. */
export const GAP = 50;
/** An identity card's QR has 7 fields or more, so 6 separators or more. */
export const SEPARATORS = 6;
/** Shortest burst that no hand types by chance. */
const SHORTEST = 8;

/** Whether this text is what an identity card's QR holds. */
export function isCard(text: string): boolean {
  return text.split("|").length > SEPARATORS;
}

/** Whether this text is a receipt's seal: the dossier code, then the mark. */
export function isSeal(text: string): boolean {
  return /^[A-Z0-9./-]+ MC\d+:/.test(text.trim());
}

/** Tells a scanner's burst from typing by its rhythm. Pure: times come from the key events. */
export class Scanner {
  #keys = "";
  #last = -Infinity;

  /** Takes one printable key. Returns how many keys the burst has so far. */
  key(character: string, at: number): number {
    if (at - this.#last > GAP) this.#keys = "";
    this.#keys += character;
    this.#last = at;
    return this.#keys.length;
  }

  /** Takes Enter. Returns the burst it ends, or null when a hand was typing. */
  enter(at: number): string | null {
    const burst = at - this.#last <= GAP && this.#keys.length >= SHORTEST ? this.#keys : null;
    this.reset();
    return burst;
  }

  reset() {
    this.#keys = "";
    this.#last = -Infinity;
  }
}
