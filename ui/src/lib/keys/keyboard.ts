// One listener for the whole window. Screens lay their bindings on top of each other; the topmost wins.
import { Held } from "./held";
import { isBare, isComposing, presses, takesText, type Binding } from "./keymap";
import { isCard, isSeal, Scanner } from "./scanner";

interface Layer {
  bindings: () => Binding[];
  /** Nothing beneath a modal layer hears keys, except those that stay everywhere. */
  modal: boolean;
}

const MODIFIER_KEYS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"]);

type TakesScan = (text: string) => void;

class Keyboard {
  #layers: Layer[] = [];
  #card: TakesScan[] = [];
  #seal: TakesScan[] = [];
  #scanner = new Scanner();
  #held = new Held();
  /** The field a burst started in, and what it held before. */
  #before: { field: HTMLInputElement | HTMLTextAreaElement; value: string } | null = null;

  /** Lays bindings on top. Returns how to take them off. */
  lay(bindings: () => Binding[], modal = false): () => void {
    const layer = { bindings, modal };
    this.#layers.push(layer);
    return () => this.#layers.splice(this.#layers.indexOf(layer), 1);
  }

  /** Who takes a scanned identity card: the last who asked. */
  onCard(take: TakesScan): () => void {
    this.#card.push(take);
    return () => this.#card.splice(this.#card.indexOf(take), 1);
  }

  /** Who takes a scanned receipt. */
  onSeal(take: TakesScan): () => void {
    this.#seal.push(take);
    return () => this.#seal.splice(this.#seal.indexOf(take), 1);
  }

  /** What the keys do now, topmost first, each key once. */
  now(): Binding[] {
    const seen = new Set<string>();
    return this.#heard().filter((binding) => {
      if (binding.does === null || seen.has(binding.key)) return false;
      seen.add(binding.key);
      return binding.when?.() ?? true;
    });
  }

  attach(target: Window): () => void {
    const down = (event: KeyboardEvent) => this.#scan(event);
    const act = (event: KeyboardEvent) => this.#act(event);
    const paste = (event: ClipboardEvent) => this.#paste(event);
    target.addEventListener("keydown", down, true);
    target.addEventListener("keydown", act);
    target.addEventListener("paste", paste, true);
    return () => {
      target.removeEventListener("keydown", down, true);
      target.removeEventListener("keydown", act);
      target.removeEventListener("paste", paste, true);
    };
  }

  #heard(): Binding[] {
    const modal = this.#layers.findLastIndex((layer) => layer.modal);
    return this.#layers
      .slice(Math.max(modal, 0))
      .reverse()
      .flatMap((layer) => layer.bindings());
  }

  #scan(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      const burst = this.#scanner.enter(event.timeStamp);
      if (burst !== null) this.#endOfBurst(event, burst);
      return;
    }
    // An input method hides the character but not the rhythm.
    const character = isComposing(event) ? "\uFFFD" : event.key;
    if ([...character].length !== 1) return;
    const count = this.#scanner.key(character, event.timeStamp);
    if (count === 1) this.#before = remember(event.target);
    // A space inside a burst must not press the button that happens to have the focus.
    else if (event.key === " " && !takesText(event.target)) event.preventDefault();
  }

  #endOfBurst(event: KeyboardEvent, burst: string) {
    const written = this.#before ? this.#before.field.value : "";
    const inserted = this.#before ? added(this.#before.value, written) : "";
    const text = [burst, inserted].find((one) => isCard(one) || isSeal(one));
    if (text === undefined) {
      if (takesText(event.target)) return;
      // Some other code: nothing here wants it, and its Enter must not press the main button.
      this.#held.drop();
      swallow(event);
      return;
    }
    swallow(event);
    this.#held.drop();
    if (this.#give(text) && this.#before) restore(this.#before);
    this.#before = null;
  }

  #give(text: string): boolean {
    const take = (isCard(text) ? this.#card : this.#seal).at(-1);
    take?.(text);
    return take !== undefined;
  }

  #paste(event: ClipboardEvent) {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!isCard(text) || event.target instanceof HTMLTextAreaElement) return;
    if (this.#give(text)) event.preventDefault();
  }

  #act(event: KeyboardEvent) {
    if (MODIFIER_KEYS.has(event.key) || isComposing(event)) return;
    if (event.defaultPrevented && event.key !== " ") return;
    const inText = takesText(event.target);
    const printable = [...event.key].length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    const binding = this.#heard().find(
      (one) =>
        presses(event, one.key) &&
        !(isBare(one.key) && (inText || pressesItself(event))) &&
        (one.when?.() ?? true),
    );
    if (printable && !inText) {
      if (binding) event.preventDefault();
      this.#held.press(binding ? binding.run : null);
      return;
    }
    this.#held.flush();
    if (!binding) return;
    event.preventDefault();
    binding.run();
  }
}

/** Enter and Space belong to the button or link that has the focus. */
function pressesItself(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" && event.key !== " ") return false;
  return event.target instanceof Element && event.target.closest("button, a, summary") !== null;
}

function swallow(event: KeyboardEvent) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function remember(
  target: EventTarget | null,
): { field: HTMLInputElement | HTMLTextAreaElement; value: string } | null {
  if (!takesText(target)) return null;
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    return { field: target, value: target.value };
  }
  return null;
}

/** The part of `after` that was written into `before` in one place. */
function added(before: string, after: string): string {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return after.slice(start, after.length - end);
}

function restore({ field, value }: { field: HTMLInputElement | HTMLTextAreaElement; value: string }) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export const keyboard = new Keyboard();
