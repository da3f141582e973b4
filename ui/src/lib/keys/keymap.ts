// Which key does what, and what a key event means.

/** One thing a key does on a screen. */
export interface Binding {
  /** `Ctrl+Enter`, `F2`, `Escape`, `Space`, `ArrowDown`, a digit or a capital letter. */
  key: string;
  /** What it does, for the list under F1; null keeps it out of the list. */
  does: string | null;
  /** How the list names it, when not by `key`. */
  shown?: string;
  run: () => void;
  /** Not now: the key falls through to whatever is beneath. */
  when?: () => boolean;
}

const MODIFIERS = ["Ctrl", "Alt", "Shift"] as const;

/** A key that also writes something, so it must not act while a field has the focus. */
export function isBare(key: string): boolean {
  return key === "Space" || key === "Enter" || [...key].length === 1;
}

/** Whether the event presses this key. */
export function presses(event: KeyboardEvent, key: string): boolean {
  const parts = key.split("+");
  const main = parts.pop() ?? "";
  const wanted = new Set(parts);
  const held = { Ctrl: event.ctrlKey || event.metaKey, Alt: event.altKey, Shift: event.shiftKey };
  // Shift is part of writing a character; elsewhere it must agree.
  const loose = [...main].length === 1;
  for (const name of MODIFIERS) {
    if (name === "Shift" && loose && !wanted.has("Shift")) continue;
    if (held[name] !== wanted.has(name)) return false;
  }
  if (main === "Space") return event.key === " ";
  if (/^\d$/.test(main)) {
    return event.key === main || event.code === `Digit${main}` || event.code === `Numpad${main}`;
  }
  if (/^[A-Z]$/.test(main)) return event.key.toUpperCase() === main;
  return event.key === main;
}

/** Whether an input method is at work: its keys are its own. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229 || event.key === "Process" || event.key === "Dead";
}

const NOT_TEXT = new Set(["checkbox", "radio", "button", "submit", "reset", "range", "color", "file"]);

/** Whether keys write text here. */
export function takesText(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !NOT_TEXT.has(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

/** A key's name on a keycap. */
export function keycap(key: string): string {
  const names: Record<string, string> = {
    Escape: "Esc",
    Space: "Phím cách",
    ArrowUp: "↑",
    ArrowDown: "↓",
    ArrowLeft: "←",
    ArrowRight: "→",
  };
  return key
    .split("+")
    .map((part) => names[part] ?? part)
    .join(" ");
}
