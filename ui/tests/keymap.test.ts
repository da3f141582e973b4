import { describe, expect, it } from "vitest";
import { isBare, isComposing, keycap, presses, takesText } from "../src/lib/keys/keymap";

const press = (key: string, held: KeyboardEventInit = {}) => new KeyboardEvent("keydown", { key, ...held });

describe("keys", () => {
  it("agree in their modifiers", () => {
    expect(presses(press("Enter", { ctrlKey: true }), "Ctrl+Enter")).toBe(true);
    expect(presses(press("Enter"), "Ctrl+Enter")).toBe(false);
    expect(presses(press("Enter", { ctrlKey: true, shiftKey: true }), "Ctrl+Enter")).toBe(false);
  });

  it("take a digit from the row and from the pad, also on a layout that writes letters there", () => {
    expect(presses(press("1"), "1")).toBe(true);
    expect(presses(press("&", { code: "Digit1" }), "1")).toBe(true);
    expect(presses(press("1", { code: "Numpad1" }), "1")).toBe(true);
    expect(presses(press("2"), "1")).toBe(false);
  });

  it("that write something are bare; function keys and chords are not", () => {
    expect(["D", "1", "Space", "Enter"].every(isBare)).toBe(true);
    expect(["F2", "Ctrl+1", "Escape", "ArrowDown"].some(isBare)).toBe(false);
  });

  it("of an input method at work belong to it", () => {
    expect(isComposing(press("a", { isComposing: true }))).toBe(true);
    expect(isComposing(press("Process"))).toBe(true);
    expect(isComposing(press("a"))).toBe(false);
  });

  it("write in text fields and not in boxes", () => {
    const input = document.createElement("input");
    expect(takesText(input)).toBe(true);
    input.type = "checkbox";
    expect(takesText(input)).toBe(false);
    expect(takesText(document.createElement("textarea"))).toBe(true);
    expect(takesText(document.body)).toBeFalsy();
  });

  it("have names a clerk knows", () => {
    expect(keycap("Ctrl+Enter")).toBe("Ctrl Enter");
    expect(keycap("Escape")).toBe("Esc");
  });
});
