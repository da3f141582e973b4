import { keyboard } from "./keyboard";
import type { Binding } from "./keymap";

/** Lays this component's bindings on top for as long as it lives. */
export function useKeys(bindings: () => Binding[], modal = false) {
  $effect(() => keyboard.lay(bindings, modal));
}
